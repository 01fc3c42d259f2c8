import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).feeds.my.feed.$get())),
  commandIds: { make: newCommandId(), end: newCommandId() },
})

export const actions: Actions = {
  make: async (event) => {
    const { commandId = '' } = await fieldsOf(event.request)
    const response = await apiOf(event).feeds.my.feed.$post({ json: { commandId } })
    const no = await refused(response, {})
    if (no) return no
    const { address } = (await response.json()) as { address: string | null }
    return { made: { address } }
  },
  end: async (event) => {
    const { commandId = '' } = await fieldsOf(event.request)
    const response = await apiOf(event).feeds.my.feed.ending.$post({ json: { commandId } })
    return (await refused(response, {})) ?? { isEnded: true }
  },
}
