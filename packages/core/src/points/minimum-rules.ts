import { addQuarters, quarterDays, yearOf } from '../kernel/calendar.ts'
import { servedIn, yearDays } from './assessment-rules.ts'
import { ruleSetIn, type RuleMinimum, type RuleSet } from './rules.ts'

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

/** A minimum of one quarter, or of the year that ends with it or has come to it. `period`: that quarter, or the year. */
export type OwedIn = Owed & { quarter: string; period: string }

/** What was asked from one quarter to another, under the rules of each; a year once, at the last of its quarters. */
export function owedBetween(
  ruleSets: readonly RuleSet[],
  balances: readonly Counted[],
  term: { startOn: string; endOn: string },
  { first, last }: { first: string; last: string }
): OwedIn[] {
  const owed: OwedIn[] = []
  for (let quarter = first; quarter <= last; quarter = addQuarters(quarter, 1)) {
    const set = ruleSetIn(ruleSets, quarter)
    const endsYear = quarter === last || quarter.endsWith('Q4')
    const all = set ? minimumsOf(set, balances, quarter, term) : []
    const asked = all.filter(({ times, per }) => times > 0 && (per === 'quarter' || endsYear))
    owed.push(...asked.map((one) => ({ ...one, quarter, period: one.per === 'quarter' ? quarter : yearOf(quarter) })))
  }
  return owed
}

const isWithin = (counted: string, quarter: string, per: RuleMinimum['per']): boolean =>
  counted === quarter || (per === 'year' && yearOf(counted) === yearOf(quarter) && counted < quarter)
