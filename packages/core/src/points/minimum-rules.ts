import { addQuarters, quarterDays, yearOf } from '../kernel/calendar.ts'
import { servedIn, yearDays } from './assessment-rules.ts'
import { ruleSetIn, type RuleMinimum, type RuleSet } from './rules.ts'

// What everybody owes whatever their points. Pure and browser-safe.

type Counted = { quarter: string; itemCode: string; entryCount: number }

/** `times` is what is asked of this mandate: of part of a span only that part, rounded down. */
type Asked = RuleMinimum & { name: string }
export type Owed = Asked & { done: number; missing: number }
type Term = { startOn: string; endOn: string }

function askedIn(set: RuleSet, quarter: string, term: Term): Asked[] {
  const [ofQuarter, ofYear] = [quarterDays(quarter), yearDays(yearOf(quarter))]
  return set.minimums.map((minimum) => {
    const { itemCode, per } = minimum
    const { servedDays, spanDays } = servedIn(term, per === 'quarter' ? ofQuarter : ofYear)
    const times = Math.floor((minimum.times * servedDays) / spanDays)
    return { ...minimum, times, name: set.items.find(({ code }) => code === itemCode)?.name ?? itemCode }
  })
}

const doneOf = <A extends Asked>(asked: A, balances: readonly Counted[], quarter: string): A & Owed => {
  const done = balances
    .filter((one) => one.itemCode === asked.itemCode && isWithin(one.quarter, quarter, asked.per))
    .reduce((sum, { entryCount }) => sum + entryCount, 0)
  return { ...asked, done, missing: Math.max(0, asked.times - done) }
}

/** What the rules ask of a mandate in a quarter and in its year so far, and what of it is still missing. */
export const minimumsOf = (set: RuleSet, balances: readonly Counted[], quarter: string, term: Term): Owed[] =>
  askedIn(set, quarter, term).map((asked) => doneOf(asked, balances, quarter))

/** A minimum of one quarter, or of the year that ends with it or has come to it. `period`: that quarter, or the year. */
export type AskedIn = Asked & { quarter: string; period: string }
export type OwedIn = Owed & AskedIn

/** What was asked from one quarter to another, under the rules of each; a year once, at the last of its quarters. */
export function askedBetween(
  ruleSets: readonly RuleSet[],
  term: Term,
  { first, last }: { first: string; last: string }
): AskedIn[] {
  const asked: AskedIn[] = []
  for (let quarter = first; quarter <= last; quarter = addQuarters(quarter, 1)) {
    const set = ruleSetIn(ruleSets, quarter)
    const endsYear = quarter === last || quarter.endsWith('Q4')
    const all = set ? askedIn(set, quarter, term) : []
    const due = all.filter(({ times, per }) => times > 0 && (per === 'quarter' || endsYear))
    asked.push(...due.map((one) => ({ ...one, quarter, period: one.per === 'quarter' ? quarter : yearOf(quarter) })))
  }
  return asked
}

/** … and what of it was done: the same is asked of all who sit for the same days. */
export const owedOf = (asked: readonly AskedIn[], balances: readonly Counted[]): OwedIn[] =>
  asked.map((one) => doneOf(one, balances, one.quarter))

const isWithin = (counted: string, quarter: string, per: RuleMinimum['per']): boolean =>
  counted === quarter || (per === 'year' && yearOf(counted) === yearOf(quarter) && counted < quarter)
