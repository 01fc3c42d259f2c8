import { error } from '@sveltejs/kit'
import { paperKind } from '@jiceng/core/circular/schema'
import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const kind = paperKind.safeParse(event.params.kind)
  if (!kind.success) error(404)
  const addresseeId = event.url.searchParams.get('for')
  // In a variable: the client's type of this route knows the path only, not the query.
  const request = {
    param: { circularId: event.params.circularId, kind: kind.data },
    query: addresseeId === null ? {} : { addresseeId },
  }
  const call = apiOf(event).circular.circulars[':circularId'].papers[':kind'].$get(request)
  return { ...(await read(event, call)), kind: kind.data, addresseeId }
}
