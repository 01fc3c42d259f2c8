import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const query = before === null ? {} : { before }
  return await read(event, apiOf(event).circular.circulars.$get({ query }))
}
