import { itemsOf } from '../agenda/queries.ts'
import { agendaStream } from '../agenda/schema.ts'
import { nobodySeatedSince, sittingRows } from '../body/queries.ts'
import { sittingOn } from '../body/rules.ts'
import { sittingStreams, type Body, type BodyAt } from '../body/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { addDays } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField, type Problem } from '../kernel/problem.ts'
import { seatsOfMandate } from '../people/queries.ts'
import { rollStands } from '../roll/checks.ts'
import { settledRollOf } from '../roll/queries.ts'
import { rollStream } from '../roll/schema.ts'
import { sessionHeld } from '../session/events.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { quorumLack } from '../session/quorum-rules.ts'
import { sessionsStream } from '../session/schema.ts'
import { nowRefusal, stateRefusal, type Standing } from './checks.ts'
import { isCodeOf } from './code.ts'
import {
  checkedIn,
  checkInOpened,
  checkInTakenBack,
  itemCalled,
  memberLeft,
  rollRenewed,
  sittingCancelled,
  sittingClosed,
  sittingOpened,
} from './events.ts'
import { codeSecretOf, lastLeavingOf, presenceOf, presencesOf, RUNNING, sittingOf, sittingsOf } from './queries.ts'
import {
  callItem,
  checkIn,
  checkInAtDesk,
  oneMember,
  oneSitting,
  openCheckIn,
  PREPARATORY_DAYS_BEFORE_MAX,
  presenceStream,
  sittingKinds,
  sittingsStream,
  sittingStatuses,
} from './schema.ts'

type Refusal = { ok: false; problem: Problem } | null

/** Opens the doors of a sitting: today, and for who belongs to the body today. Its id is the commandId. */
export const openDoors = command({
  name: 'sitting.open-check-in',
  roles: CALLING,
  input: openCheckIn,
  streams: (input) => [
    ...[sittingsStream(input.sessionId), sessionsStream(input), rollStream(input.sessionId)],
    ...sittingStreams(input),
  ],
  load: (input, { today }) => ({
    roll: settledRollOf(input.sessionId),
    session: sessionOf(input, input.sessionId),
    sittings: sittingsOf(input.sessionId),
    ...sittingRows(input, today),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], sittings, roll: [roll], ...rows }, { sessionId, kind, ...of }, ctx) => {
    if (!session) return notFound()
    if (roll) return rollStands()
    if (session.status === 'cancelled') {
      return refuse(409, 'session-cancelled', { zh: '会议已取消', en: 'The session was called off' })
    }
    const from = kind === 'preparatory' ? addDays(session.firstOn, -PREPARATORY_DAYS_BEFORE_MAX) : session.firstOn
    if (ctx.today < from || ctx.today > session.lastOn) return notItsDay(from, session.lastOn)
    const running = sittings.find(({ status }) => status === 'checking_in' || status === 'open')
    if (running) {
      return refuse(409, 'sitting-running', {
        zh: `${sittingKinds[running.kind].zh}${sittingStatuses[running.status].zh}，先结束它`,
        en: `Another sitting is running (${sittingStatuses[running.status].en.toLowerCase()}): end it first`,
      })
    }
    const memberIds = sittingOn(of.body, rows, ctx.today).map(({ id }) => id)
    if (memberIds.length === 0) {
      return refuse(409, 'no-members', {
        zh: '没有在任的组成人员，请先登记',
        en: 'Nobody is a member: enter them first',
      })
    }
    const before = sittings.filter((one) => one.kind === kind && one.status !== 'cancelled')
    const sitting = {
      ...{ id: ctx.commandId, sessionId, kind, heldOn: ctx.today, memberIds },
      ...{ position: sittings.length + 1, ordinal: before.length + 1 },
    }
    return ok({
      facts: [checkInOpened.on(sittingsStream(sessionId), ctx.today, sitting)],
      beside: [
        ...insertMany('sitting_code', [{ sittingId: ctx.commandId, secret: ctx.salts(1)[0]! }]),
        ...nobodySeatedSince(of, rows),
      ],
    })
  },
})

