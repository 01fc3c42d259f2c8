import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { tenant, unitId, level, quarter } = event.params
  const api = apiOf(event, 'anonymous').board.units[':unitId'][':level'].quarters[':quarter'].board
  const board = await read(event, api[':revision'].$get({ param: event.params }))
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  return { ...board, address: event.url.origin + paths.board(tenant, unitId, level, quarter) }
}
