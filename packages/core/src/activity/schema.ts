import * as z from 'zod'
import { day, freeText, id, line, quarter, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level, type UnitLevel } from '../people/schema.ts'
import { evidence, itemCode } from '../points/schema.ts'

/** 出席, 请假, 未到. Approved leave is no absence, and only presence gives points. */
export const presences = {
  present: { zh: '出席', en: 'Present' },
  leave: { zh: '请假', en: 'On leave' },
  absent: { zh: '未到', en: 'Absent' },
} satisfies Record<string, Words>
export const presence = z.enum(['present', 'leave', 'absent'])
export type Presence = z.infer<typeof presence>

export const activityStatuses = {
  reported: { zh: '待确认', en: 'To be confirmed' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  returned: { zh: '已退回', en: 'Returned' },
  cancelled: { zh: '已撤销', en: 'Cancelled' },
} satisfies Record<string, Words>
export type ActivityStatus = keyof typeof activityStatuses

/** More than any unit has deputies of one level (选举法 12: a township congress has at most 160). */
const ATTENDANCE_MAX = 200

const attendance = z
  .array(z.strictObject({ mandateId: id, presence }))
  .max(ATTENDANCE_MAX)
  .refine((lines) => lines.length > 0, said({ zh: '请至少登记一名代表', en: 'Name at least one deputy' }))
  .refine(
    (lines) => new Set(lines.map((line) => line.mandateId)).size === lines.length,
    said({ zh: '同一名代表出现了两次', en: 'A deputy is named twice' })
  )

/** An activity and who of those it concerned was there. Deputies it did not concern are not named. */
export const holdActivity = z.strictObject({
  unitId: id,
  level,
  title: line(60),
  itemCode,
  occurredOn: day,
  attendance,
  evidence,
  /** The deputy group that held it: its members are the ones concerned. */
  groupId: id.optional(),
})
export type HoldActivity = z.infer<typeof holdActivity>

export type AttendanceLine = { mandateId: string; presence: Presence }

/** A report as the confirming office saw it. */
export const confirmActivity = z.strictObject({ ...holdActivity.omit({ groupId: true }).shape, activityId: id })

const one = { activityId: id, unitId: id, level, occurredOn: day }
const reason = freeText(200).min(1)

export const returnActivity = z.strictObject({ ...one, reason })

/** `mandateIds`: those whose points are taken back, as the page showed them. */
export const cancelActivity = z.strictObject({ ...one, reason, mandateIds: z.array(id).max(ATTENDANCE_MAX) })

export const unitActivities = z.strictObject({ unitId: id, level, quarter })

/** The activities of a unit and level: short commands, so one stream for all of them will do. */
export const activitiesStream = (of: UnitLevel) => `activities/${of.unitId}/${of.level}`
