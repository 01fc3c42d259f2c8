import { itemsOf } from '../agenda/queries.ts'
import { agendaStream } from '../agenda/schema.ts'
import type { BodyAt } from '../body/schema.ts'
import { groupsStream } from '../deputy-group/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import type { Statement } from '../kernel/store.ts'
import { UNITS_STREAM } from '../people/schema.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { sessionsStream } from '../session/schema.ts'
import {
  opinionAssigned,
  opinionCarriedOn,
  opinionClosed,
  opinionRecorded,
  opinionReported,
  opinionStepTakenBack,
} from './events.ts'
import { notesOf, opinionsOf, speakerRows, stepsOf } from './queries.ts'
import { assignmentBefore, dueLimit, organNow, organsIn, speakersOf } from './rules.ts'
import {
  assignOpinion,
  carryOnOpinion,
  closeOpinion,
  OPINIONS_MAX,
  opinionsStream,
  recordOpinion,
  reportOpinion,
  takeBackOpinionStep,
  type OpinionStatus,
} from './schema.ts'

type Of = BodyAt & { sessionId: string }

const rowsOf = (input: Of & { opinionId: string }) => ({
  session: sessionOf(input, input.sessionId),
  opinion: opinionsOf(input.sessionId).where('opinion.id', '=', input.opinionId),
})

type Note = { opinionId: string; round: number; kind: 'text' | 'organ' | 'report' | 'decision'; text: string }
const noteRows = (notes: readonly Note[]) =>
  insertMany('opinion_note', notes, 'on conflict do update set text = excluded.text')

const organRows = (opinionId: string, round: number, organs: readonly string[]): Statement[] =>
  organs.length > 0
    ? noteRows([{ opinionId, round, kind: 'organ', text: organs.join('\n') }])
    : forget(opinionId, `round = ? and kind = 'organ'`, round)

const forget = (opinionId: string, which: string, ...parameters: number[]): Statement[] => [
  { sql: `delete from opinion_note where opinionId = ? and ${which}`, parameters: [opinionId, ...parameters] },
]

/** Writes down what was said in a session that was held. Its id is the commandId. */
export const record = command({
  name: 'opinion.record',
  roles: CALLING,
  input: recordOpinion,
  // Whether the session was held, the item is still on its agenda and the delegation or group is there still.
  streams: (input) => [
    ...[opinionsStream(input.sessionId), sessionsStream(input), agendaStream(input.sessionId), UNITS_STREAM],
    groupsStream({ unitId: input.placeId, level: 'township' }),
  ],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    opinions: opinionsOf(input.sessionId),
    items: itemsOf(input.sessionId),
    ...speakerRows(input.placeId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], opinions, items, ...places }, input, ctx) => {
    if (!session) return notFound()
    if (session.status !== 'held') {
      return refuse(409, 'not-held', {
        zh: '会议登记召开后，才能登记审议意见',
        en: 'Opinions are of a session that was held: write that down first',
      })
    }
    const { sessionId, itemId, source, sourceId, text } = input
    if (itemId !== null && !items.some(({ id }) => id === itemId)) {
      return refuseField('/itemId', 'no-such-item', { zh: '议程中没有这一项', en: 'It is not on the agenda' })
    }
    const isSpeaker = speakersOf(session, places).some((one) => one.source === source && one.sourceId === sourceId)
    if (!isSpeaker) {
      return refuseField('/source', 'no-such-speaker', {
        zh: '这次会议没有这个代表团、小组或会议形式',
        en: 'This session has no such delegation, group or kind of meeting',
      })
    }
    if (opinions.length >= OPINIONS_MAX) {
      return refuse(409, 'too-many-opinions', {
        zh: `一次会议最多登记${OPINIONS_MAX}条审议意见`,
        en: `A session has at most ${OPINIONS_MAX} opinions`,
      })
    }
    return ok({
      facts: [
        opinionRecorded.on(opinionsStream(sessionId), ctx.today, {
          ...{ sessionId, id: ctx.commandId, number: (opinions.at(-1)?.number ?? 0) + 1 },
          ...{ itemId, source, sourceId, recordedOn: ctx.today },
        }),
      ],
      beside: noteRows([{ opinionId: ctx.commandId, round: 0, kind: 'text', text }]),
    })
  },
})

