import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { mandateId, year } = event.params
  const api = apiOf(event).dutyReport.mandates[':mandateId']['duty-reports'][':year']
  return read(event, api.$get({ param: { mandateId, year } }))
}
