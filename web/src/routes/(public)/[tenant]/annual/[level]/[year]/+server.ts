import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import type { RequestHandler } from './$types'

/** The newest revision of a year, by a redirect nobody keeps: what is printed on paper leads here. */
export const GET: RequestHandler = async (event) => {
  const year = apiOf(event, 'anonymous').annualBoard['annual-boards'][':level'][':year']
  const { revision } = await read(event, year.$get({ param: event.params }))
  redirect(302, paths.annual(event.params, revision))
}
