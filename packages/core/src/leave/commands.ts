import { actorKey, isSameSigner, reachesUnit, type Actor } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { ok, refuse, refuseField } from '../kernel/problem.ts'
import { seatsOfMandate } from '../people/queries.ts'
import { mandateStream } from '../people/schema.ts'
import { leaveAnswered, leaveRequested, leaveWithdrawn } from './events.ts'
import { leavesOf } from './queries.ts'
import { answerLeave, LEAVE_OFFICES, leaveStream, requestLeave, withdrawLeave, type LeaveStatus } from './schema.ts'

type Seat = { unitId: string; personId: string; startOn: string; endOn: string; fromOn: string; untilOn: string }

/** The deputy's own, or of a deputy whose record the office keeps on the first day of the leave. */
function isConcerned(actor: Actor, seats: readonly Seat[], fromOn: string): boolean {
  if (actor.kind === 'deputy') return seats.some(({ personId }) => personId === actor.personId)
  // A day outside the mandate is refused with its reason to whoever keeps the record now.
  const seat = seats.find((one) => one.fromOn <= fromOn && fromOn <= one.untilOn) ?? seats[0]
  return seat !== undefined && reachesUnit(actor, seat.unitId)
}

/**
 * A deputy asks for leave, before the days of it; or the office writes down what the deputy told it, by telephone say. Its
 * id is the commandId.
 */
export const request = command({
  name: 'leave.request',
  roles: ['deputy', ...LEAVE_OFFICES],
  input: requestLeave,
  // It relies on the mandate: whether its days lie within it.
  streams: ({ mandateId }) => [leaveStream(mandateId), mandateStream(mandateId)],
  load: ({ mandateId }) => ({ seats: seatsOfMandate(mandateId), leaves: leavesOf(mandateId) }),
  scope: (actor, { seats }, { fromOn }) => isConcerned(actor, seats, fromOn),
  decide: ({ seats, leaves }, { mandateId, fromOn, untilOn, reason }, ctx) => {
    const no =
      daysRefusal({ fromOn, untilOn }, seats[0]!, ctx.actor.kind === 'deputy' ? ctx.today : null) ??
      overlapRefusal({ fromOn, untilOn }, leaves)
    if (no) return no
    return ok({
      facts: [leaveRequested.on(leaveStream(mandateId), ctx.today, { id: ctx.commandId, mandateId, fromOn, untilOn })],
      beside: noteRows(ctx.commandId, 'reason', reason),
    })
  },
})

type Days = { fromOn: string; untilOn: string }

/** `today` where the days have to lie ahead: an office may write down later what it was told in time. */
function daysRefusal({ fromOn, untilOn }: Days, { startOn, endOn }: Seat, today: string | null) {
  if (untilOn < fromOn) {
    return refuseField('/untilOn', 'ends-before-start', {
      zh: '结束日不能早于开始日',
      en: 'It cannot end before it starts',
    })
  }
  const outside = fromOn < startOn || fromOn > endOn ? '/fromOn' : untilOn > endOn ? '/untilOn' : null
  if (outside) {
    return refuseField(outside, 'outside-the-mandate', {
      zh: `须在任期内（${startOn} 至 ${endOn}）`,
      en: `It must lie within the mandate (${startOn} to ${endOn})`,
    })
  }
  if (today !== null && fromOn < today) {
    return refuseField('/fromOn', 'in-the-past', {
      zh: '请假须事先提出；已经过去的日子，请告诉街镇人大办公室',
      en: 'Leave is asked for beforehand; of days that have passed, tell the office of the unit',
    })
  }
  return null
}

function overlapRefusal({ fromOn, untilOn }: Days, leaves: readonly (Days & { status: LeaveStatus })[]) {
  const other = leaves.find(
    (one) => (one.status === 'requested' || one.status === 'approved') && one.fromOn <= untilOn && one.untilOn >= fromOn
  )
  return other
    ? refuse(409, 'leave-overlaps', {
        zh: `与 ${other.fromOn} 至 ${other.untilOn} 的请假重叠`,
        en: `It overlaps the leave from ${other.fromOn} to ${other.untilOn}`,
      })
    : null
}

/** The office approves or refuses. Nobody answers what they asked or wrote down themselves. */
export const answer = command({
  name: 'leave.answer',
  roles: LEAVE_OFFICES,
  input: answerLeave,
  streams: ({ mandateId }) => [leaveStream(mandateId)],
  load: ({ mandateId }) => ({ seats: seatsOfMandate(mandateId), leaves: leavesOf(mandateId) }),
  scope: (actor, { seats, leaves }, { leaveId }) => {
    const leave = leaves.find(({ id }) => id === leaveId)
    return leave !== undefined && isConcerned(actor, seats, leave.fromOn)
  },
  decide: ({ leaves }, { mandateId, leaveId, outcome, answer: text }, ctx) => {
    const leave = leaves.find(({ id }) => id === leaveId)!
    if (leave.status !== 'requested') return alreadyAnswered(leave.status)
    if (isSameSigner(leave.requester, actorKey(ctx.actor))) return ownRequest()
    if (outcome === 'refused' && text === '') {
      return refuseField('/answer', 'reason-missing', {
        zh: '不批准须写明理由',
        en: 'A refusal says why',
      })
    }
    return ok({
      facts: [leaveAnswered.on(leaveStream(mandateId), ctx.today, { id: leaveId, mandateId, outcome })],
      beside: text === '' ? [] : noteRows(leaveId, 'answer', text),
    })
  },
})

export const withdraw = command({
  name: 'leave.withdraw',
  roles: ['deputy'],
  input: withdrawLeave,
  streams: ({ mandateId }) => [leaveStream(mandateId)],
  load: ({ mandateId }) => ({ seats: seatsOfMandate(mandateId), leaves: leavesOf(mandateId) }),
  scope: (actor, { seats, leaves }, { leaveId }) => {
    const leave = leaves.find(({ id }) => id === leaveId)
    return leave !== undefined && isConcerned(actor, seats, leave.fromOn)
  },
  decide: ({ leaves }, { mandateId, leaveId }, ctx) => {
    const leave = leaves.find(({ id }) => id === leaveId)!
    if (leave.status !== 'requested') return alreadyAnswered(leave.status)
    return ok({ facts: [leaveWithdrawn.on(leaveStream(mandateId), ctx.today, { id: leaveId, mandateId })] })
  },
})

const noteRows = (leaveId: string, kind: 'reason' | 'answer', text: string) =>
  insertMany('leave_note', [{ leaveId, kind, text }])

const alreadyAnswered = (status: LeaveStatus) =>
  status === 'withdrawn'
    ? refuse(409, 'already-withdrawn', { zh: '这次请假已经撤回', en: 'This request has been withdrawn' })
    : refuse(409, 'already-answered', { zh: '这次请假已经答复', en: 'This request has been answered' })

const ownRequest = () =>
  refuse(
    409,
    'own-request',
    {
      zh: '这次请假是您代为登记的，请另一位同事答复',
      en: 'You wrote this request down yourself: a colleague answers',
    },
    {
      because: {
        rule: {
          zh: '提出或代为登记请假的人不答复',
          en: 'Whoever asks for leave, or writes it down for a deputy, does not answer it',
        },
        article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
      },
    }
  )
