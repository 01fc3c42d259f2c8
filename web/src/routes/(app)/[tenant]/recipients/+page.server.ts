import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { recipientKind } from '@jiceng/core/recipient/schema'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams
  const q = (asked.get('q') ?? '').trim()
  const after = asked.get('after')
  const kind = recipientKind.safeParse(asked.get('kind'))
  const query = {
    ...(q === '' ? {} : { q }),
    ...(after === null ? {} : { after }),
    ...(kind.success ? { kind: kind.data } : {}),
  }
  const answer = await read(event, apiOf(event).recipient.recipients.$get({ query }))
  return { ...answer, q, kind: kind.data ?? null, isFirst: after === null, commandId: newCommandId() }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', kind = '', name = '' } = values
    const json = { commandId, kind: kind as 'employer', name }
    const response = await apiOf(event).recipient.recipients.$post({ json })
    return (await refused(response, values)) ?? { done: name }
  },
}
