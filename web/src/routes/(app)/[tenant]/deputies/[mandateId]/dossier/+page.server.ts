import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { mandateId } = event.params
  return read(event, apiOf(event).dossier.mandates[':mandateId'].dossier.$get({ param: { mandateId } }))
}
