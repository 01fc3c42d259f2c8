import * as z from 'zod'
import { id } from '../kernel/shapes.ts'

/** Who asks comes from who is signed in, never from the input. */
export const ownSessionInput = z.strictObject({ sessionId: id })
export const ownPaperInput = z.strictObject({ sessionId: id, paperId: id })
