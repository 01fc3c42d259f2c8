import { circularById, circularsNaming } from '../circular/queries.ts'
import { isDistrictMember, type Actor } from '../kernel/actor.ts'
import { addMonths } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { endFacts, endRefusal, endStreams, loadEnd } from '../mandate/checks.ts'
import { mandateNote } from '../people/events.ts'
import { seatsBetween, seatsOfMandate } from '../people/queries.ts'
import { mandateStream } from '../people/schema.ts'
import {
  dayRefusal,
  groundRefusal,
  majorityRefusal,
  observationRefusal,
  observationRuns,
  overRefusal,
  periodRefusal,
  runsAlready,
  stepRefusal,
  tellingRefusal,
  witnessRefusal,
} from './checks.ts'
import {
  caseClosed,
  caseDropped,
  caseInformed,
  caseInterviewed,
  caseNotes,
  caseObserved,
  caseOpened,
  resignationAccepted,
  resignationAdvised,
  resignationReceived,
} from './events.ts'
import { CASE_ROLES, caseAt, runningCaseOf } from './queries.ts'
import {
  acceptCase,
  adviseCase,
  closeCase,
  dropCase,
  dutyCaseStream,
  informCase,
  interviewCase,
  observeCase,
  OBSERVATION_MONTHS,
  openCase,
  resignCase,
} from './schema.ts'

// Each step is taken by a person of the district, never by a unit's office, a key or a number.

type TheCase = { mandateId: string; caseId: string }

const streams = ({ mandateId }: { mandateId: string }) => [dutyCaseStream(mandateId)]
const load = (input: TheCase) => ({ found: caseAt(input), seats: seatsOfMandate(input.mandateId) })

const reaches = (actor: Actor, { found }: { found: readonly unknown[] }): boolean =>
  isDistrictMember(actor) && found.length > 0

/** A person opens a case; being on the year's list opens none. */
export const open = command({
  name: 'duty-case.open',
  roles: CASE_ROLES,
  input: openCase,
  streams: (input) => [dutyCaseStream(input.mandateId), mandateStream(input.mandateId)],
  load: (input) => ({ seats: seatsOfMandate(input.mandateId), running: runningCaseOf(input.mandateId) }),
  scope: (actor, { seats }) => isDistrictMember(actor) && seats.length > 0,
  decide: ({ seats: [seat], running: [running] }, { mandateId, ground, period, reason }, ctx) => {
    const no =
      overRefusal(seat, ctx.today) ??
      (running ? runsAlready(running) : null) ??
      periodRefusal(period, { startOn: seat!.startOn, today: ctx.today })
    if (no) return no
    const id = ctx.commandId
    const opened = { id, mandateId, level: seat!.level, ground, period }
    return ok({
      facts: [caseOpened.on(dutyCaseStream(mandateId), ctx.today, opened)],
      beside: caseNotes(id, { reason }),
    })
  },
})

/** 约谈: two or more talk with the deputy, who signs or refuses before a witness. */
export const interview = command({
  name: 'duty-case.interview',
  roles: CASE_ROLES,
  input: interviewCase,
  streams: (input) => streams(input),
  load: (input) => load(input),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat] }, input, ctx) => {
    const { caseId, heldOn, place, interviewers, record, signature, witness } = input
    const no =
      stepRefusal(found!.status, 'interview') ??
      overRefusal(seat, ctx.today) ??
      dayRefusal('/heldOn', heldOn, { from: found!.openedOn, today: ctx.today }) ??
      witnessRefusal(input)
    if (no) return no
    const seen = signature === 'refused' ? { witness: witness! } : {}
    return ok({
      facts: [caseInterviewed.on(dutyCaseStream(input.mandateId), heldOn, { id: caseId, signature })],
      beside: caseNotes(caseId, { place, interviewers: interviewers.join('、'), record, ...seen }),
    })
  },
})

/** The electors of the deputy's own electoral district were told, by the circulars' own way. */
export const inform = command({
  name: 'duty-case.inform',
  roles: CASE_ROLES,
  input: informCase,
  streams: (input) => streams(input),
  load: (input) => ({
    ...load(input),
    circular: circularById(input.circularId),
    naming: circularsNaming(input.mandateId).where('circular.id', '=', input.circularId),
  }),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat], circular: [circular], naming }, input, ctx) => {
    const no =
      stepRefusal(found!.status, 'inform') ??
      overRefusal(seat, ctx.today) ??
      tellingRefusal(circular, naming.length > 0, found!.interviewedOn!)
    if (no) return no
    const { mandateId, caseId: id, circularId } = input
    return ok({ facts: [caseInformed.on(dutyCaseStream(mandateId), ctx.today, { id, circularId })] })
  },
})

