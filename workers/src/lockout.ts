import type { D1Database } from '@cloudflare/workers-types'
import { keyedHash, sha256Hex } from '@jiceng/core/kernel/hash'

// Guessing passwords is slowed by account and by address. Known and unknown accounts are counted alike,
// so a lock says nothing of who has one.

/** Tries before the first wait. An office shares one address, so it has more. */
const FREE_TRIES = { account: 5, address: 40 } as const
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000

export type Guarded = { kind: keyof typeof FREE_TRIES; key: string }

/** What a try is counted under: keyed hashes, so that the table names nobody. */
export function guardedBy(secret: string, email: string, address: string): { account: Guarded; address: Guarded } {
  const key = sha256Hex(secret)
  return {
    account: { kind: 'account', key: keyedHash(key, `account ${email}`) },
    address: { kind: 'address', key: keyedHash(key, `address ${address}`) },
  }
}

/**
 * Counts a try before it is made, so that tries at once are all counted. Answers the milliseconds to wait, 0 to go on.
 */
export async function beforeTry(directory: D1Database, guarded: readonly Guarded[]): Promise<number> {
  const now = Date.now()
  const rows = await directory.batch<{ lockedUntil: string }>(
    guarded.map(({ key }) => directory.prepare('select lockedUntil from sign_in_failure where key = ?').bind(key))
  )
  const waits = rows.map(({ results }) => Date.parse(results[0]?.lockedUntil ?? '1970-01-01') - now)
  const wait = Math.max(0, ...waits)
  if (wait > 0) return wait
  await directory.batch(guarded.map((one) => counted(directory, one, now)))
  return 0
}

function counted(directory: D1Database, { kind, key }: Guarded, now: number) {
  // The wait doubles with every try beyond the free ones. Written out, because SQLite has no powers.
  const waits = Array.from({ length: 8 }, (_, n) => Math.min(FIRST_WAIT_MS * 2 ** n, LONGEST_WAIT_MS))
  const until = [now, ...waits.map((wait) => now + wait)].map((at) => new Date(at).toISOString())
  return directory
    .prepare(
      `insert into sign_in_failure (key, failures, lockedUntil) values (?1, 1, ?3)
        on conflict do update set failures = failures + 1,
          lockedUntil = json_extract(?4, '$[' || cast(min(max(failures + 1 - ?2, 0), 8) as integer) || ']')`
    )
    .bind(key, FREE_TRIES[kind], until[0]!, JSON.stringify(until))
}

/** All that was asked for was right: its account starts over, the address is forgiven this one try. */
export const afterSuccess = (directory: D1Database, account: Guarded, address: Guarded) =>
  directory.batch([
    directory.prepare('delete from sign_in_failure where key = ?').bind(account.key),
    forgiven(directory, address),
  ])

/**
 * The password was right and a code is still to come: only this try is forgiven. Were the account to start over here,
 * whoever knows its password could guess at the code for ever.
 */
export const afterPassword = (directory: D1Database, guarded: readonly Guarded[]) =>
  directory.batch(guarded.map((one) => forgiven(directory, one)))

const forgiven = (directory: D1Database, { key }: Guarded) =>
  directory
    .prepare('update sign_in_failure set failures = max(failures - 1, 0), lockedUntil = ? where key = ?')
    .bind(new Date().toISOString(), key)
