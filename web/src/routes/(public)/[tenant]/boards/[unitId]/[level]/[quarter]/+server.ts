import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import type { RequestHandler } from './$types'

/** The newest revision of a board, by a redirect nobody keeps: what is printed on paper leads here. */
export const GET: RequestHandler = async (event) => {
  const { tenant, unitId, level, quarter } = event.params
  const api = apiOf(event, 'anonymous').board.units[':unitId'][':level'].quarters[':quarter'].board
  const { revision } = await read(event, api.$get({ param: event.params }))
  redirect(302, paths.board(tenant, unitId, level, quarter, revision))
}
