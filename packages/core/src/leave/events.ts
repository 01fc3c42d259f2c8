import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange } from '../kernel/insert.ts'
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
  rows: (facts) => answered(facts.map(({ data, occurredOn }) => [data.mandateId, data.id, data.outcome, occurredOn])),
})

/** The deputy takes the request back before anybody answered it. */
export const leaveWithdrawn = eventType({
  type: 'leave.withdrawn',
  words: { zh: '撤回请假', en: 'Leave withdrawn' },
  payload: z.strictObject({ id, mandateId: id }),
  public: false,
  rows: (facts) => answered(facts.map(({ data, occurredOn }) => [data.mandateId, data.id, 'withdrawn', occurredOn])),
})

const answered = (rows: readonly (readonly [string, string, string, string])[]) => [
  ...forMany(
    `update leave_request set status = j.value->>2, answeredOn = j.value->>3 from json_each(?) j
      where leave_request.mandateId = j.value->>0 and leave_request.id = j.value->>1`,
    rows
  ),
  mustChange,
]
