import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { id, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** 预备会议, which adopts the agenda, and 全体会议. */
export const sittingKinds = {
  preparatory: { zh: '预备会议', en: 'Preparatory meeting' },
  plenary: { zh: '全体会议', en: 'Plenary sitting' },
} satisfies Record<string, Words>
export const sittingKind = z.enum(['preparatory', 'plenary'])
export type SittingKind = z.infer<typeof sittingKind>

export const sittingStatuses = {
  checking_in: { zh: '正在签到', en: 'Checking in' },
  open: { zh: '正在开会', en: 'In session' },
  closed: { zh: '已散会', en: 'Closed' },
  cancelled: { zh: '已取消', en: 'Called off' },
} satisfies Record<string, Words>
export type SittingStatus = keyof typeof sittingStatuses

/** Expected; in the hall; gone before the end. */
export const presenceStates = {
  due: { zh: '未签到', en: 'Not here' },
  present: { zh: '在场', en: 'Here' },
  left: { zh: '已离场', en: 'Left' },
} satisfies Record<string, Words>
export type PresenceState = keyof typeof presenceStates

/** More than any congress has deputies (地方组织法 11: at most 650 of a county). */
const MEMBERS_AT_ONCE_MAX = 650
/** A preparatory meeting may lie before the first day. */
export const PREPARATORY_DAYS_BEFORE_MAX = 7
export const CODE_DIGITS = 6

/**
 * Everything about a session's sittings but arriving: opening, leaving, the item that runs, closing. Whoever arrives relies
 * on it and writes `presenceStream` alone, so 450 who come at once do not wait for each other; a gate that counted who is
 * there relies on this one, because only leaving makes it worse.
 */
export const sittingsStream = (sessionId: string) => `sittings/${sessionId}`
export const presenceStream = ({ sittingId, memberId }: { sittingId: string; memberId: string }) =>
  `presence/${sittingId}/${memberId}`

const ofSession = { ...bodyAt.shape, sessionId: id }
const one = { ...ofSession, sittingId: id }

export const openCheckIn = z.strictObject({ ...ofSession, kind: sittingKind })
export const oneSitting = z.strictObject(one)
/** `itemId` null: no item runs. */
export const callItem = z.strictObject({ ...one, itemId: id.nullable() })

/** A code as it was typed: with or without gaps, full-width digits too. */
const code = z
  .string()
  .max(40)
  .normalize('NFKC')
  .transform((typed) => typed.replace(/\s/g, ''))
  .refine((typed) => /^\d{6}$/.test(typed), said({ zh: '签到码是6位数字', en: 'A check-in code has 6 digits' }))

export const checkIn = z.strictObject({ sessionId: id, sittingId: id, memberId: id, code })
export const checkInAtDesk = z.strictObject({
  ...one,
  memberIds: z
    .array(id)
    .max(MEMBERS_AT_ONCE_MAX)
    .refine((ids) => ids.length > 0, said({ zh: '请至少选一人', en: 'Choose at least one' }))
    .refine((ids) => new Set(ids).size === ids.length, said({ zh: '同一人出现了两次', en: 'One is named twice' })),
})
export const oneMember = z.strictObject({ ...one, memberId: id })

export const sessionSittings = z.strictObject({ sessionId: id })
