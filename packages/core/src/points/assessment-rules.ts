import { daysBetween, quarterDays, quarterOf } from '../kernel/calendar.ts'
import { NO_FLOOR } from './schema.ts'
import type { RuleGrade, RuleSet, Score } from './rules.ts'

// What a year comes to: base, points and the part of the year somebody sat. Pure and browser-safe. It lists and compares;
// nothing ever follows from it by itself (代表法 names no such consequence).

/** `servedDays` of a span's `spanDays`: whoever was elected or left within it is held to that part only. */
export type Served = { servedDays: number; spanDays: number }

/** The part of a span of days that a mandate ran; a term that runs on counts to the span's end. */
export function servedIn({ startOn, endOn }: Term, { firstOn, lastOn }: Days): Served {
  const [from, to] = [startOn > firstOn ? startOn : firstOn, endOn < lastOn ? endOn : lastOn]
  return { servedDays: from > to ? 0 : daysBetween(from, to) + 1, spanDays: daysBetween(firstOn, lastOn) + 1 }
}

type Term = { startOn: string; endOn: string }
type Days = { firstOn: string; lastOn: string }

/**
 * The first day that counts: neither before there were rules nor before the record was kept. While either is wanting, the
 * quarter that runs is the first.
 */
export function countedFrom(ruleSets: readonly RuleSet[], recorded: string | undefined, until: string): string {
  const none = quarterOf(until)
  const ruled = ruleSets.map(({ fromQuarter }) => fromQuarter).sort()[0] ?? none
  return [ruled, recorded ?? none].map((quarter) => quarterDays(quarter).firstOn).sort()[1]!
}

/** The first and last day of a year. */
export const yearDays = (year: string): Days => ({ firstOn: `${year}-01-01`, lastOn: `${year}-12-31` })

export type Assessment = Served & {
  /** The base for the part of the year that was served. */
  baseHundredths: number
  /** Base and points, under the cap of the year. */
  hundredths: number
  grade: string | null
  /** The line for the part of the year that was served; null where the rules have none. */
  lineHundredths: number | null
  isBelowLine: boolean
}

/** Rounded half away from zero, in whole hundredths. */
export const partOf = (hundredths: number, { servedDays, spanDays }: Served): number =>
  Math.sign(hundredths) * Math.floor((Math.abs(hundredths) * servedDays * 2 + spanDays) / (spanDays * 2))

/** A year's points under the rules of its last quarter. Base, line and grades count for the part that was served. */
export function assess(set: RuleSet, year: Score, served: Served): Assessment {
  const baseHundredths = partOf(set.baseHundredths, served)
  const above = set.categories
    .filter(({ aboveTotal }) => aboveTotal)
    .reduce((sum, { code }) => sum + (year.categories[code] ?? 0), 0)
  const hundredths = Math.min(baseHundredths + year.hundredths - above, set.yearCap) + above
  const lineHundredths = set.lineHundredths === null ? null : partOf(set.lineHundredths, served)
  return {
    ...served,
    baseHundredths,
    hundredths,
    grade: gradeOf(set.grades, hundredths, served),
    lineHundredths,
    isBelowLine: lineHundredths !== null && hundredths < lineHundredths,
  }
}

const gradeOf = (grades: readonly RuleGrade[], hundredths: number, served: Served): string | null =>
  grades.find(({ fromHundredths }) => fromHundredths === NO_FLOOR || hundredths >= partOf(fromHundredths, served))
    ?.name ?? null

/**
 * The place of each among those who can be compared: by points for a day served, so that half a year is held against
 * half a year. Ties share a place and the next one is left out (1, 2, 2, 4).
 */
export function places<T extends { hundredths: number; servedDays: number }>(rows: readonly T[]): Map<T, number> {
  const compare = (a: T, b: T): number => b.hundredths * a.servedDays - a.hundredths * b.servedDays
  const sorted = rows.toSorted(compare)
  const found = new Map<T, number>()
  sorted.forEach((row, index) => {
    const before = sorted[index - 1]
    found.set(row, before && compare(before, row) === 0 ? found.get(before)! : index + 1)
  })
  return found
}
