import type { D1Database } from '@cloudflare/workers-types'
import { keyedHash, sha256Hex } from '@jiceng/core/kernel/hash'

// Guessing passwords is slowed by account and by address. Known and unknown accounts are counted alike,
// so a lock says nothing of who has one.

/** Tries before the first wait. An office shares one address, so it has more. */
const FREE_TRIES = { account: 5, address: 40 } as const
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000

type Guarded = Record<keyof typeof FREE_TRIES, string>
/** A try that was counted, with the locks it set: its own are what it may take back. */
type Counted = { key: string; lockedUntil: string }[]
export type Try = { waitMs: number; guarded: Guarded; counted: Counted }

/** What a try is counted under: keyed hashes, so that the table names nobody. */
export function guardedBy(secret: string, email: string, address: string): Guarded {
  const key = sha256Hex(secret)
  return { account: keyedHash(key, `account ${email}`), address: keyedHash(key, `address ${address}`) }
}

/**
 * Counts a try before it is made, in the statement that looks at the locks: of tries at once, none slips past a lock
 * another one sets. A try that has to wait is not counted. `waitMs` is 0 to go on.
 */
export async function beforeTry(directory: D1Database, guarded: Guarded): Promise<Try> {
  const now = Date.now()
  const keys = JSON.stringify(Object.values(guarded))
  const [counted, locked] = await directory.batch<{ key: string; lockedUntil: string }>([
    countedUnlessLocked(directory, guarded, now),
    directory
      .prepare('select key, lockedUntil from sign_in_failure where key in (select value from json_each(?))')
      .bind(keys),
  ])
  if (counted!.results.length > 0) return { waitMs: 0, guarded, counted: counted!.results }
  const waits = locked!.results.map(({ lockedUntil }) => Date.parse(lockedUntil) - now)
  return { waitMs: Math.max(1, ...waits), guarded, counted: [] }
}

function countedUnlessLocked(directory: D1Database, guarded: Guarded, now: number) {
  // The wait doubles with every try beyond the free ones. Written out, because SQLite has no powers.
  const waits = Array.from({ length: 8 }, (_, n) => Math.min(FIRST_WAIT_MS * 2 ** n, LONGEST_WAIT_MS))
  const until = [now, ...waits.map((wait) => now + wait)].map((at) => new Date(at).toISOString())
  const free = { [guarded.account]: FREE_TRIES.account, [guarded.address]: FREE_TRIES.address }
  return directory
    .prepare(
      `insert into sign_in_failure (key, failures, lockedUntil)
        select key, 1, ?2 from json_each(?1) where not exists
          (select 1 from sign_in_failure where key in (select key from json_each(?1)) and lockedUntil > ?2)
        on conflict do update set failures = failures + 1, lockedUntil = json_extract(?3, '$[' ||
          cast(min(max(failures + 1 - (select value from json_each(?1) j where j.key = sign_in_failure.key), 0), 8)
            as integer) || ']')
        returning key, lockedUntil`
    )
    .bind(JSON.stringify(free), until[0]!, JSON.stringify(until))
}

/** All that was asked for was right: its account starts over, the address is forgiven this one try. */
export const afterSuccess = (directory: D1Database, { guarded, counted }: Try) =>
  directory.batch([
    directory.prepare('delete from sign_in_failure where key = ?').bind(guarded.account),
    forgiven(directory, counted),
  ])

/**
 * The password was right, and that is not all the account may ask for: only this try is forgiven. Were the account to
 * start over here, whoever knows its password could guess at the code for ever.
 */
export const afterPassword = (directory: D1Database, { counted }: Try) => forgiven(directory, counted).run()

/** Takes back the try and the lock it set itself; a lock that another try has set meanwhile stays. */
const forgiven = (directory: D1Database, counted: Counted) =>
  directory
    .prepare(
      `update sign_in_failure set failures = max(failures - 1, 0),
          lockedUntil = case when lockedUntil = j.value->>'lockedUntil' then ?2 else lockedUntil end
        from json_each(?1) j where sign_in_failure.key = j.value->>'key'`
    )
    .bind(JSON.stringify(counted), new Date().toISOString())
