import * as paths from '$lib/paths.ts'
import { shownOnly } from '$lib/server-only.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const door = apiOf(event, 'anonymous').meeting.meetings[':sessionId']
  const answer = await read(event, door.$get({ param: event.params }))
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  const address = event.url.origin + paths.meeting(event.params.tenant, event.params.sessionId)
  return { shown: shownOnly(event, { ...answer, address }) }
}
