import { ROOT_COMMAND } from '@jiceng/core/board/rules'
import * as paths from '$lib/paths.ts'
import { shownOnly } from '$lib/server-only.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const year = apiOf(event, 'anonymous').annualBoard['annual-boards'][':level'][':year'][':revision']
  const board = await read(event, year.$get({ param: event.params }))
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  const address = event.url.origin + paths.annual(event.params)
  const rowsAddress = event.url.origin + paths.annualRows(event.params, board.revision)
  return {
    shown: shownOnly(event, { ...board, address, rowsAddress, rootCommand: `${ROOT_COMMAND} ${rowsAddress}` }),
  }
}