const notItsDay = (from: string, until: string) =>
  refuse(409, 'not-its-day', {
    zh: `只能在 ${from} 至 ${until} 之间开始签到`,
    en: `Check-in opens between ${from} and ${until} only`,
  })

/** A deputy checks in on the phone, by the code the hall shows. */
export const arrive = command({
  name: 'sitting.check-in',
  roles: ['deputy'],
  input: checkIn,
  streams: (input) => [presenceStream(input), sittingsStream(input.sessionId)],
  load: ({ sessionId, sittingId, memberId }) => ({
    sitting: sittingOf(sessionId, sittingId),
    presence: presenceOf(sittingId, memberId),
    code: codeSecretOf(sittingId),
    seats: seatsOfMandate(memberId),
  }),
  scope: (actor, { seats }) => actor.kind === 'deputy' && seats.some(({ personId }) => personId === actor.personId),
  decide: ({ sitting: [sitting], presence: [presence], code: [made] }, { code, ...input }, ctx) => {
    if (!sitting || !made) return notFound()
    const over = nowRefusal(sitting, RUNNING, ctx.today)
    if (over) return over
    if (!presence) return notOnTheRoll()
    if (presence.state === 'present') return alreadyHere()
    if (presence.state === 'left') {
      return refuse(409, 'left-already', {
        zh: '您已登记离场；要再进入会场，请到签到台',
        en: 'You are written down as having left. To come back, go to the desk',
      })
    }
    if (!isCodeOf(made.secret, code, ctx.now)) {
      return refuseField('/code', 'wrong-code', {
        zh: '签到码不对或已经换了，请看会场屏幕上现在的数字',
        en: 'The code is wrong or has changed: type the one the hall shows now',
      })
    }
    return ok({ facts: [checkedIn.on(presenceStream(input), ctx.today, { ...input, by: 'phone' })] })
  },
})

const notOnTheRoll = () =>
  refuse(409, 'not-on-the-roll', {
    zh: '不在本次会议的应到名单中（列席人员请到签到台登记）',
    en: 'Not a member of the body that sits here (guests register at the desk)',
  })

const alreadyHere = () => refuse(409, 'already-checked-in', { zh: '已经签到', en: 'Checked in already' })

/**
 * The desk checks in who has no phone, and who comes back; of a sitting that is closed, who had been there and was missed.
 * Who has checked in meanwhile by phone stays as they are.
 */
