import { command } from '../kernel/command.ts'
import { ok, refuseField } from '../kernel/problem.ts'
import { workCalendarPublished } from './events.ts'
import { workCalendar } from './schema.ts'

/** Puts a year's notice on holidays in force for this district. */
export const publishWorkCalendar = command({
  name: 'work-calendar.publish',
  roles: ['system'],
  input: workCalendar,
  streams: (input) => [`work-calendar/${input.year}`],
  load: () => ({}),
  scope: () => true,
  decide: (_, input, ctx) => {
    const stray = [...input.holidays, ...input.workdays].find((day) => !day.startsWith(input.year))
    if (stray) {
      return refuseField('/holidays', 'day-of-another-year', {
        zh: `${stray} 不在${input.year}年内`,
        en: `${stray} is not in ${input.year}`,
      })
    }
    return ok({ facts: [workCalendarPublished.on(`work-calendar/${input.year}`, ctx.today, input)] })
  },
})
