import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const param = { sessionId: event.params.sessionId }
  const hall = await read(event, apiOf(event).sittings.sessions[':sessionId'].hall.$get({ param }))
  return { ...hall, people: [], origin: event.url.origin }
}
