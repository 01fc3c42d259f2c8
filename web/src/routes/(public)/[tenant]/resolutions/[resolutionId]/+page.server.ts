import * as paths from '$lib/paths.ts'
import { shownOnly } from '$lib/server-only.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { tenant, resolutionId } = event.params
  const door = apiOf(event, 'anonymous').resolutions.resolutions[':resolutionId'].published
  const resolution = await read(event, door.$get({ param: { resolutionId } }))
  event.setHeaders({ 'cache-control': PUBLIC_PAGE })
  const address = event.url.origin + paths.publicResolution(tenant, resolutionId)
  return { shown: shownOnly(event, { ...resolution, address }) }
}
