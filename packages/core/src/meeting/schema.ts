import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { id } from '../kernel/shapes.ts'

/** Without a year: the one that runs. */
export const meetingsInput = z.strictObject({ year: year.optional() })
export const meetingInput = z.strictObject({ sessionId: id })
export const meetingPaperInput = z.strictObject({ sessionId: id, paperId: id })
