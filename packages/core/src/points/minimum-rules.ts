import { quarterDays, yearOf } from '../kernel/calendar.ts'
import { servedIn, yearDays } from './assessment-rules.ts'
import type { RuleMinimum, RuleSet } from './rules.ts'

// What everybody owes whatever their points. Pure and browser-safe.

type Counted = { quarter: string; itemCode: string; entryCount: number }

/** `times` is what is asked of this mandate: of part of a span only that part, rounded down. */
export type Owed = RuleMinimum & { name: string; done: number; missing: number }

/** What the rules ask of a mandate in a quarter and in its year so far, and what of it is still missing. */
export const minimumsOf = (
  set: RuleSet,
  balances: readonly Counted[],
  quarter: string,
  term: { startOn: string; endOn: string }
): Owed[] =>
  set.minimums.map((minimum) => {
    const { itemCode, per } = minimum
    const { servedDays, spanDays } = servedIn(
      term,
      per === 'quarter' ? quarterDays(quarter) : yearDays(yearOf(quarter))
    )
    const times = Math.floor((minimum.times * servedDays) / spanDays)
    const done = balances
      .filter((one) => one.itemCode === itemCode && isWithin(one.quarter, quarter, per))
      .reduce((sum, { entryCount }) => sum + entryCount, 0)
    const name = set.items.find(({ code }) => code === itemCode)?.name ?? itemCode
    return { ...minimum, name, times, done, missing: Math.max(0, times - done) }
  })

const isWithin = (counted: string, quarter: string, per: RuleMinimum['per']): boolean =>
  counted === quarter || (per === 'year' && yearOf(counted) === yearOf(quarter) && counted < quarter)
