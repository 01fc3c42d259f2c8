import * as z from 'zod'
import { id } from '../kernel/shapes.ts'

export const minutesInput = z.strictObject({ sessionId: id })
/** `memberId`: what presence is counted by; of a deputy the mandate. */
export const certificateInput = z.strictObject({ sessionId: id, memberId: id })
