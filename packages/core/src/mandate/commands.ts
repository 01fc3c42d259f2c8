import { namedSince } from '../activity/queries.ts'
import { activitiesStream } from '../activity/schema.ts'
import { closedAtFrom } from '../board/queries.ts'
import { groupsOf, membersOf } from '../deputy-group/queries.ts'
import { groupsStream } from '../deputy-group/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { addDays, quarterOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import {
  mandateNote,
  mandateReinstated,
  mandateTransferred,
  mandateTransferWithdrawn,
  seatMoved,
  seatReturned,
  seatTaken,
} from '../people/events.ts'
import {
  electoralDistrictOf,
  endOfMandate,
  mandatesAfterEnd,
  retiredDistrictOf,
  retiredUnits,
  seatsIn,
  seatsOfMandate,
  unitById,
} from '../people/queries.ts'
import { electoralDistrictRetired, runsAlready, unitRetired } from '../people/checks.ts'
import {
  endMandate,
  mandateStream,
  reinstateMandate,
  seatsStream,
  transferMandate,
  withdrawTransfer,
} from '../people/schema.ts'
import { builtOn, dayClosed, endFacts, endRefusal, endStreams, lastTransfer, loadEnd, writtenSince } from './checks.ts'

// What happens to a mandate that exists. Each writes the mandate, which recording writes too, and the seats, which
// closing and publishing rely on; a gate on closings in the same batch keeps every closed quarter as it is.

const ROLES = ['tenant_administrator', 'committee_office', 'deputies_commission'] as const

/** Ends a mandate before its term, on a ground of law. */
export const endMandateEarly = command({
  name: 'mandate.end',
  roles: ROLES,
  input: endMandate,
  streams: (input) => endStreams(input),
  load: (input) => loadEnd(input),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats: [seat], ...rows }, { unitId, level, endOn, ending, decision }, ctx) => {
    if (!seat || seat.unitId !== unitId || seat.level !== level) return notFound()
    const no = endRefusal('/endOn', seat, rows, endOn)
    if (no) return no
    const { facts, gate } = endFacts(seat, endOn, ending, ctx.today)
    return ok({ facts, beside: [...mandateNote(ctx.commandId, decision), gate] })
  },
})

/** Takes an end back that was entered by mistake, with a reason: only while no board was closed on it. */
export const reinstate = command({
  name: 'mandate.reinstate',
  roles: ROLES,
  input: reinstateMandate,
  streams: (input) => [mandateStream(input.mandateId), seatsStream(input)],
  load: (input) => ({
    seats: seatsOfMandate(input.mandateId),
    end: endOfMandate(input.mandateId),
    closed: closedAtFrom(input, quarterOf(input.endedOn)),
    others: seatsIn(electoralDistrictOf(input.mandateId).select('electoral_district.id').$asScalar()),
    district: electoralDistrictOf(input.mandateId).select('electoral_district.seats'),
    since: mandatesAfterEnd(input),
    unit: unitById(input.unitId),
    retired: retiredDistrictOf(input.mandateId),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats: [seat], end: [end], closed: [closed], others, district, ...now }, input, ctx) => {
    if (!seat || seat.unitId !== input.unitId || seat.level !== input.level) return notFound()
    if (end?.endedOn !== input.endedOn)
      return refuse(409, 'not-ended', { zh: '代表资格没有提前终止', en: 'The mandate did not end early' })
    if (closed) return dayClosed('/reason', closed)
    if (now.since[0]) return runsAlready('/reason', now.since[0])
    if (now.unit[0]?.retiredOn) return unitRetired('/reason', now.unit[0].retiredOn)
    if (now.retired[0]?.retiredOn) return electoralDistrictRetired('/reason', now.retired[0].retiredOn)
    const filled = others.filter((one) => one.mandateId !== seat.mandateId && one.untilOn > end.endedOn)
    if (filled.length >= (district[0]?.seats ?? 0)) {
      return refuse(409, 'electoral-district-full', {
        zh: '该选区的名额已经由别人补上',
        en: 'The seat has been filled by somebody else',
      })
    }
    const endOn = end.previousEndOn
    return ok({
      facts: [
        mandateReinstated.on(mandateStream(seat.mandateId), ctx.today, { id: seat.mandateId, endOn }),
        seatMoved.on(seatsStream(input), ctx.today, seatOf(seat, endOn)),
      ],
      beside: [
        ...mandateNote(ctx.commandId, input.reason),
        mustBeAbsent(closedAtFrom(input, quarterOf(input.endedOn))),
        mustBeAbsent(mandatesAfterEnd(input)),
        mustBeAbsent(retiredUnits([input.unitId])),
        mustBeAbsent(retiredDistrictOf(input.mandateId)),
      ],
    })
  },
})

/**
 * Another unit keeps the record from a day on. The quarter of that day is on the other unit's board, with all its
 * entries; quarters before it stay where they are.
 */
