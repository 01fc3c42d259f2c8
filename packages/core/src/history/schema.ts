import * as z from 'zod'
import { unitQuarter } from '../board/schema.ts'
import { historyBefore } from '../kernel/shapes.ts'

export const quarterHistory = z.strictObject({ ...unitQuarter.shape, before: historyBefore })
