import { json } from '@sveltejs/kit'
import { apiOf } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { RequestHandler } from './$types'

/** The rows of a year in force, with their salts, for whoever recomputes its root: docs/boards.md has the line. */
export const GET: RequestHandler = async (event) => {
  const year = apiOf(event, 'anonymous').annualBoard['annual-boards'][':level'][':year'][':revision']
  const response = await year.rows.$get({ param: event.params })
  // No search engine keeps a file of names.
  const headers = { 'x-robots-tag': 'noindex', ...(response.ok ? { 'cache-control': PUBLIC_PAGE } : {}) }
  return json(await response.json(), { status: response.status, headers })
}
