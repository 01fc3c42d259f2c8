import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { guestKind } from './schema.ts'

/** Who they are and from where stands in `guest_name`. */
export const guestsInvited = eventType({
  type: 'guest.invited',
  words: { zh: '登记列席人员', en: 'Guests entered' },
  payload: z.strictObject({
    sessionId: id,
    guests: z.array(z.strictObject({ id, kind: guestKind, position: z.int() })),
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'guest',
      facts.flatMap(({ data }) => data.guests.map((one) => ({ sessionId: data.sessionId, ...one })))
    ),
})

const one = z.strictObject({ id, sessionId: id })

/** They do not come, or were entered by mistake. */
export const guestRemoved = eventType({
  type: 'guest.removed',
  words: { zh: '删除列席人员', en: 'Guest removed' },
  payload: one,
  public: false,
  rows: (facts) => [
    ...deleteMany(
      'guest',
      facts.map(({ data }) => ({ id: data.id }))
    ),
    mustChange,
  ],
})

export const guestCheckedIn = eventType({
  type: 'guest.checked-in',
  words: { zh: '列席人员签到', en: 'Guest checked in' },
  payload: one,
  public: false,
  rows: (facts) => [
    ...updateMany(
      'guest',
      facts.map(({ data, recordedAt }) => ({ id: data.id, arrivedAt: recordedAt }))
    ),
    mustChange,
  ],
})

export const guestCheckInTakenBack = eventType({
  type: 'guest.check-in-taken-back',
  words: { zh: '撤销列席人员签到', en: 'Check-in of a guest taken back' },
  payload: one,
  public: false,
  rows: (facts) => [
    ...forMany(
      'update guest set arrivedAt = null where id in (select value from json_each(?))',
      facts.map(({ data }) => data.id)
    ),
    mustChange,
  ],
})
