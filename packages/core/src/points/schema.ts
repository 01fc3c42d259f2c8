import * as z from 'zod'
import { day, freeText, id, line, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

/** Points are integers in hundredths of a point: 250 is 2.50. */
export const hundredths = z.int().min(-100_000).max(100_000)

export const itemCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

const NOTE_CHARACTERS_MAX = 500
const EVIDENCE_CHARACTERS_MAX = 200

/** 凭证 of what is recorded: number of a document, minutes, a sign-in sheet. Private, and short: it is no store of files. */
export const evidence = freeText(EVIDENCE_CHARACTERS_MAX).optional()

/** "No cap" is a number, never null: in SQL `min(5, null)` is null. */
export const NO_CAP = 2_147_483_647

const cap = z.int().min(0).max(NO_CAP)
const itemName = line(30)

/** The lowest grade has no floor. */
export const NO_FLOOR = -100_000

const grade = z.strictObject({ name: line(10), fromHundredths: hundredths })

/** How often something is owed. */
export const spans = {
  quarter: { zh: '每季度', en: 'a quarter' },
  year: { zh: '每年', en: 'a year' },
} satisfies Record<string, Words>
export const span = z.enum(['quarter', 'year'])
export type Span = z.infer<typeof span>

/** What everybody owes, whatever their points: at least `times` entries of an item. */
const minimum = z.strictObject({ itemCode, per: span, times: z.int().min(1).max(50), article: freeText(100) })

/**
 * A version of the rules, as it is proposed. Caps are hundredths of a point. The year's base, line and grades are what
 * its assessment goes by; boards of a quarter show none of them.
 */
export const draftRules = z.strictObject({
  version: z.int().min(1),
  fromQuarter: quarter,
  quarterCap: cap,
  yearCap: cap,
  /** Points everybody has at the start of a year; whoever sits for a part of it has that part of them. */
  baseHundredths: z.int().min(0).max(100_000),
  /** Whoever is below it in a year is listed, and nothing else follows by itself. */
  lineHundredths: hundredths.nullable(),
  grades: z.array(grade).max(8),
  minimums: z.array(minimum).max(20),
  categories: z
    .array(z.strictObject({ code: itemCode, name: itemName, quarterCap: cap, yearCap: cap, aboveTotal: z.boolean() }))
    .min(1)
    .max(20),
  items: z
    .array(
      z.strictObject({
        code: itemCode,
        categoryCode: itemCode,
        name: itemName,
        hundredths,
        perUnit: line(10),
        article: freeText(100),
        evidence: freeText(100).default(''),
        quarterCap: cap,
        yearCap: cap,
      })
    )
    .min(1)
    .max(100),
})

export const publishRules = z.strictObject({ ...draftRules.shape, reason: freeText(NOTE_CHARACTERS_MAX).optional() })

/** What a quarter would have been under a draft. */
export const tryRules = z.strictObject({ ...draftRules.shape, quarter, level })

/**
 * One entry in a deputy's ledger. Unit and level are named by the caller and refused when they are
 * not those of the mandate on the quarter's last day, so that nothing lands on a board unseen.
 */
export const recordPoints = z.strictObject({
  mandateId: id,
  unitId: id,
  level,
  itemCode,
  occurredOn: day,
  note: freeText(NOTE_CHARACTERS_MAX),
  evidence,
})

/** An entry of a closed quarter; why it comes late stands in the deputy's ledger. */
export const recordLatePoints = z.strictObject({
  ...recordPoints.omit({ note: true }).shape,
  reason: freeText(NOTE_CHARACTERS_MAX).min(1),
})

export const reversePoints = z.strictObject({
  entryId: id,
  mandateId: id,
  unitId: id,
  level,
  occurredOn: day,
  reason: freeText(NOTE_CHARACTERS_MAX).min(1),
})

export const ledgerInput = z.strictObject({ mandateId: id, unitId: id, level, quarter })

/** Every unit's sums of a quarter. */
export const summaryInput = z.strictObject({ level, quarter })

/** Where a page of entries ended: the day and the id of its last, as the answer gave them. */
const entryMark = z.string().regex(/^\d{4}-\d{2}-\d{2}\/[A-Za-z0-9:/-]{1,100}$/)

export const newestInput = z.strictObject({ mandateId: id, unitId: id, level, before: entryMark.optional() })
