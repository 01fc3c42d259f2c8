import { sql } from 'kysely'
import { activitiesStream } from '../activity/schema.ts'
import { everyGroupOf } from '../deputy-group/queries.ts'
import { groupsStream } from '../deputy-group/schema.ts'
import { boardStream, periodStream } from '../board/schema.ts'
import { CASE_ROLES, caseAt, isDistrictMember } from '../duty-case/queries.ts'
import { dutyCaseStream } from '../duty-case/schema.ts'
import { objectionsStream } from '../objection/schema.ts'
import { proposalsStream } from '../proposal/schema.ts'
import { receptionsStream } from '../reception/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { typeOf } from '../kernel/event.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { mandateNotes, mandatesAt, unitById } from '../people/queries.ts'
import { mandateStream } from '../people/schema.ts'
import { dutyCaseHistory, groupHistory, mandateHistory, quarterHistory } from './schema.ts'

// What happened to a thing, newest first, from the events that are its audit record.

const PAGE_EVENTS = 50

const roles = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** A stream's newest events, names of those who acted with them; one more than a page, to know whether there are more. */
const newestOf = (stream: string, before = Number.MAX_SAFE_INTEGER) =>
  db
    .selectFrom('event')
    .leftJoin('actor_name', 'actor_name.actor', 'event.actor')
    .leftJoin(mandateNotes().as('note'), 'note.commandId', 'event.commandId')
    .select('note.text as note')
    .select(['seq', 'type', 'occurredOn', 'recordedAt', 'event.actor', 'actor_name.name as actorName', 'data'])
    .where('stream', '=', stream)
    .where('seq', '<', before)
    .orderBy('version', 'desc')
    .limit(PAGE_EVENTS + 1)

type Row = Awaited<ReturnType<ReturnType<typeof newestOf>['execute']>>[number]

function pageOf(streams: readonly (readonly Row[])[]) {
  const newest = streams.flat().sort((a, b) => b.seq - a.seq)
  const shown = newest.slice(0, PAGE_EVENTS)
  return {
    items: shown.map(({ data, actor, ...event }) => {
      const { itemCode, hundredths } = JSON.parse(data) as { itemCode?: string; hundredths?: number }
      return {
        ...event,
        words: typeOf(event.type).words,
        isSystem: actor.startsWith('system:'),
        itemCode: itemCode ?? null,
        hundredths: hundredths ?? null,
      }
    }),
    before: newest.length > shown.length ? shown.at(-1)!.seq : null,
  }
}

/** A unit's quarter: activities and receptions of its days, what they gave, closing, boards and the objections to them. */
export const ofQuarter = query({
  name: 'history.of-quarter',
  roles,
  input: quarterHistory,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const { firstOn, lastOn } = quarterDays(input.quarter)
    return {
      unit: unitById(input.unitId),
      activities: newestOf(activitiesStream(input), input.before)
        .where('occurredOn', '>=', firstOn)
        .where('occurredOn', '<=', lastOn),
      receptions: newestOf(receptionsStream(input), input.before)
        .where('occurredOn', '>=', firstOn)
        .where('occurredOn', '<=', lastOn),
      // Decided on other days than those they are about.
      proposals: newestOf(proposalsStream(input), input.before).where(
        sql<string>`data ->> '$.quarter'`,
        '=',
        input.quarter
      ),
      period: newestOf(periodStream(input), input.before),
      board: newestOf(boardStream(input), input.before),
      objections: newestOf(objectionsStream(input), input.before),
    }
  },
  answer: ({ unit, ...streams }) =>
    unit[0] ? ok({ unitName: unit[0].name, ...pageOf(Object.values(streams)) }) : notFound(),
})

/** A mandate: its points, its end, its moves, and what was written beside those. */
export const ofMandate = query({
  name: 'history.of-mandate',
  roles,
  input: mandateHistory,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    seats: mandatesAt(input, [input.mandateId]),
    events: newestOf(mandateStream(input.mandateId), input.before),
  }),
  answer: ({ seats, events }) => (seats.length > 0 ? ok(pageOf([events])) : notFound()),
})

/** A deputy group: its members, leader and name. */
export const ofDeputyGroup = query({
  name: 'history.of-deputy-group',
  roles,
  input: groupHistory,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    group: everyGroupOf(input).where('id', '=', input.groupId),
    events: newestOf(groupsStream(input), input.before).where(sql<string>`data ->> '$.id'`, '=', input.groupId),
  }),
  answer: ({ group, events }) => (group.length > 0 ? ok(pageOf([events])) : notFound()),
})

/** A case: its steps, and whoever took them. What was written at each stands in the case's own record. */
export const ofDutyCase = query({
  name: 'history.of-duty-case',
  roles: CASE_ROLES,
  input: dutyCaseHistory,
  scope: (actor) => (isDistrictMember(actor) ? true : null),
  load: (input) => ({
    found: caseAt(input),
    events: newestOf(dutyCaseStream(input.mandateId), input.before).where(
      sql<string>`data ->> '$.id'`,
      '=',
      input.caseId
    ),
  }),
  answer: ({ found, events }) => (found.length > 0 ? ok(pageOf([events])) : notFound()),
})
