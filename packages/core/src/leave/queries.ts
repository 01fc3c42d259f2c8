import { sql, type Expression } from 'kysely'
import * as z from 'zod'
import { actorKey, isSameSigner, reachesUnit, within, type Reach } from '../kernel/actor.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allSeats, deputiesIn, inStrokeOrder, mandateIdsOf, seatsOfPerson, unitById } from '../people/queries.ts'
import type { UnitLevel } from '../people/schema.ts'
import { LEAVE_OFFICES, unitLeaves, type LeaveStatus } from './schema.ts'

const LEAVES_MAX = 300
/** Requests a deputy sees of their own. */
const OWN_LEAVES_MAX = 50

/** Every request of a mandate, to be compared and answered. */
export const leavesOf = (mandateId: string) =>
  db
    .selectFrom('leave_request')
    .selectAll()
    .$narrowType<{ status: LeaveStatus }>()
    .where('mandateId', '=', mandateId)
    .orderBy('id')

const requests = () =>
  db
    .selectFrom('leave_request')
    .select(['leave_request.id', 'leave_request.mandateId', 'leave_request.fromOn', 'leave_request.untilOn'])
    .select(['leave_request.status', 'leave_request.requestedOn', 'leave_request.answeredOn'])
    .$narrowType<{ status: LeaveStatus }>()

/** … with why, and what was answered. */
const noted = (rows: ReturnType<typeof requests>) =>
  rows
    .leftJoin('leave_note as reason', (join) =>
      join.onRef('reason.leaveId', '=', 'leave_request.id').on('reason.kind', '=', 'reason')
    )
    .leftJoin('leave_note as answer', (join) =>
      join.onRef('answer.leaveId', '=', 'leave_request.id').on('answer.kind', '=', 'answer')
    )
    .select(['reason.text as reason', 'answer.text as answer'])

/** The approved leave of a unit's deputies that touches a quarter: who may be away from what happens in it. */
export function approvedIn({ unitId, level }: UnitLevel, quarter: string) {
  const { firstOn, lastOn } = quarterDays(quarter)
  const deputies = db.selectFrom(deputiesIn({ unitId, level }, quarter).as('deputy')).select('deputy.mandateId')
  return db
    .selectFrom('leave_request')
    .select(['mandateId', 'fromOn', 'untilOn'])
    .where('mandateId', 'in', deputies)
    .where('status', '=', 'approved')
    .where('fromOn', '<=', lastOn)
    .where('untilOn', '>=', firstOn)
}

/** What was asked for some days by deputies another module names by a statement; who took it back asked for nothing. */
export const leavesTouching = (
  mandateIds: Expression<string>,
  { firstOn, lastOn }: Record<'firstOn' | 'lastOn', string | Expression<string>>
) =>
  requests()
    .where('leave_request.mandateId', 'in', mandateIds)
    .where('leave_request.status', '<>', 'withdrawn')
    .where('leave_request.fromOn', '<=', lastOn)
    .where('leave_request.untilOn', '>=', firstOn)
    .orderBy('leave_request.fromOn')

/** A deputy's own requests, the newest first; `since`: only those whose last day has not passed on it. */
export const ownLeaves = (personId: string | Expression<string>, since = '') =>
  noted(requests())
    .where('leave_request.mandateId', 'in', mandateIdsOf(personId))
    .where('leave_request.untilOn', '>=', since)
    .orderBy('leave_request.fromOn', 'desc')
    .orderBy('leave_request.id', 'desc')
    .limit(OWN_LEAVES_MAX)

/** Requests with the seat whose unit answers them: the one on their first day. */
const answering = () =>
  db
    .selectFrom(allSeats().as('seat'))
    .innerJoin('leave_request', 'leave_request.mandateId', 'seat.mandateId')
    .whereRef('seat.fromOn', '<=', 'leave_request.fromOn')
    .whereRef('seat.untilOn', '>=', 'leave_request.fromOn')

/** The requests of a unit's deputies for days of a quarter, and whom one can be written down for. */
export const listLeaves = query({
  name: 'leave.list',
  roles: LEAVE_OFFICES,
  input: unitLeaves,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const { firstOn, lastOn } = quarterDays(input.quarter)
    const among = answering()
      .where('seat.unitId', '=', input.unitId)
      .where('seat.level', '=', input.level)
      .where('leave_request.fromOn', '<=', lastOn)
      .where('leave_request.untilOn', '>=', firstOn)
    return {
      unit: unitById(input.unitId),
      names: among.select(['seat.mandateId', 'seat.name']),
      leaves: noted(requests())
        .leftJoin('actor_name', 'actor_name.actor', 'leave_request.requester')
        .select(['leave_request.requester', 'actor_name.name as requesterName'])
        .where('leave_request.id', 'in', among.select('leave_request.id'))
        .orderBy('leave_request.fromOn', 'desc')
        .orderBy('leave_request.id', 'desc')
        .limit(LEAVES_MAX),
      deputies: deputiesIn(input, input.quarter),
    }
  },
  answer: ({ unit: [unit], names, leaves, deputies }, _, ctx) => {
    if (!unit) return notFound()
    const me = actorKey(ctx.actor)
    return ok({
      unit: { id: unit.id, name: unit.name },
      deputies: inStrokeOrder(deputies),
      leaves: leaves.map(({ requester, requesterName, ...leave }) => ({
        ...leave,
        name: names.find(({ mandateId }) => mandateId === leave.mandateId)?.name ?? '',
        /** Who wrote it down for the deputy; null where the deputy asked. */
        writtenDownBy: requester.startsWith('deputy:') ? null : (requesterName ?? ''),
        isOwn: isSameSigner(requester, me),
      })),
    })
  },
})

/** A deputy's own mandates that run, and the requests they made. */
export const myLeaves = query({
  name: 'leave.mine',
  roles: ['deputy'],
  input: z.strictObject({}),
  scope: (actor) => (actor.kind === 'deputy' ? actor.personId : null),
  load: (_, personId, { today }) => ({
    mandates: seatsOfPerson(personId).where('fromOn', '<=', today).where('untilOn', '>=', today),
    leaves: ownLeaves(personId),
  }),
  answer: ({ mandates, leaves }) => ok({ mandates, leaves }),
})

/** What waits for an answer within reach, by whose record it is and with who asked. */
export const leavesWaiting = (reach: Reach) =>
  answering()
    .select(['seat.unitId', 'seat.level', 'leave_request.fromOn', 'leave_request.requester'])
    .where('leave_request.status', '=', 'requested')
    .where(within(reach, { unitId: sql.ref('seat.unitId'), personId: sql.ref('seat.personId') }))
    .orderBy('leave_request.fromOn')
    .limit(LEAVES_MAX)
