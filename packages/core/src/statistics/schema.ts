import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { id } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** Fewer deputies have no quartiles: each is a point of its own, without a name. */
export const QUARTILES_MIN = 5

/** Quarters a trend goes back. */
export const TREND_QUARTERS = 8

/** A level's year; `unitId`: the unit that is set against all within reach. */
export const statisticsInput = z.strictObject({ level, year, unitId: id.optional() })
