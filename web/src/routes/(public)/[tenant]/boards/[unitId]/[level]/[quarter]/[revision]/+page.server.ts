import { redirect } from '@sveltejs/kit'
import { ROOT_COMMAND } from '@jiceng/core/board/rules'
import * as paths from '$lib/paths.ts'
import { shownOnly } from '$lib/server-only.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { tenant, unitId, level, quarter } = event.params
  // The newest has an address of its own, which leads to its number.
  if (event.params.revision === 'newest') redirect(302, paths.board(tenant, unitId, level, quarter))
  const api = apiOf(event, 'anonymous').board.units[':unitId'][':level'].quarters[':quarter'].board
  const board = await read(event, api[':revision'].$get({ param: event.params }))
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  const address = event.url.origin + paths.board(tenant, unitId, level, quarter)
  const rowsAddress = event.url.origin + paths.boardRows(tenant, unitId, level, quarter, board.revision)
  return {
    shown: shownOnly(event, { ...board, address, rowsAddress, rootCommand: `${ROOT_COMMAND} ${rowsAddress}` }),
  }
}
