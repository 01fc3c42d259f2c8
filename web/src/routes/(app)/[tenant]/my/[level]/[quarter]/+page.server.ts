import { addQuarters, quarterDays } from '@jiceng/core/kernel/calendar'
import { ruleSetIn } from '@jiceng/core/points/rules'
import { scoreOf } from '$lib/points/score.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { level, quarter } = event.params
  const call = apiOf(event).my.my[':level'].quarters[':quarter'].$get({ param: { level, quarter } })
  const { ruleSets, ledgers, frame } = await read(event, call)
  const isOver = quarterDays(quarter).lastOn < todayInShanghai()
  return {
    frame,
    items: ruleSetIn(ruleSets, quarter)?.items ?? [],
    ledgers: ledgers.map(({ balances, ...ledger }) => ({ ...ledger, score: scoreOf(ruleSets, balances, quarter) })),
    previous: addQuarters(quarter, -1),
    next: isOver ? addQuarters(quarter, 1) : null,
  }
}
