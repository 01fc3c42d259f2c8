import type { D1Database, D1Result } from '@cloudflare/workers-types'
import { keyedHash, sha256Hex } from '@jiceng/core/kernel/hash'
import type { Statement } from '@jiceng/core/kernel/store'

// How often a door may be tried. Counted in the directory, so that every isolate sees the same number; the default for
// all writes of a district (http/write-limit.ts) is Cloudflare's binding, which is near enough for that.

const HOUR_MS = 3_600_000

/** The most tries in a window that begins with the first of them. */
const LIMITS = {
  /** Sign-ups that send a mail, by where they come from. Several people of an office share one address. */
  'sign-up-address': { most: 10, windowMs: HOUR_MS },
  /** Sign-ups that send a mail to this mailbox. */
  'sign-up-mailbox': { most: 5, windowMs: HOUR_MS },
  /** Codes and links that lead nowhere, by where they come from. */
  'code-address': { most: 30, windowMs: HOUR_MS },
  /** Tries that one code, link or district refused, wherever they come from. */
  'code-target': { most: 10, windowMs: HOUR_MS },
  /** Addresses of calendars that lead nowhere, by where they come from: programs go on asking for one that was ended. */
  'feed-address': { most: 300, windowMs: HOUR_MS },
  /** Requests of one key, reads and writes: a program that brings in a district's day in minutes still fits. */
  'api-key': { most: 300, windowMs: 60_000 },
} as const

/** Told in the headers of every answer to a key. */
export const KEY_LIMIT = LIMITS['api-key']

type Limit = keyof typeof LIMITS
export type Attempt = { limit: Exclude<Limit, 'api-key'>; of: string }

/** Seconds after which the binding `WRITES` counts anew; its period in wrangler.toml. */
export const WRITES_PERIOD_SECONDS = 60

/** A counter is named by a keyed hash: the table says nothing of who tried what. */
const keyOf = (secret: string, { limit, of }: { limit: Limit; of: string }): string =>
  keyedHash(sha256Hex(secret), `${limit} ${of}`)

/** A window begins with the first try after the one before was over. */
const ONE_MORE = `
on conflict do update set count = case when endsAt <= ?2 then 1 else count + 1 end,
  endsAt = case when endsAt <= ?2 then ?3 else endsAt end
returning count, endsAt`

/** Counts one request of a key, in the batch that looks it up; a text that is nobody's key is not counted. */
export function keyCounter(secret: string, keyHash: string): Statement {
  const now = Date.now()
  return {
    sql: `insert into attempt_count (key, count, endsAt) select ?1, 1, ?3 from api_key_secret where keyHash = ?4 ${ONE_MORE}`,
    parameters: [keyOf(secret, { limit: 'api-key', of: keyHash }), iso(now), iso(now + KEY_LIMIT.windowMs), keyHash],
  }
}

/**
 * Counts tries before they are made, so that tries at once are all counted. Answers the milliseconds to wait, 0 to go
 * on. A try that turns out well is given back.
 */
export async function countAttempts(
  directory: D1Database,
  secret: string,
  attempts: readonly Attempt[]
): Promise<number> {
  const now = Date.now()
  const counted: D1Result<{ count: number; endsAt: string }>[] = await directory.batch(
    attempts.map((attempt) =>
      directory
        .prepare(`insert into attempt_count (key, count, endsAt) values (?1, 1, ?3) ${ONE_MORE}`)
        .bind(keyOf(secret, attempt), iso(now), iso(now + LIMITS[attempt.limit].windowMs))
    )
  )
  const waits = counted.map(({ results: [row] }, n) =>
    row!.count > LIMITS[attempts[n]!.limit].most ? Date.parse(row!.endsAt) - now : 0
  )
  return Math.max(0, ...waits)
}

/** These tries were no guesses after all. */
export const giveBack = (directory: D1Database, secret: string, attempts: readonly Attempt[]) =>
  directory.batch(
    attempts.map((attempt) =>
      directory.prepare('update attempt_count set count = max(count - 1, 0) where key = ?').bind(keyOf(secret, attempt))
    )
  )

/** Counters whose window is over say nothing any more. */
export const forgetAttempts = (directory: D1Database) =>
  directory.prepare('delete from attempt_count where endsAt <= ?').bind(iso(Date.now())).run()

const iso = (at: number): string => new Date(at).toISOString()
