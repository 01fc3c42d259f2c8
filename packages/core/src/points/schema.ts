import * as z from 'zod'
import { day, freeText, id, quarter } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** Points are integers in hundredths of a point: 250 is 2.50. */
export const hundredths = z.int().min(-100_000).max(100_000)

export const itemCode = z.string().regex(/^[a-z][a-z-]{1,39}$/)

const NOTE_CHARACTERS_MAX = 500

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
