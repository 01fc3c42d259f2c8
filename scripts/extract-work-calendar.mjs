// Writes packages/core/src/calendar/published.ts from the package chinese-days, which is not a
// dependency: `npm install --no-save chinese-days@1.5.7 && node scripts/extract-work-calendar.mjs`.
import { readFileSync, writeFileSync } from 'node:fs'

const FROM_YEAR = 2024
const source = process.argv[2] ?? 'node_modules/chinese-days/dist/chinese-days.json'
const { holidays, workdays } = JSON.parse(readFileSync(source, 'utf8'))
const years = [...new Set(Object.keys(holidays).map((day) => day.slice(0, 4)))].filter((year) => year >= FROM_YEAR)
// A holiday on a Saturday or Sunday changes nothing unless the weekend was made a working day.
const of = (days, year) =>
  Object.keys(days)
    .filter((day) => day.startsWith(year))
    .sort()
const calendars = years.sort().map((year) => ({ year, holidays: of(holidays, year), workdays: of(workdays, year) }))
writeFileSync(
  'packages/core/src/calendar/published.ts',
  `import type { WorkCalendar } from './rules.ts'

// The State Council's notices on holidays. Made by scripts/extract-work-calendar.mjs.
export const publishedCalendars: readonly WorkCalendar[] = ${JSON.stringify(calendars)}
`
)
