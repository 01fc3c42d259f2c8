import { RETRY_SECONDS } from './rules.ts'

// When a message is tried again, and what an answer means.

/** So that many endpoints of one server that was down do not all come back in the same second. */
const JITTER = 0.2
/** A server may ask for patience, not for silence. */
const RETRY_AFTER_SECONDS_MAX = 24 * 60 * 60

/** What came back of one try: a status, or why there is none. */
export type Outcome = { status: number; retryAfterSeconds: number | null } | { fault: Fault }
export type Fault = 'timeout' | 'unreachable' | 'address' | 'interrupted'

export type Verdict = 'delivered' | 'gone' | 'again'

/** 2xx is success; a redirect is never followed and is a failure; 410 means: never again. */
export function verdictOf(outcome: Outcome): Verdict {
  if ('fault' in outcome) return 'again'
  if (outcome.status >= 200 && outcome.status < 300) return 'delivered'
  return outcome.status === 410 ? 'gone' : 'again'
}

/** Seconds until the next try after `tries` tries, null when that was the last. `chance` lies in [0, 1). */
export function waitSeconds(tries: number, outcome: Outcome, chance: number): number | null {
  const planned = RETRY_SECONDS[tries]
  if (planned === undefined) return null
  const jittered = planned * (1 + JITTER * (2 * chance - 1))
  return Math.max(jittered, askedFor(outcome))
}

/** The statuses with which a busy server asks for time (RFC 9110, 10.2.3; RFC 6585, 4). */
const BUSY = [429, 502, 503, 504]

const askedFor = (outcome: Outcome): number =>
  'status' in outcome && BUSY.includes(outcome.status)
    ? Math.min(outcome.retryAfterSeconds ?? 0, RETRY_AFTER_SECONDS_MAX)
    : 0

/** The seconds a retry-after header asks for: a number or a date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const until = Date.parse(header)
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - nowMs) / 1000))
}
