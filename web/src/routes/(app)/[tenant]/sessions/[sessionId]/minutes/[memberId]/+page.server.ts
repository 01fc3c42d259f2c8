import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sessionId, memberId } = event.params
  const param = { sessionId, memberId: encodeURIComponent(memberId) }
  return read(event, apiOf(event).minutes.sessions[':sessionId'].minutes[':memberId'].$get({ param }))
}
