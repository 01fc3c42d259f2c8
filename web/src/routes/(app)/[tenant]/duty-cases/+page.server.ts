import { level } from '@jiceng/core/people/schema'
import { yearOf } from '@jiceng/core/kernel/calendar'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

/** Years one may look at beside the running one. */
const YEARS_BACK = 2

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams
  const now = yearOf(todayInShanghai())
  const year = /^20\d\d$/.test(asked.get('year') ?? '') ? asked.get('year')! : now
  const of = level.safeParse(asked.get('level')).data ?? 'district'
  const after = asked.get('after')
  const api = apiOf(event).dutyCase['duty-case-candidates'][':level'][':year']
  const query = after === null ? {} : { after }
  const answer = await read(event, api.$get({ param: { level: of, year }, query }))
  return {
    ...answer,
    ...{ year, level: of, isFirst: after === null },
    years: Array.from({ length: YEARS_BACK + 1 }, (_, n) => String(Number(now) - n)),
    /** Who may open a case. */
    opens:
      answer.frame.me?.roles.some((role) => role === 'tenant_administrator' || role === 'deputies_commission') ?? false,
  }
}
