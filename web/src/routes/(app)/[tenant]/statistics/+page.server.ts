import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

/** The year that runs, of the district's deputies. */
export const load: PageServerLoad = ({ params }) => {
  redirect(307, paths.statistics({ ...params, level: 'district', year: todayInShanghai().slice(0, 4) }))
}
