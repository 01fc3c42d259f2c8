import * as z from 'zod'
import { day, freeText, id, line, personName, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

/** What a board is of: one unit, one level, one quarter. */
export const unitQuarter = z.strictObject({ unitId: id, level, quarter })
export type UnitQuarter = z.infer<typeof unitQuarter>

/** Whether a quarter is still open: recording relies on it, closing writes it. */
export const periodStream = (of: UnitQuarter) => `period/${of.unitId}/${of.level}/${of.quarter}`

/** The quarters whose closing also closes this one: itself and the later ones of its year. */
export const closingQuarters = (quarter: string): string[] =>
  ['Q1', 'Q2', 'Q3', 'Q4'].map((name) => quarter.slice(0, 4) + name).filter((one) => one >= quarter)

/** What an entry in a quarter relies on. */
export const periodStreams = (of: UnitQuarter): string[] =>
  closingQuarters(of.quarter).map((quarter) => periodStream({ ...of, quarter }))

/** The revisions of one board. */
export const boardStream = (of: UnitQuarter) => `board/${of.unitId}/${of.level}/${of.quarter}`

/** Customary, not law: a district sets its own (异议期). */
export const OBJECTION_WORKING_DAYS_DEFAULT = 5

const REASON_CHARACTERS_MAX = 500

/** On what terms a board is published, a quarter's or a year's. */
export const publicationTerms = {
  objectionWorkingDays: z.int().min(1).max(30),
  publicUntilOn: day,
  /** Why there is a new revision; the public reads it. Needed from the second on. */
  reason: freeText(REASON_CHARACTERS_MAX).optional(),
}

export const publishBoard = z.strictObject({ unitId: id, level, quarter, ...publicationTerms })

export const revision = z.coerce.number().int().min(1).max(9999)

export const revisionInput = z.strictObject({ unitId: id, level, quarter, revision })

/** A revision by its number, or the newest, whichever that is. */
export const publishedInput = z.strictObject({
  ...revisionInput.shape,
  revision: z.union([z.literal('newest'), revision]),
})

/** On whose word a board is taken down: `reason` is public, the approver is not. */
export const withdrawalTerms = {
  reason: freeText(REASON_CHARACTERS_MAX).min(1),
  approverName: personName,
  approverOffice: line(50),
}

export const withdrawBoard = z.strictObject({ ...revisionInput.shape, ...withdrawalTerms })

export const dueCauses = {
  'late-entry': { zh: '补登', en: 'Late entry' },
  'late-reversal': { zh: '结账后冲正', en: 'Late reversal' },
  'seat-added': { zh: '补登代表', en: 'A deputy was registered later' },
  withdrawal: { zh: '撤下', en: 'Withdrawal' },
} satisfies Record<string, Words>
export const dueCause = z.enum(['late-entry', 'late-reversal', 'seat-added', 'withdrawal'])
export type DueCause = z.infer<typeof dueCause>

/** `before`: the quarter at which the page before this one ended. */
export const boardPage = z.strictObject({ before: quarter.optional() })

const boardRow = z.strictObject({
  mandateId: z.string(),
  name: z.string(),
  electoralDistrict: z.string(),
  /** 应参加 = 出席 + 请假 + 未到, of the quarter's confirmed activities. */
  concerned: z.int(),
  present: z.int(),
  onLeave: z.int(),
  absent: z.int(),
  categories: z.record(z.string(), z.int()),
  quarterHundredths: z.int(),
  yearHundredths: z.int(),
  byElectedOn: z.string().nullable(),
})
export type BoardRow = z.infer<typeof boardRow>

/** A board as it was frozen: its own headings, so that it reads the same under later rules. */
export const boardContent = z.strictObject({
  unitName: z.string(),
  categories: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  rows: z.array(
    z.strictObject({
      /** Goes with the row: salt and leaf together would give the row away to whoever can guess it. */
      salt: z.string().nullable(),
      leaf: z.string(),
      /** null when it was erased at the person's request (PIPL 47): the leaf keeps the root valid. */
      row: boardRow.nullable(),
    })
  ),
})
export type BoardContent = z.infer<typeof boardContent>
