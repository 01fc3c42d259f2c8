import { describe, expect, test } from 'vitest'
import { run } from '../kernel/command.ts'
import { addQuarters, dayOf, quarterDays, quarterOf } from '../kernel/calendar.ts'
import { openedDistrict } from '../testing-world.ts'
import { publishWorkCalendar } from './commands.ts'
import { publishedCalendars } from './published.ts'
import { workingDaysAfter } from './rules.ts'

describe('calendar', () => {
  test.each([
    ['2026-10-12', 5, '2026-10-19', 'over a weekend'],
    ['2026-09-30', 1, '2026-10-08', 'over the National Day week'],
    ['2026-10-09', 1, '2026-10-10', 'onto a Saturday that is worked'],
    ['2026-02-13', 5, '2026-02-27', 'over the Spring Festival, whose Saturday before is worked'],
  ])('%s + %i working days = %s (%s)', (from, count, to) => {
    expect(workingDaysAfter(from, count, publishedCalendars)).toEqual({ day: to, assumed: [] })
  })

  test('says which year it had to assume because no notice is published', () => {
    expect(workingDaysAfter('2026-12-31', 3, publishedCalendars)).toEqual({ day: '2027-01-05', assumed: ['2027'] })
  })

  test('work-calendar.published: a later notice replaces the year, a day of another year is refused', async () => {
    const { must, store, ctx, system, database } = await openedDistrict()
    await must(publishWorkCalendar, { year: '2027', holidays: ['2027-01-01'], workdays: [] }, system)
    await must(publishWorkCalendar, { year: '2027', holidays: ['2027-01-01', '2027-01-04'], workdays: [] }, system)
    expect(database.prepare("select holidays from work_calendar where year = '2027'").get()).toEqual({
      holidays: '["2027-01-01","2027-01-04"]',
    })
    const stray = { year: '2027', holidays: ['2026-01-01'], workdays: [] }
    expect(await run(store, publishWorkCalendar, stray, ctx(system))).toMatchObject({
      problem: { code: 'day-of-another-year' },
    })
  })

  test('quarters and days', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([
      '2026Q1',
      '2026Q1',
      '2026Q2',
      '2026Q4',
    ])
    expect(addQuarters('2026Q1', -1)).toBe('2025Q4')
    expect(addQuarters('2026Q4', 1)).toBe('2027Q1')
    expect(quarterDays('2026Q3')).toMatchObject({ firstOn: '2026-07-01', lastOn: '2026-09-30', year: '2026' })
    expect(dayOf(Date.UTC(2026, 10, 23, 16, 0))).toBe('2026-11-24')
  })
})