export const transfer = command({
  name: 'mandate.transfer',
  roles: ROLES,
  input: transferMandate,
  streams: (input) => [
    mandateStream(input.mandateId),
    seatsStream(input),
    seatsStream({ unitId: input.toUnitId, level: input.level }),
  ],
  load: (input) => ({
    seats: seatsOfMandate(input.mandateId),
    to: unitById(input.toUnitId),
    closedHere: closedAtFrom(input, quarterOf(input.fromOn)),
    closedThere: closedAtFrom({ unitId: input.toUnitId, level: input.level }, quarterOf(input.fromOn)),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId) && reachesUnit(actor, input.toUnitId),
  decide: ({ seats: [seat], to: [to], closedHere, closedThere }, input, ctx) => {
    if (!seat || !to || seat.unitId !== input.unitId || seat.level !== input.level) return notFound()
    if (input.level === 'township') {
      return refuse(409, 'township-mandate-stays', {
        zh: '乡镇级代表属于本乡镇的人民代表大会，不能转到别处',
        en: 'A township deputy belongs to the congress of that township and cannot move',
      })
    }
    if (to.id === seat.unitId) {
      return refuseField('/toUnitId', 'same-unit', { zh: '已经在这个街镇', en: 'The record is kept there already' })
    }
    if (to.retiredOn) return unitRetired('/toUnitId', to.retiredOn)
    if (input.fromOn <= seat.fromOn || input.fromOn > seat.untilOn) {
      return refuseField('/fromOn', 'outside-the-mandate', {
        zh: `须在 ${addDays(seat.fromOn, 1)} 至 ${seat.untilOn} 之间`,
        en: `It must lie between ${addDays(seat.fromOn, 1)} and ${seat.untilOn}`,
      })
    }
    const closed = closedHere[0] ?? closedThere[0]
    if (closed) return dayClosed('/fromOn', closed)
    const { mandateId, level, fromOn, toUnitId } = input
    const there = { unitId: toUnitId, level }
    const taken = { ...there, mandateId, fromOn, untilOn: seat.untilOn, personId: seat.personId }
    const moved = { id: mandateId, fromUnitId: seat.unitId, toUnitId, fromOn }
    return ok({
      facts: [
        mandateTransferred.on(mandateStream(mandateId), fromOn, moved),
        seatMoved.on(seatsStream(input), ctx.today, seatOf(seat, addDays(fromOn, -1))),
        seatTaken.on(seatsStream(there), ctx.today, taken),
      ],
      beside: [
        ...mandateNote(ctx.commandId, input.reason),
        mustBeAbsent(closedAtFrom(input, quarterOf(fromOn))),
        mustBeAbsent(closedAtFrom(there, quarterOf(fromOn))),
        mustBeAbsent(retiredUnits([toUnitId])),
      ],
    })
  },
})

/**
 * Takes a move back that was a mistake, while nothing was built on it: no closing, entry, activity, group or end.
 * What was recorded before it moves back as it came.
 */
export const takeBackTransfer = command({
  name: 'mandate.withdraw-transfer',
  roles: ROLES,
  input: withdrawTransfer,
  streams: (input) => [
    mandateStream(input.mandateId),
    seatsStream(input),
    seatsStream({ unitId: input.fromUnitId, level: input.level }),
    activitiesStream(input),
    groupsStream(input),
  ],
  load: (input) => ({
    seats: seatsOfMandate(input.mandateId),
    back: unitById(input.fromUnitId),
    closedHere: closedAtFrom(input, quarterOf(input.fromOn)),
    closedThere: closedAtFrom({ unitId: input.fromUnitId, level: input.level }, quarterOf(input.fromOn)),
    end: endOfMandate(input.mandateId),
    written: writtenSince(input),
    named: namedSince(input, input.mandateId, lastTransfer(input.mandateId)),
    groups: groupsOf(input),
    member: membersOf(input).where('mandateId', '=', input.mandateId).where('sinceOn', '>=', input.fromOn),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId) && reachesUnit(actor, input.fromUnitId),
  decide: ({ seats: [seat, before], back: [back], ...built }, input, ctx) => {
    if (!seat || !back || seat.unitId !== input.unitId || seat.level !== input.level) return notFound()
    if (before?.unitId !== back.id || seat.fromOn !== input.fromOn || before.untilOn !== addDays(seat.fromOn, -1)) {
      return refuse(409, 'not-moved', { zh: '没有这次转入，请刷新查看', en: 'There was no such move. Refresh to see' })
    }
    if (back.retiredOn) return unitRetired('/reason', back.retiredOn)
    const no = builtOn(built)
    if (no) return no
    const { mandateId, level, unitId, fromUnitId, fromOn } = input
    const there = { unitId: fromUnitId, level }
    const moved = { id: mandateId, fromUnitId, toUnitId: unitId, fromOn }
    return ok({
      facts: [
        mandateTransferWithdrawn.on(mandateStream(mandateId), ctx.today, moved),
        seatReturned.on(seatsStream(input), ctx.today, { unitId, level, mandateId, fromOn }),
        seatMoved.on(seatsStream(there), ctx.today, seatOf(before, seat.untilOn)),
      ],
      beside: [
        ...mandateNote(ctx.commandId, input.reason),
        mustBeAbsent(closedAtFrom(input, quarterOf(fromOn))),
        mustBeAbsent(closedAtFrom(there, quarterOf(fromOn))),
        mustBeAbsent(retiredUnits([fromUnitId])),
      ],
    })
  },
})

type Seat = { unitId: string; level: 'district' | 'township'; mandateId: string; fromOn: string }

const seatOf = ({ unitId, level, mandateId, fromOn }: Seat, untilOn: string) => ({
  ...{ unitId, level, mandateId, fromOn, untilOn },
})
