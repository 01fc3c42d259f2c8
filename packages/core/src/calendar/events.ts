import { eventType } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { workCalendar } from './schema.ts'

/** A year's holidays are known. A later notice for the same year replaces it. */
export const workCalendarPublished = eventType({
  type: 'work-calendar.published',
  words: { zh: '登记工作日历', en: 'Work calendar published' },
  payload: workCalendar,
  public: false,
  rows: (facts) =>
    insertMany(
      'work_calendar',
      facts.map(({ data }) => ({
        year: data.year,
        holidays: JSON.stringify(data.holidays),
        workdays: JSON.stringify(data.workdays),
      })),
      'on conflict do update set holidays = excluded.holidays, workdays = excluded.workdays'
    ),
})
