import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { body, bodyAt, type Body, type BodyAt } from '../body/schema.ts'
import { day, freeText, historyBefore, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** 例会、年中会议 (小人代会)、季会; of the other bodies a regular meeting; 临时召集. */
export const sessionKinds = {
  annual: { zh: '年初例会', en: 'Annual session' },
  midyear: { zh: '年中会议', en: 'Mid-year session' },
  quarterly: { zh: '季度会议', en: 'Quarterly session' },
  regular: { zh: '例行会议', en: 'Regular meeting' },
  extraordinary: { zh: '临时会议', en: 'Extraordinary session' },
} satisfies Record<string, Words>
export const sessionKind = z.enum(['annual', 'midyear', 'quarterly', 'regular', 'extraordinary'])
export type SessionKind = z.infer<typeof sessionKind>

/** Which kinds of session a body has. */
export const kindsOf = (of: Body): readonly SessionKind[] =>
  of === 'congress' ? ['annual', 'midyear', 'quarterly', 'extraordinary'] : ['regular', 'extraordinary']

export const sessionStatuses = {
  called: { zh: '已通知', en: 'Called' },
  held: { zh: '已召开', en: 'Held' },
  cancelled: { zh: '已取消', en: 'Called off' },
} satisfies Record<string, Words>
export type SessionStatus = keyof typeof sessionStatuses

/** The bodies of whose sessions everybody may read. */
export const publicBodies = ['congress', 'standing_committee'] as const satisfies readonly Body[]
export const isPublicBody = (of: Body): boolean => publicBodies.some((one) => one === of)

/** How a township's congress meets in a year. */
export const patterns = {
  statutory: { zh: '法定两次', en: 'Statutory: twice a year' },
  annual_midyear: { zh: '年初和年中', en: 'Annual and mid-year' },
  quarterly: { zh: '季会制', en: 'Quarterly sessions' },
} satisfies Record<string, Words>
export const pattern = z.enum(['statutory', 'annual_midyear', 'quarterly'])
export type Pattern = z.infer<typeof pattern>

/** A session lasts as long as a congress may: more is a slip of the pen. */
export const DAYS_MAX = 15
/** More sessions than a body has in a term, or in a year. */
const ORDINAL_MAX = 300
const NOTICE_DAYS_MAX = 60
const PLACES_MAX = 200
const VENUE_CHARACTERS_MAX = 100
const REASON_CHARACTERS_MAX = 500

/** The sessions of a body: calling, moving and calling off write it. */
export const sessionsStream = (of: BodyAt) => `sessions/${of.placeId}/${of.body}`
/** How far ahead sessions are called, and how often townships meet. */
export const SESSION_SETTINGS_STREAM = 'session_settings'

/**
 * `calledOn`: the day on which the members were told, today or earlier; so that what went out on paper is written down
 * later. `proposerCount`: of an extraordinary session, how many members proposed it. `venue` is private.
 */
export const callSession = z.strictObject({
  ...bodyAt.shape,
  kind: sessionKind,
  ordinal: z.coerce.number().int().min(1).max(ORDINAL_MAX),
  calledOn: day,
  firstOn: day,
  lastOn: day,
  proposerCount: z.coerce.number().int().min(1).max(1000).nullable(),
  venue: line(VENUE_CHARACTERS_MAX),
})

const one = { ...bodyAt.shape, sessionId: id }
const reason = freeText(REASON_CHARACTERS_MAX).min(1)

export const moveSession = z.strictObject({ ...one, firstOn: day, lastOn: day, reason })
export const cancelSession = z.strictObject({ ...one, reason })

/** `firstOn`: as it was seen. `presentCount`: of those who belong to the body on that day. */
export const recordHeld = z.strictObject({
  ...one,
  firstOn: day,
  presentCount: z.coerce.number().int().min(0).max(1000),
})

/** `presentCount`: as it was seen. */
export const takeBackHeld = z.strictObject({ ...one, presentCount: z.coerce.number().int().min(0).max(1000) })

export const setNotice = z.strictObject({
  body,
  noticeDays: z.coerce.number().int().min(0).max(NOTICE_DAYS_MAX),
  article: line(REASON_CHARACTERS_MAX),
})

/** The towns and townships that meet so from a year on. */
export const setPattern = z.strictObject({
  unitIds: z.array(id).min(1).max(PLACES_MAX),
  fromYear: year,
  pattern,
})

export const matrixInput = z.strictObject({ body, year })
export const placeYear = z.strictObject({ ...bodyAt.shape, year })
export const sessionInput = z.strictObject({ sessionId: id, before: historyBefore })
