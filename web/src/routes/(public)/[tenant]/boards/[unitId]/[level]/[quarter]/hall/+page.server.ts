import { rowsOn } from '@jiceng/core/board/rules'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

/** As many as one reads at eight metres on a screen of 1080 lines. */
const ROWS_A_PAGE = 8
const SECONDS_A_PAGE = 15
/** A notice stands until somebody publishes anew. */
const SECONDS_A_NOTICE = 60

/** The newest revision for the wall of the deputies' house. It turns its pages by a header: no script, no cookie. */
export const load: PageServerLoad = async (event) => {
  const { tenant, unitId, level, quarter } = event.params
  const api = apiOf(event, 'anonymous').board.units[':unitId'][':level'].quarters[':quarter'].board
  const param = { ...event.params, revision: 'newest' }
  const { content, ...board } = await read(event, api[':revision'].$get({ param }))
  const rows = rowsOn(content)
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE))
  const asked = Math.trunc(Number(event.url.searchParams.get('page') ?? '1'))
  const page = asked >= 1 && asked <= pages ? asked : 1
  const holding = event.url.searchParams.has('hold')
  const at = (number: number, hold = false): string => paths.hall(event.params, number, hold)
  const next = at((page % pages) + 1)
  const seconds = rows.length > 0 ? SECONDS_A_PAGE : SECONDS_A_NOTICE
  event.setHeaders({
    'cache-control': PUBLIC_PAGE,
    ...(holding ? {} : { refresh: `${seconds}; url=${next}` }),
  })
  return {
    ...board,
    unitName: content.unitName,
    rows: rows.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE),
    page,
    pages,
    holding,
    links: {
      previous: at(((page + pages - 2) % pages) + 1, true),
      next: at((page % pages) + 1, true),
      hold: at(page, !holding),
    },
    address: event.url.origin + paths.board(tenant, unitId, level, quarter),
  }
}
