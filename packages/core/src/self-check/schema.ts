import * as z from 'zod'
import { unitQuarter } from '../board/schema.ts'
import { day, freeText, id, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'

/** Customary, not law: how long deputies look at their own points before the quarter is closed. */
export const SELF_CHECK_WORKING_DAYS_DEFAULT = 5
const SELF_CHECK_WORKING_DAYS_MAX = 30

/** What a district sets for its boards. Opening a window and closing a quarter rely on it. */
export const BOARD_SETTING_STREAM = 'board_setting'

export const boardSettings = z.strictObject({
  selfCheckWorkingDays: z.int().min(0).max(SELF_CHECK_WORKING_DAYS_MAX),
})

/** 错、重、漏. */
export const reportKinds = {
  wrong: { zh: '错', en: 'Wrong' },
  duplicate: { zh: '重', en: 'Duplicate' },
  missing: { zh: '漏', en: 'Missing' },
} satisfies Record<string, Words>
export const reportKind = z.enum(['wrong', 'duplicate', 'missing'])
export type ReportKind = z.infer<typeof reportKind>

export const reportStatuses = {
  open: { zh: '待答复', en: 'To be answered' },
  accepted: { zh: '成立', en: 'Accepted' },
  refused: { zh: '不成立', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} satisfies Record<string, Words>
export type ReportStatus = keyof typeof reportStatuses

const NOTE_CHARACTERS_MAX = 500

/** Reports a deputy may have on one quarter. */
export const REPORTS_MAX = 50

/** `entryId` names the entry that is wrong or a duplicate; a missing one is told by its day and item. */
export const fileReport = z.strictObject({
  ...unitQuarter.shape,
  mandateId: id,
  kind: reportKind,
  entryId: id.nullable(),
  occurredOn: day,
  itemCode: itemCode.nullable(),
  note: freeText(NOTE_CHARACTERS_MAX),
})

const one = { ...unitQuarter.shape, reportId: id, mandateId: id }

export const answerReport = z.strictObject({
  ...one,
  outcome: z.enum(['accepted', 'refused']),
  answer: freeText(NOTE_CHARACTERS_MAX).min(1),
})

export const withdrawReport = z.strictObject(one)

export const myReports = z.strictObject({ level, quarter })
