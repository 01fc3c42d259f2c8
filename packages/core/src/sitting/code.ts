import { keyedHash } from '../kernel/hash.ts'
import { CODE_DIGITS } from './schema.ts'

// The code a hall shows. It changes every minute, so that a photo of it sent to somebody at home is soon worth nothing. Pure.

const STEP_MS = 60_000
/** One that has just changed is taken for two minutes more: typing takes a while, and clocks differ. */
const STEPS_BACK = 2

const atStep = (secretHex: string, step: number): string =>
  String(parseInt(keyedHash(secretHex, String(step)).slice(0, 12), 16) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')

const stepOf = (now: string): number => Math.floor(Date.parse(now) / STEP_MS)

/** The code at an instant: the digits of an HMAC of the minute under the sitting's secret, as RFC 6238 does it. */
export const codeAt = (secretHex: string, now: string): string => atStep(secretHex, stepOf(now))

/** When the code of an instant gives way to the next one. */
export const codeEndsAt = (now: string): string => new Date((stepOf(now) + 1) * STEP_MS).toISOString()

/** Whether a code is shown now or was a moment ago. */
export function isCodeOf(secretHex: string, code: string, now: string): boolean {
  for (let back = 0; back <= STEPS_BACK; back++) if (atStep(secretHex, stepOf(now) - back) === code) return true
  return false
}