/** Another has been there meanwhile, or it was the wrong button. */
const notSo = (status: OpinionStatus) => {
  const { zh, en } = WRONG[status]
  return refuse(409, 'opinion-moved', { zh: `${zh}，请刷新页面`, en: `${en}. Refresh the page` })
}
const WRONG = {
  recorded: { zh: '这条意见还没有交办', en: 'It is not assigned yet' },
  assigned: { zh: '这条意见还在办理，没有报告', en: 'It is being handled, there is no report yet' },
  reported: { zh: '这条意见已经报告', en: 'It is reported already' },
  closed: { zh: '这条意见已经办结', en: 'It is closed already' },
}

const inTheFuture = (pointer: string) =>
  refuseField(pointer, 'in-the-future', { zh: '日期不能晚于今天', en: 'The day cannot lie ahead' })

const tooEarly = (pointer: string, since: string) =>
  refuseField(pointer, 'too-early', { zh: `不能早于 ${since}`, en: `It cannot be before ${since}` })

/** A day on which something was done: not ahead of time, not before what it follows. */
const dayRefusal = (pointer: string, on: string, since: string, today: string) =>
  on > today ? inTheFuture(pointer) : on < since ? tooEarly(pointer, since) : null

/** A day by which a report is owed. */
function dueRefusal(dueOn: string, since: string) {
  if (dueOn < since) return tooEarly('/dueOn', since)
  const until = dueLimit(since)
  return dueOn > until
    ? refuseField('/dueOn', 'too-late', { zh: `不能晚于 ${until}`, en: `It cannot be after ${until}` })
    : null
}

/** Hands an opinion to an organ; one that is being handled gets another organ or another day. */
export const assign = command({
  name: 'opinion.assign',
  roles: CALLING,
  input: assignOpinion,
  streams: ({ sessionId }) => [opinionsStream(sessionId)],
  load: (input) => ({ ...rowsOf(input), notes: notesOf(input.opinionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (
    { session: [session], opinion: [opinion], notes },
    { sessionId, opinionId, organ, assignedOn, dueOn },
    ctx
  ) => {
    if (!session || !opinion) return notFound()
    if (opinion.status !== 'recorded' && opinion.status !== 'assigned') return notSo(opinion.status)
    const no = dayRefusal('/assignedOn', assignedOn, session.firstOn, ctx.today) ?? dueRefusal(dueOn, assignedOn)
    if (no) return no
    const isSame = organNow(notes) === organ && opinion.assignedOn === assignedOn && opinion.dueOn === dueOn
    if (isSame) return refuseField('/organ', 'assigned-so', { zh: '没有改动', en: 'Nothing changes' })
    const round = Math.max(opinion.round, 1)
    return ok({
      facts: [
        opinionAssigned.on(opinionsStream(sessionId), assignedOn, {
          sessionId,
          id: opinionId,
          round,
          assignedOn,
          dueOn,
        }),
      ],
      beside: organRows(opinionId, round, [...organsIn(notes, round), organ]),
    })
  },
})

/** Writes down what the organ reported. */
export const report = command({
  name: 'opinion.report',
  roles: CALLING,
  input: reportOpinion,
  streams: ({ sessionId }) => [opinionsStream(sessionId)],
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], opinion: [opinion] }, { sessionId, opinionId, reportedOn, report: text }, ctx) => {
    if (!session || !opinion) return notFound()
    if (opinion.status !== 'assigned') return notSo(opinion.status)
    const { round } = opinion
    const no = dayRefusal('/reportedOn', reportedOn, opinion.assignedOn!, ctx.today)
    if (no) return no
    return ok({
      facts: [
        opinionReported.on(opinionsStream(sessionId), reportedOn, { sessionId, id: opinionId, round, reportedOn }),
      ],
      beside: noteRows([{ opinionId, round, kind: 'report', text }]),
    })
  },
})

