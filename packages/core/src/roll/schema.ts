import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { day, freeText, id, line } from '../kernel/shapes.ts'

/** More than any congress has deputies (地方组织法 11: at most 650 of a county). */
const AWAY_MAX = 650
const LINE_CHARACTERS_MAX = 80
/** More half days than the longest session has. */
const HALF_DAYS_MAX = 30
const REASON_CHARACTERS_MAX = 500
/** 代表法 62: as many sessions missed without leave are the credentials committee's to look at. */
export const MISSED_SESSIONS_MIN = 2

/** A session's roll: settling and taking back write it, what would change who was there relies on it. */
export const rollStream = (sessionId: string) => `roll/${sessionId}`

const one = { ...bodyAt.shape, sessionId: id }
const count = z.coerce.number().int().min(0).max(AWAY_MAX)

/** By who checked in; with the numbers as they were seen. */
export const settleRoll = z.strictObject({ ...one, present: count, onLeave: count, absent: count })

/**
 * Of a session that was written down from paper: everybody was there but those named, a line each as the members of a body
 * are named, and the half days missed behind ("张三 1-2"); without numbers all of them. `firstOn`: as it was seen.
 */
export const enterRoll = z.strictObject({
  ...one,
  firstOn: day,
  halfDays: z.coerce.number().int().min(1).max(HALF_DAYS_MAX),
  away: z.array(line(LINE_CHARACTERS_MAX)).max(AWAY_MAX),
})

export type EnterRoll = z.infer<typeof enterRoll>

/** `settlement`: as it was seen. */
export const takeBackRoll = z.strictObject({
  ...one,
  settlement: z.coerce.number().int().min(1),
  reason: freeText(REASON_CHARACTERS_MAX).min(1),
})

export const sessionRoll = z.strictObject({ sessionId: id })
