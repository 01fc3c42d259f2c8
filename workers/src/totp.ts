import { createOTP } from '@better-auth/utils/otp'

// Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six digits, 30 seconds.

const DIGITS = 6
const STEP_SECONDS = 30
/** A phone's clock may be one step off, either way. */
const DRIFT_STEPS = 1
const ISSUER = '基层人大云'

export const stepAt = (ms: number): number => Math.floor(ms / 1000 / STEP_SECONDS)

export const totpAt = (secret: string, step: number, digits = DIGITS): Promise<string> =>
  createOTP(secret, { digits }).hotp(step)

/** The time step a code belongs to; null when it is none of now. */
export async function stepOf(secret: string, code: string, now: number): Promise<number | null> {
  const current = stepAt(now)
  let found: number | null = null
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
    if ((await totpAt(secret, step)) === code) found = step
  }
  return found
}

/** What an authenticator app reads from the QR code. `account` is shown there beside the code. */
export const totpUri = (secret: string, account: string): string =>
  createOTP(secret, { digits: DIGITS, period: STEP_SECONDS }).url(ISSUER, account)
