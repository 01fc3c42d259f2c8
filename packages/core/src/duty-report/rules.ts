import { yearOf } from '../kernel/calendar.ts'
import type { RuleSet } from '../points/rules.ts'

/** The years of a mandate that can be told, the newest first: those that have begun, under rules there were. */
export function yearsToTell(
  { startOn, endOn }: Term,
  ruleSets: readonly Pick<RuleSet, 'fromQuarter'>[],
  today: string
) {
  const rules = ruleSets.map(({ fromQuarter }) => yearOf(fromQuarter)).sort()[0]
  if (rules === undefined) return []
  const first = Number(startOn.slice(0, 4) > rules ? startOn.slice(0, 4) : rules)
  const last = Number((endOn < today ? endOn : today).slice(0, 4))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => String(last - n))
}

type Term = { startOn: string; endOn: string }
