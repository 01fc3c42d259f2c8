import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const query = before === null ? {} : { before }
  return {
    ...(await read(event, apiOf(event).circular.circulars.$get({ query }))),
    /** The year voters are to be told of. */
    lastYear: String(Number(todayInShanghai().slice(0, 4)) - 1),
  }
}
