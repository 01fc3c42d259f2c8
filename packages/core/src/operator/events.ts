import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { alarmKinds } from './schema.ts'

/** A letter with a code goes to the office of a district; an older code is void. The code's hash stands beside. */
export const verificationCodeIssued = eventType({
  type: 'tenant.verification-code-issued',
  words: { zh: '寄出核验码', en: 'Verification code issued' },
  payload: z.strictObject({ id }),
  public: false,
  rows: () => [],
})

/** An account runs the platform. */
export const operatorAppointed = eventType({
  type: 'operator.appointed',
  words: { zh: '任用平台运营者', en: 'Operator appointed' },
  payload: z.strictObject({ userId: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'operator',
      facts.map(({ data }) => data)
    ),
})

/** The operators are told of something. */
export const alarmRaised = eventType({
  type: 'alarm.raised',
  words: { zh: '发出警报', en: 'Alarm raised' },
  payload: z.strictObject({ id, kind: z.enum(alarmKinds), free: z.int() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'alarm',
      facts.map(({ data, recordedAt }) => ({ ...data, raisedAt: recordedAt, acknowledgedAt: null }))
    ),
})

/** An operator knows; the same alarm can be raised again. */
export const alarmAcknowledged = eventType({
  type: 'alarm.acknowledged',
  words: { zh: '确认警报', en: 'Alarm acknowledged' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'alarm',
      facts.map(({ data, recordedAt }) => ({ id: data.id, acknowledgedAt: recordedAt }))
    ),
})
