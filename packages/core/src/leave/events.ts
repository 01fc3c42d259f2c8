import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { leaveOutcome } from './schema.ts'

/** A deputy asks for leave, or an office writes it down on the deputy's word. Why stands in `leave_note`. */
export const leaveRequested = eventType({
  type: 'leave.requested',
  words: { zh: '申请请假', en: 'Leave requested' },
  payload: z.strictObject({ id, mandateId: id, fromOn: day, untilOn: day }),
  public: false,
  rows: (facts) =>
    insertMany(
      'leave_request',
      facts.map(({ data, occurredOn, actor }) => ({
        ...data,
        status: 'requested',
        requester: actor,
        requestedOn: occurredOn,
        answeredOn: null,
      }))
    ),
})

export const leaveAnswered = eventType({
  type: 'leave.answered',
  words: { zh: '答复请假', en: 'Leave answered' },
  payload: z.strictObject({ id, mandateId: id, outcome: leaveOutcome }),
  public: false,
  rows: (facts) =>
    answered(facts.map(({ data, occurredOn }) => ({ ...ofOne(data), status: data.outcome, answeredOn: occurredOn }))),
})

/** The deputy takes the request back before anybody answered it. */
export const leaveWithdrawn = eventType({
  type: 'leave.withdrawn',
  words: { zh: '撤回请假', en: 'Leave withdrawn' },
  payload: z.strictObject({ id, mandateId: id }),
  public: false,
  rows: (facts) =>
    answered(facts.map(({ data, occurredOn }) => ({ ...ofOne(data), status: 'withdrawn', answeredOn: occurredOn }))),
})

const ofOne = ({ mandateId, id: leaveId }: { mandateId: string; id: string }) => ({ mandateId, id: leaveId })

const answered = (rows: Parameters<typeof updateMany>[1]) => [
  ...updateMany('leave_request', rows, ['mandateId', 'id']),
  mustChange,
]
