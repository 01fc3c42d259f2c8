import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

/** The congresses' year that runs. */
export const load: PageServerLoad = ({ params }) => {
  redirect(307, paths.sessionCalendar(params.tenant, 'congress', todayInShanghai().slice(0, 4)))
}
