import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const api = apiOf(event).history.units[':unitId'][':level'].quarters[':quarter'].history
  const history = await read(event, api.$get({ param: event.params, query: before === null ? {} : { before } }))
  return { ...history, isNewest: before === null }
}
