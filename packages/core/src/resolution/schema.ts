import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { bodyAt, type BodyAt } from '../body/schema.ts'
import { freeText, historyBefore, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

export const resolutionStatuses = {
  drafted: { zh: '草稿', en: 'Draft' },
  issued: { zh: '已发文', en: 'Issued' },
  published: { zh: '已公布', en: 'Published' },
  voided: { zh: '已作废', en: 'Voided' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} satisfies Record<string, Words>
export type ResolutionStatus = keyof typeof resolutionStatuses

/** It has not come to nothing. */
export const STANDING = ['drafted', 'issued', 'published'] as const satisfies readonly ResolutionStatus[]

/** More papers than a body issues in a year. */
export const RESOLUTIONS_MAX = 400
const TITLE_CHARACTERS_MAX = 120
const TEXT_CHARACTERS_MAX = 20_000
const ORGAN_CODE_CHARACTERS_MAX = 12
const REASON_CHARACTERS_MAX = 500

/** The papers of a body, whose numbers follow each other. */
export const resolutionsStream = (of: BodyAt) => `resolutions/${of.placeId}/${of.body}`

const one = { ...bodyAt.shape, resolutionId: id }
/** `organCode`: 机关代字, "柳人发". All three are private. */
const words = {
  title: line(TITLE_CHARACTERS_MAX),
  text: freeText(TEXT_CHARACTERS_MAX).min(1),
  organCode: line(ORGAN_CODE_CHARACTERS_MAX),
}

export const draftResolution = z.strictObject({ ...bodyAt.shape, sessionId: id, decisionId: id, ...words })
export const redraftResolution = z.strictObject({ ...one, ...words })
export const oneResolution = z.strictObject(one)
export const endResolution = z.strictObject({ ...one, reason: freeText(REASON_CHARACTERS_MAX).min(1) })

export const resolutionsInput = z.strictObject({ ...bodyAt.shape, year })
export const resolutionRecordInput = z.strictObject({ resolutionId: id, before: historyBefore })
export const resolutionInput = z.strictObject({ resolutionId: id })
