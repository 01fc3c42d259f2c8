import { db } from '../kernel/db.ts'
import type { WorkCalendar } from './rules.ts'

/** The published calendars of a year and the one after it. */
export const calendarsFrom = (year: string) =>
  db
    .selectFrom('work_calendar')
    .selectAll()
    .where('year', '>=', year)
    .where('year', '<=', String(Number(year) + 1))

export const calendarsOf = (rows: readonly { year: string; holidays: string; workdays: string }[]): WorkCalendar[] =>
  rows.map((row) => ({
    year: row.year,
    holidays: JSON.parse(row.holidays) as string[],
    workdays: JSON.parse(row.workdays) as string[],
  }))
