import { comparisonSort, direction as directions } from '@jiceng/core/comparison/schema'
import { addQuarters, quarterOf } from '@jiceng/core/kernel/calendar'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

/** Quarters one may look back to. */
const QUARTERS = 8

export const load: PageServerLoad = async (event) => {
  const { level } = event.params
  const asked = event.url.searchParams
  const sort = comparisonSort.safeParse(asked.get('sort')).data ?? 'register'
  const direction = directions.safeParse(asked.get('direction')).data ?? 'descending'
  const [page, unitId, quarter] = [asked.get('page') ?? '0', asked.get('unit') ?? '', asked.get('quarter') ?? '']
  const query = { sort, direction, page, ...(unitId === '' ? {} : { unitId }), ...(quarter === '' ? {} : { quarter }) }
  const running = quarterOf(todayInShanghai())
  return {
    ...(await read(event, apiOf(event).comparison.comparisons[':level'].$get({ param: { level }, query }))),
    ...{ level, sort, direction, page, unitId, quarter },
    quarters: Array.from({ length: QUARTERS }, (_, n) => addQuarters(running, -1 - n)),
  }
}
