import * as z from 'zod'
import { id, quarter } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** What a board is of: one unit, one level, one quarter. */
export const unitQuarter = z.strictObject({ unitId: id, level, quarter })
export type UnitQuarter = z.infer<typeof unitQuarter>

export const revisionInput = z.strictObject({ unitId: id, level, quarter, revision: z.int().min(1).max(9999) })

/** A board as it was frozen: its own headings, so that it reads the same under later rules. */
export const boardContent = z.strictObject({
  unitName: z.string(),
  categories: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  rows: z.array(
    z.strictObject({
      leaf: z.string(),
      salt: z.string(),
      row: z
        .strictObject({
          mandateId: z.string(),
          name: z.string(),
          electoralDistrict: z.string(),
          categories: z.record(z.string(), z.int()),
          quarterHundredths: z.int(),
          yearHundredths: z.int(),
          remark: z.string(),
        })
        /** Erased at the person's request (PIPL 47): the leaf keeps the root valid. */
        .nullable(),
    })
  ),
})
export type BoardContent = z.infer<typeof boardContent>
