import * as z from 'zod'
import { quarter } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** A deputy names no mandate: level and quarter find their own. */
export const myLedgerInput = z.strictObject({ level, quarter })
