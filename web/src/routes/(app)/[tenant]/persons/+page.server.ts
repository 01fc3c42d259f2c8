import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const after = event.url.searchParams.get('after')
  const query = after === null ? {} : { after }
  const answer = await read(event, apiOf(event).erasure.persons.former.$get({ query }))
  /** Who may erase what is known of them. */
  const erases = answer.frame.me?.roles.some(
    (role) => role === 'tenant_administrator' || role === 'deputies_commission'
  )
  return { ...answer, erases: erases ?? false, isFirst: after === null }
}
