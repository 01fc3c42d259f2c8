import { fail } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import type { Refused } from '$lib/ui/field-error.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).webhook.endpoints.$get())),
  recipientId: event.url.searchParams.get('recipient') ?? '',
  commandId: newCommandId(),
})

export const actions: Actions = {
  register: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', recipientId = '', url = '' } = values
    // A place in a path cannot be empty.
    if (recipientId === '') {
      const errors = [{ field: 'recipientId', text: m.webhook_choose() }]
      return fail(422, { errors, because: null, values: { recipientId, url } } satisfies Refused)
    }
    const request = { param: { recipientId }, json: { commandId, url } }
    const response = await apiOf(event).webhook.recipients[':recipientId'].endpoints.$post(request)
    const no = await refused(response, values)
    if (no) return no
    const { endpointId, secret } = (await response.json()) as { endpointId: string; secret: string | null }
    return { registered: { endpointId, secret } }
  },
}
