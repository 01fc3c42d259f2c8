import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const doorOf = (event: RequestEvent) => apiOf(event).feeds.places[':placeId'].feed

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, doorOf(event).$get({ param: { placeId: event.params.placeId } }))),
  year: todayInShanghai().slice(0, 4),
  commandIds: { make: newCommandId(), end: newCommandId() },
})

export const actions: Actions = {
  make: async (event) => {
    const { commandId = '' } = await fieldsOf(event.request)
    const { placeId } = event.params
    const response = await doorOf(event).$post({ param: { placeId }, json: { commandId } })
    const no = await refused(response, {})
    if (no) return no
    const { address } = (await response.json()) as { address: string | null }
    return { made: { address } }
  },
  end: async (event) => {
    const { commandId = '' } = await fieldsOf(event.request)
    const { placeId } = event.params
    const response = await doorOf(event).ending.$post({ param: { placeId }, json: { commandId } })
    return (await refused(response, {})) ?? { isEnded: true }
  },
}
