import { quarterOf } from '../kernel/calendar.ts'
import { assess, servedIn, yearDays, type Served } from '../points/assessment-rules.ts'
import { ruleSetIn, type RuleSet, type Score } from '../points/rules.ts'
import { ASSESSED_DAYS_MIN, type ExemptionGround, type Ineligible } from './schema.ts'

// One mandate's year: what it comes to, and whether it is held against anybody's. Pure and browser-safe.

/** The last day of a year, or of what of it has passed. */
export function lastDayIn(year: string, today: string): string {
  const { lastOn } = yearDays(year)
  return today < lastOn ? today : lastOn
}

/** The rules a year is assessed by; none of a year to come or from before there were rules. */
export const setOfYear = (ruleSets: readonly RuleSet[], year: string, today: string): RuleSet | undefined =>
  today < yearDays(year).firstOn ? undefined : ruleSetIn(ruleSets, quarterOf(lastDayIn(year, today)))

/** The days of a year that a mandate ran until a day of it, of all the year has. */
export const partOfYear = ({ startOn, endOn }: Term, year: string, until: string): Served =>
  servedIn({ startOn, endOn: endOn < until ? endOn : until }, yearDays(year))

type Term = { startOn: string; endOn: string }

/** `ground`: on which a person left somebody out of the year. */
export function assessedAs(set: RuleSet, score: Score, part: Served, ground: ExemptionGround | undefined) {
  const ineligible: Ineligible | null = ground ?? (part.servedDays < ASSESSED_DAYS_MIN ? 'short' : null)
  // Whoever is not compared has points, and neither grade nor line.
  const judged = ineligible === null ? {} : { grade: null, isBelowLine: false }
  const { hundredths: pointsHundredths, categories } = score
  return { ...assess(set, score, part), ...judged, ineligible, pointsHundredths, categories }
}

export const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

type Count = { present: number; onLeave: number; absent: number }

/** 应参加, 出席, 请假, 未到: leave is no absence, and no opportunity missed. */
export const attendedIn = (counts: readonly Count[]) => {
  const [present, onLeave, absent] = [
    sumOf(counts, (one) => one.present),
    sumOf(counts, (one) => one.onLeave),
    sumOf(counts, (one) => one.absent),
  ]
  return { concerned: present + onLeave + absent, present, onLeave, absent }
}
