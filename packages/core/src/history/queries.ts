import { sql } from 'kysely'
import { activitiesStream } from '../activity/schema.ts'
import { boardStream, periodStream } from '../board/schema.ts'
import { objectionsStream } from '../objection/schema.ts'
import { proposalsStream } from '../proposal/schema.ts'
import { receptionsStream } from '../reception/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { eventsPage, newestEvents, unitById } from '../people/queries.ts'
import { quarterHistory } from './schema.ts'

// What happened to a quarter, which is many things. That of one thing comes with the thing itself (newestEvents).
/** A unit's quarter: activities and receptions of its days, what they gave, closing, boards and the objections to them. */
export const ofQuarter = query({
  name: 'history.of-quarter',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: quarterHistory,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const { firstOn, lastOn } = quarterDays(input.quarter)
    return {
      unit: unitById(input.unitId),
      activities: newestEvents(activitiesStream(input), input.before)
        .where('occurredOn', '>=', firstOn)
        .where('occurredOn', '<=', lastOn),
      receptions: newestEvents(receptionsStream(input), input.before)
        .where('occurredOn', '>=', firstOn)
        .where('occurredOn', '<=', lastOn),
      // Decided on other days than those they are about.
      proposals: newestEvents(proposalsStream(input), input.before).where(
        sql<string>`data ->> '$.quarter'`,
        '=',
        input.quarter
      ),
      period: newestEvents(periodStream(input), input.before),
      board: newestEvents(boardStream(input), input.before),
      objections: newestEvents(objectionsStream(input), input.before),
    }
  },
  answer: ({ unit, ...streams }) =>
    unit[0] ? ok({ unitName: unit[0].name, ...eventsPage(Object.values(streams)) }) : notFound(),
})
