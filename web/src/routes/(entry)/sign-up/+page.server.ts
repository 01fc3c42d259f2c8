import { areaOf, provinces, searchAreas } from '$lib/server/areas.ts'
import type { PageServerLoad } from './$types'

/** Characters of a search; the api takes no more. */
const SEARCH_LENGTH_MAX = 60

/** `q` searches, `in` is the province or city whose list is open: both in the address, so links and back work. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url
  const q = (searchParams.get('q') ?? '').trim().slice(0, SEARCH_LENGTH_MAX)
  const code = searchParams.get('in')
  const [found, open, all] = await Promise.all([
    q === '' ? null : searchAreas(event, q),
    code === null ? null : areaOf(event, code),
    provinces(event),
  ])
  // A district has nothing below it, and a code that is not in the list opens nothing.
  const inside = open && open.children.length > 0 ? open : null
  return { q, found, inside, list: inside?.children ?? all.areas, lengthMax: SEARCH_LENGTH_MAX }
}
