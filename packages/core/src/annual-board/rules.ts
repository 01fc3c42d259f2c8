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
