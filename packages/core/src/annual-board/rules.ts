import { quarterDays } from '../kernel/calendar.ts'
import type { AnnualContent, AnnualRow } from './schema.ts'

/** A quarter of a unit that its year waits for. */
export type OwedQuarter = { unitId: string; unitName: string; quarter: string }

type Seated = { unitId: string; quarter: string }
type Board = Seated & { level: string; withdrawnOn: string | null }

/**
 * What is still to be done before a year can be frozen: whoever sat in a quarter under rules has it on a board that is in
 * force and up to date. Quarters before the first rules are none.
 */
export function owedQuarters(
  {
    seated,
    boards,
    due,
  }: { seated: readonly Seated[]; boards: readonly Board[]; due: readonly (Seated & { level: string })[] },
  { level, firstQuarter }: { level: string; firstQuarter: string },
  units: readonly { id: string; name: string }[]
): OwedQuarter[] {
  const key = ({ unitId, quarter }: Seated) => `${unitId} ${quarter}`
  const late = new Set(due.filter((one) => one.level === level).map(key))
  const inForce = boards.filter((one) => one.level === level && one.withdrawnOn === null).map(key)
  const done = new Set(inForce.filter((one) => !late.has(one)))
  const owed = seated.filter((one) => one.quarter >= firstQuarter && !done.has(key(one)))
  return units.flatMap(({ id, name }) =>
    owed
      .filter(({ unitId }) => unitId === id)
      .map(({ quarter }) => ({ unitId: id, unitName: name, quarter }))
      .sort((a, b) => (a.quarter < b.quarter ? -1 : 1))
  )
}

/** The rows of all units as they were frozen, without those that were erased. */
export const rowsOf = (content: readonly AnnualContent[]): AnnualRow[] =>
  content.flatMap(({ rows }) => rows.flatMap(({ row }) => (row ? [row] : [])))

/** Whether a board's "year" is a term. */
export const isTerm = (span: string): boolean => span.length > 4

/** The years a span touches. */
export function yearsIn(span: string): string[] {
  const [first, last] = [Number(span.slice(0, 4)), Number(span.slice(-4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => String(first + n))
}

/** The quarters of those years. */
export const quartersIn = (span: string): string[] =>
  yearsIn(span).flatMap((year) => [1, 2, 3, 4].map((n) => `${year}Q${n}`))

/** Whether a year or a term, of which the board says which days it counts, counts a quarter. */
export function countsQuarter(
  { fromOn, untilOn }: { fromOn: string | null; untilOn: string | null },
  quarter: string
): boolean {
  const { firstOn, lastOn } = quarterDays(quarter)
  return fromOn === null || untilOn === null || (fromOn <= lastOn && firstOn <= untilOn)
}

/** A year has until the end of the next one's first quarter to be published; until then a term counts its quarters. */
export const settledBy = (year: string): string => quarterDays(`${Number(year) + 1}Q1`).lastOn

/** What a year's board, or that of a quarter of the year that runs, adds to a term. */
export type Part = Pick<
  AnnualRow,
  'concerned' | 'present' | 'onLeave' | 'absent' | 'pointsHundredths' | 'baseHundredths' | 'hundredths'
>
type TermYear = NonNullable<AnnualRow['years']>[number]

/** The figures of a term: those of its parts together. */
export function sumOf(parts: readonly Part[]): Part {
  const sum = (of: (part: Part) => number): number => parts.reduce((total, part) => total + of(part), 0)
  return {
    ...{ concerned: sum((one) => one.concerned), present: sum((one) => one.present) },
    ...{ onLeave: sum((one) => one.onLeave), absent: sum((one) => one.absent) },
    ...{ pointsHundredths: sum((one) => one.pointsHundredths), baseHundredths: sum((one) => one.baseHundredths) },
    hundredths: sum((one) => one.hundredths),
  }
}

/** How a year stands on a term's board. */
export const yearOfTerm = (year: string, { hundredths, grade, isLeftOut }: AnnualRow): TermYear => ({
  ...{ year, quarter: null, hundredths, grade, isLeftOut },
})
