import * as z from 'zod'
import { day } from '../kernel/shapes.ts'

/** One year of the State Council's notice on holidays. */
export const workCalendar = z.strictObject({
  year: z.string().regex(/^20\d\d$/),
  holidays: z.array(day).max(60),
  workdays: z.array(day).max(30),
})