/** The report is enough. */
export const close = command({
  name: 'opinion.close',
  roles: CALLING,
  input: closeOpinion,
  streams: ({ sessionId }) => [opinionsStream(sessionId)],
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], opinion: [opinion] }, { sessionId, opinionId, closedOn, decision }, ctx) => {
    if (!session || !opinion) return notFound()
    if (opinion.status !== 'reported') return notSo(opinion.status)
    const { round } = opinion
    const no = dayRefusal('/closedOn', closedOn, opinion.reportedOn!, ctx.today)
    if (no) return no
    return ok({
      facts: [opinionClosed.on(opinionsStream(sessionId), closedOn, { sessionId, id: opinionId, round, closedOn })],
      beside: decision === '' ? [] : noteRows([{ opinionId, round, kind: 'decision', text: decision }]),
    })
  },
})

/** The report is not enough: the organ goes on, and reports again. */
export const carryOn = command({
  name: 'opinion.carry-on',
  roles: CALLING,
  input: carryOnOpinion,
  streams: ({ sessionId }) => [opinionsStream(sessionId)],
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], opinion: [opinion] }, { sessionId, opinionId, decision, decidedOn, dueOn }, ctx) => {
    if (!session || !opinion) return notFound()
    if (opinion.status !== 'reported') return notSo(opinion.status)
    const { round } = opinion
    const no = dayRefusal('/decidedOn', decidedOn, opinion.reportedOn!, ctx.today) ?? dueRefusal(dueOn, decidedOn)
    if (no) return no
    return ok({
      facts: [
        opinionCarriedOn.on(opinionsStream(sessionId), decidedOn, {
          ...{ sessionId, id: opinionId, round: round + 1, decidedOn, dueOn },
        }),
      ],
      beside: noteRows([{ opinionId, round, kind: 'decision', text: decision }]),
    })
  },
})

type Standing = { status: OpinionStatus; round: number }

/** How an opinion stood before its newest step; null: it was not there. */
function before({ status, round }: Standing): Standing | null {
  switch (status) {
    case 'recorded':
      return null
    case 'assigned':
      return round === 1 ? { status: 'recorded', round: 0 } : { status: 'reported', round: round - 1 }
    case 'reported':
      return { status: 'assigned', round }
    case 'closed':
      return { status: 'reported', round }
  }
}

/** What was written with the step that is taken back goes with it. */
function forgotten(opinionId: string, { status, round }: Standing): Statement[] {
  switch (status) {
    case 'recorded':
      return forget(opinionId, 'true')
    case 'assigned':
      return forget(opinionId, `(round = ? or (round = ? and kind = 'decision'))`, round, round - 1)
    case 'reported':
      return forget(opinionId, `round = ? and kind = 'report'`, round)
    case 'closed':
      return forget(opinionId, `round = ? and kind = 'decision'`, round)
  }
}

/** Takes back the newest step of an opinion, entered by mistake: one that was handed on goes back to the organ before. */
export const takeBack = command({
  name: 'opinion.take-back',
  roles: CALLING,
  input: takeBackOpinionStep,
  streams: ({ sessionId }) => [opinionsStream(sessionId)],
  load: (input) => ({
    ...rowsOf(input),
    notes: notesOf(input.opinionId),
    steps: stepsOf(input.sessionId, input.opinionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], opinion: [opinion], notes, steps }, { sessionId, opinionId, status, round }, ctx) => {
    if (!session || !opinion) return notFound()
    if (opinion.status !== status || opinion.round !== round) return notSo(opinion.status)
    const handedOn = assignmentBefore(steps)
    const again = handedOn ? opinion : before(opinion)
    return ok({
      facts: [
        opinionStepTakenBack.on(opinionsStream(sessionId), ctx.today, {
          ...{ sessionId, id: opinionId, status: again?.status ?? null, round: again?.round ?? 0 },
          restored: handedOn && { assignedOn: handedOn.assignedOn, dueOn: handedOn.dueOn },
        }),
      ],
      beside: handedOn
        ? organRows(opinionId, round, organsIn(notes, round).slice(0, -1))
        : forgotten(opinionId, opinion),
    })
  },
})
