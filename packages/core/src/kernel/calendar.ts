import { parseDate } from '@internationalized/date'

/** Calendar days are text "2026-09-30" in Asia/Shanghai; quarters "2026Q3"; years "2026". */
export type Quarter = { quarter: string; year: string; firstOn: string; lastOn: string }

// China has had no daylight saving time since 1991, so the offset is fixed.
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000

/** The calendar day in Asia/Shanghai of an instant in milliseconds. */
export const dayOf = (instantMs: number): string => new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)

/** The clock in Asia/Shanghai at an instant: "09:05". */
export const clockOf = (instant: string): string =>
  new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)

export const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

export const yearOf = (quarter: string): string => quarter.slice(0, 4)

const LAST_DAYS = ['03-31', '06-30', '09-30', '12-31'] as const
const FIRST_DAYS = ['01-01', '04-01', '07-01', '10-01'] as const

export function quarterDays(quarter: string): Quarter {
  const year = yearOf(quarter)
  const index = Number(quarter.slice(5)) - 1
  return { quarter, year, firstOn: `${year}-${FIRST_DAYS[index]!}`, lastOn: `${year}-${LAST_DAYS[index]!}` }
}

/** The quarter `steps` after this one; negative steps go back. */
export function addQuarters(quarter: string, steps: number): string {
  const count = Number(yearOf(quarter)) * 4 + Number(quarter.slice(5)) - 1 + steps
  return `${Math.floor(count / 4)}Q${(count % 4) + 1}`
}

export const addDays = (day: string, days: number): string => parseDate(day).add({ days }).toString()

/** The same day some months on, or the month's last. */
export const addMonths = (day: string, months: number): string => parseDate(day).add({ months }).toString()

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => parseDate(to).compare(parseDate(from))
