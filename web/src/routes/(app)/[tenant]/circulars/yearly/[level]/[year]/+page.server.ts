import { error } from '@sveltejs/kit'
import { level } from '@jiceng/core/people/schema'
import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const known = level.safeParse(event.params.level)
  if (!known.success) error(404)
  const param = { level: known.data, year: event.params.year }
  const answer = await read(event, apiOf(event).circular.circulars.yearly[':level'][':year'].$get({ param }))
  return { ...answer, level: known.data }
}
