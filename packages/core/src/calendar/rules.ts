import { addDays, yearOf } from '../kernel/calendar.ts'

/** A year as the State Council announced it: days off on weekdays, working days on weekends. */
export type WorkCalendar = { year: string; holidays: readonly string[]; workdays: readonly string[] }

/** A counted date. `assumed`: the years no calendar is published for (未公布), counted Monday to Friday. */
export type Counted = { day: string; assumed: string[] }

/** Sunday is 0. The weekday of a calendar day does not depend on a time zone. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

function isWorkingDay(day: string, calendars: readonly WorkCalendar[]): boolean {
  const calendar = calendars.find((one) => one.year === yearOf(day))
  if (calendar?.workdays.includes(day)) return true
  if (calendar?.holidays.includes(day)) return false
  return weekday(day) >= 1 && weekday(day) <= 5
}

/** The `count`th working day after `from`; the day itself does not count (民法典 201). */
export function workingDaysAfter(from: string, count: number, calendars: readonly WorkCalendar[]): Counted {
  let day = from
  const assumed = new Set<string>()
  for (let counted = 0; counted < count;) {
    day = addDays(day, 1)
    if (!calendars.some((one) => one.year === yearOf(day))) assumed.add(yearOf(day))
    if (isWorkingDay(day, calendars)) counted++
  }
  return { day, assumed: [...assumed] }
}
