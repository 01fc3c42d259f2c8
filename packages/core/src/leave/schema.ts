import * as z from 'zod'
import type { MemberRole } from '../kernel/roles.ts'
import { day, freeText, id, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

export const leaveStatuses = {
  requested: { zh: '待答复', en: 'To be answered' },
  approved: { zh: '已批准', en: 'Approved' },
  refused: { zh: '未批准', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} satisfies Record<string, Words>
export type LeaveStatus = keyof typeof leaveStatuses

/** Who records a unit's activities answers for leave from them. */
export const LEAVE_OFFICES = [
  'tenant_administrator',
  'deputies_commission',
  'unit_office',
] as const satisfies readonly MemberRole[]

const WORDS_CHARACTERS_MAX = 300
const words = freeText(WORDS_CHARACTERS_MAX)

/** From the first day to the last, both included. */
export const requestLeave = z.strictObject({ mandateId: id, fromOn: day, untilOn: day, reason: words.min(1) })

const one = { mandateId: id, leaveId: id }
export const leaveOutcome = z.enum(['approved', 'refused'])
/** A refusal says why; an approval need not. */
export const answerLeave = z.strictObject({ ...one, outcome: leaveOutcome, answer: words })
export const withdrawLeave = z.strictObject(one)

export const unitLeaves = z.strictObject({ unitId: id, level, quarter })

/** All requests of one mandate: whether two overlap is seen here. */
export const leaveStream = (mandateId: string) => `leave/${mandateId}`
