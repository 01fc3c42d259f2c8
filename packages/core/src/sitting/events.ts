import * as z from 'zod'
import { eventType, type Fact } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { sittingKind, type SittingStatus } from './schema.ts'

const roll = (sittingId: string, memberIds: readonly string[]): Statement[] =>
  insertMany(
    'presence',
    memberIds.map((memberId) => ({ sittingId, memberId, state: 'due' }))
  )

/** The doors open: who belongs to the body that day is expected. What its codes are made from is in `sitting_code`. */
export const checkInOpened = eventType({
  type: 'sitting.check-in-opened',
  words: { zh: '开始签到', en: 'Check-in opened' },
  payload: z.strictObject({
    ...{ id, sessionId: id, kind: sittingKind, position: z.int(), ordinal: z.int() },
    ...{ heldOn: day, memberIds: z.array(id) },
  }),
  public: false,
  rows: (facts) =>
    facts.flatMap(({ data: { memberIds, ...sitting } }) => [
      ...insertMany('sitting', [{ ...sitting, status: 'checking_in', dueCount: memberIds.length, presentCount: 0 }]),
      ...roll(sitting.id, memberIds),
    ]),
})

/** Who belongs to the body is not who did when the doors opened. */
export const rollRenewed = eventType({
  type: 'sitting.roll-renewed',
  words: { zh: '更新应到名单', en: 'Roll brought up to date' },
  payload: z.strictObject({ id, sessionId: id, added: z.array(id), removed: z.array(id) }),
  public: false,
  rows: (facts) =>
    facts.flatMap(({ data }) => [
      ...roll(data.id, data.added),
      ...deleteMany(
        'presence',
        data.removed.map((memberId) => ({ sittingId: data.id, memberId }))
      ),
      {
        sql: `update sitting set
            dueCount = (select count(*) from presence where sittingId = sitting.id),
            presentCount = (select count(*) from presence where sittingId = sitting.id and state = 'present')
          where id = ?`,
        parameters: [data.id],
      },
    ]),
})

type Moved = Fact<{ sittingId: string; memberId: string }>

/** Adds to, or takes from, how many are in the hall. */
const count = (facts: readonly Moved[], by: 1 | -1): Statement[] => [
  ...forMany(
    `update sitting set presentCount = presentCount + moved.count from (
        select value as sittingId, count(*) * ${by} as count from json_each(?) group by value
      ) moved where sitting.id = moved.sittingId`,
    facts.map(({ data }) => data.sittingId)
  ),
  mustChange,
]

const placed = (facts: readonly Moved[], set: string): Statement[] => [
  ...forMany(
    `update presence set ${set} from json_each(?) j
      where presence.sittingId = j.value->>0 and presence.memberId = j.value->>1`,
    facts.map(({ data, recordedAt }) => [data.sittingId, data.memberId, recordedAt])
  ),
  mustChange,
]

const member = { sittingId: id, sessionId: id, memberId: id }

/** Somebody came in, or came back; `correction`: after a sitting was closed, that they had been there all along. */
export const checkedIn = eventType({
  type: 'sitting.checked-in',
  words: { zh: '签到', en: 'Checked in' },
  payload: z.strictObject({ ...member, by: z.enum(['phone', 'desk', 'correction']) }),
  public: false,
  rows: (facts) => [
    ...placed(facts, `state = 'present', arrivedAt = coalesce(arrivedAt, j.value->>2), leftAt = null`),
    ...count(facts, 1),
  ],
})

/** Somebody left before the end. */
export const memberLeft = eventType({
  type: 'sitting.left',
  words: { zh: '离场', en: 'Left' },
  payload: z.strictObject(member),
  public: false,
  rows: (facts) => [...placed(facts, `state = 'left', leftAt = j.value->>2`), ...count(facts, -1)],
})

/** Somebody was checked in by mistake: they were not there, or, where they had left before (`leftAt`), had not come back. */
export const checkInTakenBack = eventType({
  type: 'sitting.check-in-taken-back',
  words: { zh: '撤销签到', en: 'Check-in taken back' },
  payload: z.strictObject({ ...member, leftAt: z.string().nullable() }),
  public: false,
  rows: (facts) => [
    ...forMany(
      `update presence set leftAt = j.value->>2, state = case when j.value->>2 is null then 'due' else 'left' end,
          arrivedAt = case when j.value->>2 is null then null else arrivedAt end
        from json_each(?) j where presence.sittingId = j.value->>0 and presence.memberId = j.value->>1`,
      facts.map(({ data }) => [data.sittingId, data.memberId, data.leftAt])
    ),
    mustChange,
    ...count(facts, -1),
  ],
})

/** It begins, with a quorum. */
export const sittingOpened = eventType({
  type: 'sitting.opened',
  words: { zh: '开会', en: 'Sitting opened' },
  payload: z.strictObject({ id, sessionId: id, presentCount: z.int(), dueCount: z.int() }),
  public: false,
  rows: (facts) => [
    ...forMany(
      `update sitting set status = 'open', openedWith = coalesce(openedWith, j.value->>1) from json_each(?) j
        where sitting.id = j.value->>0`,
      facts.map(({ data }) => [data.id, data.presentCount])
    ),
    mustChange,
  ],
})

/** An item of the agenda is called, or none runs any more. */
export const itemCalled = eventType({
  type: 'sitting.item-called',
  words: { zh: '进入议题', en: 'Item called' },
  payload: z.strictObject({ id, sessionId: id, itemId: id.nullable() }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'sitting',
      facts.map(({ data, recordedAt }) => ({
        id: data.id,
        itemId: data.itemId,
        itemSince: data.itemId === null ? null : recordedAt,
      }))
    ),
    mustChange,
  ],
})

const ends = (facts: readonly Fact<{ id: string }>[], status: SittingStatus): Statement[] => [
  ...updateMany(
    'sitting',
    facts.map(({ data }) => ({ id: data.id, status, itemId: null, itemSince: null }))
  ),
  mustChange,
]

export const sittingClosed = eventType({
  type: 'sitting.closed',
  words: { zh: '散会', en: 'Sitting closed' },
  payload: z.strictObject({ id, sessionId: id }),
  public: false,
  rows: (facts) => ends(facts, 'closed'),
})

/** It did not open. */
export const sittingCancelled = eventType({
  type: 'sitting.cancelled',
  words: { zh: '取消签到', en: 'Check-in called off' },
  payload: z.strictObject({ id, sessionId: id }),
  public: false,
  rows: (facts) => ends(facts, 'cancelled'),
})
