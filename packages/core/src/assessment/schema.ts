import * as z from 'zod'
import { freeText, id } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

/** "2026". */
export const year = z.string().regex(/^20\d\d$/)

/** Whoever sat for fewer days of a year is not held against the others. */
export const ASSESSED_DAYS_MIN = 90

const REASON_CHARACTERS_MAX = 500

/** Grounds on which a person leaves somebody out of a year's assessment. */
export const exemptionGrounds = {
  suspended: { zh: '暂停执行代表职务', en: 'Mandate suspended' },
  illness: { zh: '长期病休', en: 'Long illness' },
  'ex-officio': { zh: '因职务不参加评定', en: 'Not assessed by reason of office' },
  other: { zh: '其他', en: 'Other' },
} satisfies Record<string, Words>
export const exemptionGround = z.enum(['suspended', 'illness', 'ex-officio', 'other'])
export type ExemptionGround = z.infer<typeof exemptionGround>

/** Why somebody is not compared: a person's decision, or too short a part of the year. */
export type Ineligible = ExemptionGround | 'short'

/** What the ground rests on. */
export const exemptionArticles: Record<ExemptionGround, Words> = {
  suspended: { zh: '《代表法》第六十一条', en: 'Law on Deputies, art. 61' },
  illness: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
  'ex-officio': { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
  other: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
}

const reason = freeText(REASON_CHARACTERS_MAX).min(1)
const one = { mandateId: id, year }

export const exempt = z.strictObject({ ...one, ground: exemptionGround, reason })
export const include = z.strictObject({ ...one, reason })

/** Deputies a page. */
export const PAGE_ROWS = 100

/** A unit's, or without one the whole district's; as the register has them, or by their places. */
export const yearInput = z.strictObject({
  ...{ level, year },
  unitId: id.optional(),
  order: z.enum(['register', 'place']).default('register'),
  page: z.coerce.number().int().min(0).max(1_000).default(0),
})

export const assessmentStream = (mandateId: string) => `assessment/${mandateId}`
