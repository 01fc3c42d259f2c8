import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { body } from '../body/schema.ts'
import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { pattern, sessionKind } from './schema.ts'

/** A body is called to meet. Where stands in `session_note`. */
export const sessionCalled = eventType({
  type: 'session.called',
  words: { zh: '召集会议', en: 'Session called' },
  payload: z.strictObject({
    id,
    placeId: id,
    body,
    termOrdinal: z.int().nullable(),
    ordinal: z.int(),
    kind: sessionKind,
    calledOn: day,
    firstOn: day,
    lastOn: day,
    noticeDays: z.int(),
    proposerCount: z.int().nullable(),
    memberCount: z.int(),
  }),
  public: true,
  rows: (facts) =>
    insertMany(
      'session',
      facts.map(({ data }) => ({ ...data, status: 'called' }))
    ),
})

/** It meets on other days; why stands in `session_move_note`. */
export const sessionMoved = eventType({
  type: 'session.moved',
  words: { zh: '会议改期', en: 'Session moved' },
  payload: z.strictObject({ id, firstOn: day, lastOn: day }),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'session',
      facts.map(({ data }) => ({ id: data.id, firstOn: data.firstOn, lastOn: data.lastOn }))
    ),
    mustChange,
  ],
})

/** It does not meet. Its number is free again. */
export const sessionCancelled = eventType({
  type: 'session.cancelled',
  words: { zh: '取消会议', en: 'Session called off' },
  payload: z.strictObject({ id }),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'session',
      facts.map(({ data }) => ({ id: data.id, status: 'cancelled' }))
    ),
    mustChange,
  ],
})

/** It was held, with a quorum: by a sitting that opened, or as it was written down from paper. */
export const sessionHeld = eventType({
  type: 'session.held',
  words: { zh: '会议召开', en: 'Session held' },
  payload: z.strictObject({ id, presentCount: z.int(), dueCount: z.int(), sittingId: id.optional() }),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'session',
      facts.map(({ data }) => ({
        id: data.id,
        status: 'held',
        presentCount: data.presentCount,
        dueCount: data.dueCount,
        sittingId: data.sittingId ?? null,
      }))
    ),
    mustChange,
  ],
})

/** That it was held was written down wrongly: it stands as called again. */
export const holdingTakenBack = eventType({
  type: 'session.holding-taken-back',
  words: { zh: '撤销会议召开登记', en: 'Entry of a session held taken back' },
  payload: z.strictObject({ id }),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'session',
      facts.map(({ data }) => ({ id: data.id, status: 'called', presentCount: null, dueCount: null }))
    ),
    mustChange,
  ],
})

export const noticeSet = eventType({
  type: 'session.notice-set',
  words: { zh: '会议通知期限变更', en: 'Notice of sessions set' },
  payload: z.strictObject({ body, noticeDays: z.int(), article: z.string() }),
  public: false,
  rows: (facts) =>
    facts.flatMap(({ data }) =>
      insertMany(
        'session_notice',
        [data],
        'on conflict do update set noticeDays = excluded.noticeDays, article = excluded.article'
      )
    ),
})

export const patternSet = eventType({
  type: 'session.pattern-set',
  words: { zh: '会议安排变更', en: 'Pattern of sessions set' },
  payload: z.strictObject({ unitIds: z.array(id), fromYear: year, pattern }),
  public: false,
  rows: (facts) =>
    facts.flatMap(({ data: { unitIds, ...of } }) =>
      insertMany(
        'session_pattern',
        unitIds.map((unitId) => ({ unitId, ...of })),
        'on conflict do update set pattern = excluded.pattern'
      )
    ),
})
