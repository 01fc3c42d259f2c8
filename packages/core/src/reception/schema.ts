import * as z from 'zod'
import { day, freeText, id, line, quarter, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level, type UnitLevel } from '../people/schema.ts'

export const receptionStatuses = {
  recorded: { zh: '已登记', en: 'Recorded' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} satisfies Record<string, Words>
export type ReceptionStatus = keyof typeof receptionStatuses

/** Deputies who receive voters together on one day. */
export const RECEIVING_MAX = 20
const VOTERS_MAX = 2000
const PLACE_CHARACTERS_MAX = 60
const RAISED_CHARACTERS_MAX = 300

/** `place` and `raised` are private; what was raised names no voter. */
export const recordReception = z.strictObject({
  unitId: id,
  level,
  occurredOn: day,
  place: line(PLACE_CHARACTERS_MAX),
  mandateIds: z
    .array(id)
    .max(RECEIVING_MAX)
    .refine((ids) => ids.length > 0, said({ zh: '请至少选一名代表', en: 'Name at least one deputy' }))
    .refine(
      (ids) => new Set(ids).size === ids.length,
      said({ zh: '同一名代表出现了两次', en: 'A deputy is named twice' })
    ),
  voterCount: z.int().min(1).max(VOTERS_MAX),
  raised: freeText(RAISED_CHARACTERS_MAX).optional(),
})

export const withdrawReception = z.strictObject({
  receptionId: id,
  unitId: id,
  level,
  occurredOn: day,
  reason: freeText(200).min(1),
})

export const unitReceptions = z.strictObject({ unitId: id, level, quarter })

/** The receptions of a unit and level: short commands, so one stream for all of them will do. */
export const receptionsStream = (of: UnitLevel) => `receptions/${of.unitId}/${of.level}`
