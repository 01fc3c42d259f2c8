import type { D1Database } from '@cloudflare/workers-types'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { randomHex } from './http/context.ts'

// Between the password and the code of the second step: a token that says the password was right, for a few minutes and
// a few tries. It opens nothing by itself.

const TOKEN_BYTES = 32
const LIFE_MS = 5 * 60_000
const TRIES = 5

type Challenged = { userId: string; email: string }

/** The account to which this address belongs and whose second step is on, with the hash of its password. */
export const secondStepBehind = (
  directory: D1Database,
  email: string
): Promise<{ userId: string; password: string } | null> =>
  directory
    .prepare(
      `select u.id as userId, a.password from user u join second_step s on s.userId = u.id and s.confirmedAt is not null
        join account a on a.userId = u.id and a.providerId = 'credential' where u.email = ?`
    )
    .bind(email)
    .first<{ userId: string; password: string }>()

/** An account has one challenge at a time: the tries of a token are no use if there may be many tokens. */
export async function beginChallenge(directory: D1Database, userId: string): Promise<string> {
  const token = randomHex(TOKEN_BYTES)
  await directory.batch([
    over(directory, userId),
    directory
      .prepare('insert into sign_in_challenge (tokenHash, userId, expiresAt) values (?, ?, ?)')
      .bind(sha256Hex(token), userId, new Date(Date.now() + LIFE_MS).toISOString()),
  ])
  return token
}

/** Whose code is waited for; null when the token is over. */
export const challengedBy = (directory: D1Database, token: string): Promise<Challenged | null> =>
  directory
    .prepare(
      `select c.userId, u.email from sign_in_challenge c join user u on u.id = c.userId
        where tokenHash = ? and expiresAt > ? and tries < ?`
    )
    .bind(sha256Hex(token), new Date().toISOString(), TRIES)
    .first<Challenged>()

/** Counts a try before it is made; false when there are no more. */
export async function countTry(directory: D1Database, token: string): Promise<boolean> {
  const { meta } = await directory
    .prepare('update sign_in_challenge set tries = tries + 1 where tokenHash = ? and tries < ?')
    .bind(sha256Hex(token), TRIES)
    .run()
  return meta.changes > 0
}

/** One's own challenges are over with the sign-in they led to; everybody's when their time is. */
export const endChallenges = (directory: D1Database, userId: string) => over(directory, userId).run()

const over = (directory: D1Database, userId: string) =>
  directory
    .prepare('delete from sign_in_challenge where userId = ? or expiresAt <= ?')
    .bind(userId, new Date().toISOString())
