import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { id } from '../kernel/shapes.ts'

/** A mandate's year, told to its voters (述职). */
export const dutyReportInput = z.strictObject({ mandateId: id, year })
