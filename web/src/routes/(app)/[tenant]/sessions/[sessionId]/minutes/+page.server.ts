import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sessionId } = event.params
  return read(event, apiOf(event).minutes.sessions[':sessionId'].minutes.$get({ param: { sessionId } }))
}
