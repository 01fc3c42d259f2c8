import { shownOnly } from '$lib/server-only.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const year = event.url.searchParams.get('year')
  const door = apiOf(event, 'anonymous').meeting.meetings
  const answer = await read(event, door.$get({ query: year === null ? {} : { year } }))
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  return { shown: shownOnly(event, answer) }
}