export const checkInMembers = command({
  name: 'sitting.check-in-at-desk',
  roles: CALLING,
  input: checkInAtDesk,
  streams: ({ sessionId, sittingId, memberIds }) => [
    ...memberIds.map((memberId) => presenceStream({ sittingId, memberId })),
    ...[sittingsStream(sessionId), rollStream(sessionId)],
  ],
  load: (input) => ({
    ...rowsOf(input),
    presences: presencesOf(input.sittingId),
    roll: settledRollOf(input.sessionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, sitting: [sitting], presences, roll: [roll] }, { sessionId, sittingId, memberIds }, ctx) => {
    if (!session[0] || !sitting) return notFound()
    const no = writtenRefusal(sitting, roll, ctx.today)
    if (no) return no
    const by = sitting.status === 'closed' ? ('correction' as const) : ('desk' as const)
    const stateOf = new Map(presences.map((one) => [one.memberId, one.state]))
    if (memberIds.some((memberId) => !stateOf.has(memberId))) return notOnTheRoll()
    const [first, ...others] = memberIds
      .filter((memberId) => stateOf.get(memberId) !== 'present')
      .map((memberId) => ({ sittingId, sessionId, memberId, by }))
      .map((data) => checkedIn.on(presenceStream(data), ctx.today, data))
    return first ? ok({ facts: [first, ...others] }) : alreadyHere()
  },
})

type One = BodyAt & { sessionId: string; sittingId: string }
const rowsOf = (input: One) => ({
  session: sessionOf(input, input.sessionId),
  sitting: sittingOf(input.sessionId, input.sittingId),
})

/** Somebody leaves before the end. */
export const leave = command({
  name: 'sitting.record-leaving',
  roles: CALLING,
  input: oneMember,
  // It writes the stream of all sittings: no vote counts who has just left.
  streams: (input) => [sittingsStream(input.sessionId), presenceStream(input)],
  load: (input) => ({ ...rowsOf(input), presence: presenceOf(input.sittingId, input.memberId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, sittingId, memberId }, ctx) => {
    const [sitting] = rows.sitting
    if (!rows.session[0] || !sitting) return notFound()
    const no = nowRefusal(sitting, RUNNING, ctx.today) ?? hereRefusal(rows)
    if (no) return no
    const data = { sittingId, sessionId, memberId }
    // Who leaves before it opens was not at it.
    return sitting.status === 'open'
      ? ok({ facts: [memberLeft.on(sittingsStream(sessionId), ctx.today, data)] })
      : ok({ facts: [checkInTakenBack.on(sittingsStream(sessionId), ctx.today, { ...data, leftAt: null })] })
  },
})

/** Takes back that somebody checked in, or came back: they were not there. Of a closed sitting until its roll is settled. */
export const takeBackArrival = command({
  name: 'sitting.take-back-check-in',
  roles: CALLING,
  input: oneMember,
  streams: (input) => [sittingsStream(input.sessionId), presenceStream(input), rollStream(input.sessionId)],
  load: (input) => ({
    ...rowsOf(input),
    presence: presenceOf(input.sittingId, input.memberId),
    leaving: lastLeavingOf(input),
    roll: settledRollOf(input.sessionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, sittingId, memberId }, ctx) => {
    const [sitting] = rows.sitting
    if (!rows.session[0] || !sitting) return notFound()
    const no = writtenRefusal(sitting, rows.roll[0], ctx.today) ?? hereRefusal(rows)
    if (no) return no
    const leftAt = rows.leaving[0]?.recordedAt ?? null
    const data = { sittingId, sessionId, memberId, leftAt }
    return ok({ facts: [checkInTakenBack.on(sittingsStream(sessionId), ctx.today, data)] })
  },
})

/** null where who was there may be written down: while it runs, and corrected once it is closed, until the roll is settled. */
function writtenRefusal(sitting: Standing, roll: object | undefined, today: string): Refusal {
  if (sitting.status !== 'closed') return nowRefusal(sitting, RUNNING, today)
  return roll ? rollStands() : null
}

/** null where somebody is in the hall. */
function hereRefusal({ presence: [presence] }: { presence: readonly { state: string }[] }): Refusal {
  if (!presence) return notOnTheRoll()
  if (presence.state === 'present') return null
  return refuse(409, 'not-here', { zh: '没有在场的登记', en: 'They are not written down as being here' })
}

/**
 * Opens a sitting: with a quorum only, of who belongs to the body today. The first plenary sitting is the session's
 * opening.
 */
export const open = command({
  name: 'sitting.open',
  roles: CALLING,
  input: oneSitting,
  streams: (input) => [sittingsStream(input.sessionId), sessionsStream(input), ...sittingStreams(input)],
  load: (input, { today }) => ({
    ...rowsOf(input),
    presences: presencesOf(input.sittingId),
    ...sittingRows(input, today),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], sitting: [sitting], presences, ...rows }, { sessionId, sittingId, ...of }, ctx) => {
    if (!session || !sitting) return notFound()
    const no = nowRefusal(sitting, ['checking_in'], ctx.today)
    if (no) return no
    const due = new Set(sittingOn(of.body, rows, ctx.today).map(({ id }) => id))
    const present = presences.filter(({ memberId, state }) => state === 'present' && due.has(memberId))
    const counts = { presentCount: present.length, dueCount: due.size }
    const below = quorumRefusal(of.body, counts)
    if (below) return below
    const known = new Set(presences.map(({ memberId }) => memberId))
    const added = [...due].filter((memberId) => !known.has(memberId))
    const removed = [...known].filter((memberId) => !due.has(memberId))
    const stream = sittingsStream(sessionId)
    const opened = sittingOpened.on(stream, ctx.today, { id: sittingId, sessionId, ...counts })
    const isOpening = sitting.kind === 'plenary' && session.status === 'called'
    const beside = [
      ...nobodySeatedSince(of, rows),
      // Who arrives writes no stream this relies on, and belongs in its numbers.
      mustBeAbsent(sittingOf(sessionId, sittingId).where('presentCount', '<>', counts.presentCount)),
    ]
    return ok({
      facts: [
        opened,
        ...(added.length + removed.length > 0
          ? [rollRenewed.on(stream, ctx.today, { id: sittingId, sessionId, added, removed })]
          : []),
        ...(isOpening ? [sessionHeld.on(sessionsStream(of), ctx.today, { id: sessionId, ...counts, sittingId })] : []),
      ],
      beside,
    })
  },
})

function quorumRefusal(body: Body, counts: { presentCount: number; dueCount: number }): Refusal {
  const lack = quorumLack(body, counts)
  if (!lack) return null
  const { zh, en } = lack.words
  return refuse(409, 'below-quorum', { zh: `${zh}，不能开会`, en: `${en}. It cannot open` }, { because: lack.because })
}

/** Calls an item of the agenda: it runs from now. */
export const call = command({
  name: 'sitting.call-item',
  roles: CALLING,
  input: callItem,
  streams: (input) => [sittingsStream(input.sessionId), agendaStream(input.sessionId)],
  load: (input) => ({ ...rowsOf(input), items: itemsOf(input.sessionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, sitting: [sitting], items }, { sessionId, sittingId, itemId }, ctx) => {
    if (!session[0] || !sitting) return notFound()
    const no = nowRefusal(sitting, ['open'], ctx.today)
    if (no) return no
    if (itemId !== null && !items.some(({ id }) => id === itemId)) return notFound()
    if (sitting.itemId === itemId) {
      return refuse(409, 'item-runs', { zh: '正在进行的就是这一项', en: 'This is the item that runs' })
    }
    return ok({
      facts: [itemCalled.on(sittingsStream(sessionId), ctx.today, { id: sittingId, sessionId, itemId })],
    })
  },
})

/** Ends a sitting that was open. */
export const close = command({
  name: 'sitting.close',
  roles: CALLING,
  input: oneSitting,
  streams: (input) => [sittingsStream(input.sessionId)],
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, sitting: [sitting] }, { sessionId, sittingId }, ctx) => {
    if (!session[0] || !sitting) return notFound()
    return (
      stateRefusal(sitting.status, ['open']) ??
      ok({ facts: [sittingClosed.on(sittingsStream(sessionId), ctx.today, { id: sittingId, sessionId })] })
    )
  },
})

/** A sitting that was closed by mistake goes on the same day, with the quorum it then has. */
export const reopen = command({
  name: 'sitting.reopen',
  roles: CALLING,
  input: oneSitting,
  streams: (input) => [sittingsStream(input.sessionId), rollStream(input.sessionId)],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    sittings: sittingsOf(input.sessionId),
    roll: settledRollOf(input.sessionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, sittings, roll: [roll] }, { sessionId, sittingId, body }, ctx) => {
    const sitting = sittings.find(({ id }) => id === sittingId)
    if (!session[0] || !sitting) return notFound()
    if (roll) return rollStands()
    const no = stateRefusal(sitting.status, ['closed'])
    if (no) return no
    const last = sittings.findLast(({ status }) => status !== 'cancelled')
    if (sitting.heldOn !== ctx.today || last !== sitting) {
      return refuse(409, 'not-the-last', {
        zh: '只有当天最后一次会议可以恢复',
        en: 'Only the newest sitting of today goes on',
      })
    }
    const { presentCount, dueCount } = sitting
    const below = quorumRefusal(body, sitting)
    if (below) return below
    return ok({
      facts: [
        sittingOpened.on(sittingsStream(sessionId), ctx.today, { id: sittingId, sessionId, presentCount, dueCount }),
      ],
    })
  },
})

/** Calls a check-in off: the sitting does not open. */
export const cancel = command({
  name: 'sitting.cancel-check-in',
  roles: CALLING,
  input: oneSitting,
  streams: (input) => [sittingsStream(input.sessionId)],
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, sitting: [sitting] }, { sessionId, sittingId }, ctx) => {
    if (!session[0] || !sitting) return notFound()
    return (
      stateRefusal(sitting.status, ['checking_in']) ??
      ok({ facts: [sittingCancelled.on(sittingsStream(sessionId), ctx.today, { id: sittingId, sessionId })] })
    )
  },
})
