import * as z from 'zod'
import { groupInput } from '../deputy-group/schema.ts'
import { unitQuarter } from '../board/schema.ts'
import { id } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** `before`: the place in the district's history at which the page before ended. */
const before = z.coerce.number().int().min(1).optional()

export const quarterHistory = z.strictObject({ ...unitQuarter.shape, before })

export const groupHistory = z.strictObject({ ...groupInput.shape, before })

export const dutyCaseHistory = z.strictObject({ mandateId: id, caseId: id, before })

export const mandateHistory = z.strictObject({ mandateId: id, unitId: id, level, before })