/** Goals and a day until which the deputy has time. */
export const observe = command({
  name: 'duty-case.observe',
  roles: CASE_ROLES,
  input: observeCase,
  streams: (input) => streams(input),
  load: (input) => load(input),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat] }, { mandateId, caseId: id, goals, untilOn }, ctx) => {
    const { min, max } = OBSERVATION_MONTHS
    const bounds = { first: addMonths(ctx.today, min), last: addMonths(ctx.today, max) }
    const no =
      stepRefusal(found!.status, 'observe') ??
      overRefusal(seat, ctx.today) ??
      observationRefusal(untilOn, { ...bounds, endOn: seat!.endOn })
    if (no) return no
    return ok({
      facts: [caseObserved.on(dutyCaseStream(mandateId), ctx.today, { id, untilOn })],
      beside: caseNotes(id, { goals }),
    })
  },
})

/** The deputy improved: it ends well. */
export const close = command({
  name: 'duty-case.close',
  roles: CASE_ROLES,
  input: closeCase,
  streams: (input) => streams(input),
  load: (input) => load(input),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat] }, { mandateId, caseId: id, reason }, ctx) => {
    const no = stepRefusal(found!.status, 'close') ?? overRefusal(seat, ctx.today)
    if (no) return no
    return ok({
      facts: [caseClosed.on(dutyCaseStream(mandateId), ctx.today, { id })],
      beside: caseNotes(id, { closing: reason }),
    })
  },
})

/** 劝辞: persuasion without legal effect, and only when the observation has run out. */
export const advise = command({
  name: 'duty-case.advise',
  roles: CASE_ROLES,
  input: adviseCase,
  streams: (input) => streams(input),
  load: (input) => load(input),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat] }, { mandateId, caseId: id, advisedOn, record }, ctx) => {
    const no =
      stepRefusal(found!.status, 'advise') ??
      overRefusal(seat, ctx.today) ??
      observationRuns(found!.untilOn!, ctx.today) ??
      dayRefusal('/advisedOn', advisedOn, { from: found!.untilOn!, today: ctx.today })
    if (no) return no
    return ok({
      facts: [resignationAdvised.on(dutyCaseStream(mandateId), advisedOn, { id })],
      beside: caseNotes(id, { advice: record }),
    })
  },
})

/** The deputy's own written resignation came in. It ends nothing yet. */
export const receive = command({
  name: 'duty-case.resign',
  roles: CASE_ROLES,
  input: resignCase,
  streams: (input) => streams(input),
  load: (input) => load(input),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat] }, { mandateId, caseId: id, receivedOn, documentNumber }, ctx) => {
    const no =
      stepRefusal(found!.status, 'resign') ??
      overRefusal(seat, ctx.today) ??
      dayRefusal('/receivedOn', receivedOn, { from: found!.advisedOn!, today: ctx.today })
    if (no) return no
    return ok({
      facts: [resignationReceived.on(dutyCaseStream(mandateId), receivedOn, { id })],
      beside: caseNotes(id, { resignation: documentNumber }),
    })
  },
})

/** The competent body's decision: with it the mandate ends, as by any other end, and the seat is vacant. */
export const accept = command({
  name: 'duty-case.accept',
  roles: CASE_ROLES,
  input: acceptCase,
  streams: (input) => [dutyCaseStream(input.mandateId), ...endStreams(input)],
  load: (input) => ({
    found: caseAt(input),
    ...loadEnd({ ...input, endOn: input.decidedOn }),
    seated: seatsBetween(input, input.decidedOn, input.decidedOn).select(({ fn }) => fn.countAll<number>().as('count')),
  }),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat], seated: [seated], ...rows }, input, ctx) => {
    const { caseId: id, mandateId, unitId, level, body, decidedOn, decision, memberCount, voteCount } = input
    if (!seat || seat.unitId !== unitId || seat.level !== level) return notFound()
    const no =
      stepRefusal(found!.status, 'accept') ??
      overRefusal(seat, ctx.today) ??
      dayRefusal('/decidedOn', decidedOn, { from: found!.resignedOn!, today: ctx.today }) ??
      majorityRefusal(input, seated?.count ?? 0) ??
      endRefusal('/decidedOn', seat, rows, decidedOn)
    if (no) return no
    const end = endFacts(seat, decidedOn, 'resignation', ctx.today)
    const accepted = { id, body, memberCount, voteCount }
    return ok({
      facts: [resignationAccepted.on(dutyCaseStream(mandateId), decidedOn, accepted), ...end.facts],
      beside: [...caseNotes(id, { decision }), ...mandateNote(ctx.commandId, decision), end.gate],
    })
  },
})

/** Ends a case that leads nowhere, with the reason, before a decision was made. */
export const drop = command({
  name: 'duty-case.drop',
  roles: CASE_ROLES,
  input: dropCase,
  streams: (input) => streams(input),
  load: (input) => load(input),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ found: [found], seats: [seat] }, { mandateId, caseId: id, ground, reason }, ctx) => {
    const isOver = overRefusal(seat, ctx.today) !== null
    const no = stepRefusal(found!.status, 'drop') ?? groundRefusal(ground, found!.status, isOver)
    if (no) return no
    return ok({
      facts: [caseDropped.on(dutyCaseStream(mandateId), ctx.today, { id, ground })],
      beside: caseNotes(id, { drop: reason }),
    })
  },
})
