import { apiOf, read } from '$lib/server/api.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const body = bodyIn(event.params)
  const param = { placeId: event.params.placeId, body, year: event.params.year }
  const door = apiOf(event).sessions.bodies[':placeId'][':body'].sessions.years[':year']
  return { ...(await read(event, door.$get({ param }))), body }
}
