import { addQuarters, quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { assess, servedIn, yearDays, type Assessment } from '../points/assessment-rules.ts'
import { askedBetween, owedOf, type OwedIn } from '../points/minimum-rules.ts'
import { ruleSetIn, yearScore, type Balance, type RuleSet } from '../points/rules.ts'

// Who is under the year's line or missed a minimum, and by how much. Pure. It lists; nothing follows from it by itself.

/** The last quarter of a year that is over; null before its first one is. */
export function lastFinished(year: string, today: string): string | null {
  const before = addQuarters(quarterOf(today), -1)
  if (yearOf(before) > year) return `${year}Q4`
  return yearOf(before) === year ? before : null
}

type Term = { startOn: string; endOn: string }
export type Counted = Balance & { entryCount: number }

/** `yearHundredths`: points up to the end of `quarter`. `balances`: of the items that weigh beyond the sum. */
type Given = {
  ruleSets: readonly RuleSet[]
  quarter: string
  term: Term
  yearHundredths: number
  balances: readonly Counted[]
}

/** A minimum of a quarter or of the year that was not met. */
export type Missed = OwedIn

export type Weighed = { assessment: Assessment | null; missed: Missed[] }

/** What a deputy's year comes to at the end of a quarter: the line is that of the days served until then. */
export function weigh({ ruleSets, quarter, term, yearHundredths, balances }: Given): Weighed {
  const set = ruleSetIn(ruleSets, quarter)
  if (!set) return { assessment: null, missed: [] }
  const [year, { lastOn }] = [yearDays(yearOf(quarter)), quarterDays(quarter)]
  const { servedDays } = servedIn(term, { firstOn: year.firstOn, lastOn })
  const { spanDays } = servedIn(term, year)
  const { categories } = yearScore(ruleSets, balances, quarter)
  const assessment = assess(set, { hundredths: yearHundredths, categories }, { servedDays, spanDays })
  return { assessment, missed: missedUpTo(ruleSets, quarter, term, balances) }
}

/** Of finished quarters, and of the year once it is over. */
const missedUpTo = (ruleSets: readonly RuleSet[], last: string, term: Term, balances: readonly Counted[]): Missed[] =>
  owedOf(askedBetween(ruleSets, term, { first: `${yearOf(last)}Q1`, last }), balances).filter(
    ({ missing, per }) => missing > 0 && (per === 'quarter' || last.endsWith('Q4'))
  )

export const isCandidate = ({ assessment, missed }: Weighed): boolean =>
  assessment?.isBelowLine === true || missed.length > 0
