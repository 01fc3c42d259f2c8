import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const answer = await read(
    event,
    apiOf(event, 'anonymous').board.boards.$get({ query: before === null ? {} : { before } })
  )
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  return answer
}
