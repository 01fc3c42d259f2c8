import type { D1Database, D1Result } from '@cloudflare/workers-types'
import { hashPassword, verifyPassword } from './password.ts'
import { stepOfSession, type StepRow } from './second-step.ts'

type Wanted = { email: string; name: string; password: string }

/**
 * The account of a mailbox whose holder has just proved to be it: made now, or known with this password. In one batch,
 * so that no half an account is left behind, and repeatable: until its user belongs to a district the newest password
 * stands. null: the account is in use and the password is not its own.
 */
export async function ensureAccount(directory: D1Database, { email, name, password }: Wanted): Promise<string | null> {
  const [id, now, hash] = [crypto.randomUUID(), new Date().toISOString(), await hashPassword(password)]
  const credential = `userId = (select id from user where email = ?) and providerId = 'credential'`
  await directory.batch([
    directory
      .prepare(
        `insert into user (id, name, email, emailVerified, createdAt, updatedAt) values (?, ?, ?, 1, ?, ?)
          on conflict (email) do nothing`
      )
      .bind(id, name, email, now, now),
    directory
      .prepare(
        `insert into account (id, accountId, providerId, userId, password, createdAt, updatedAt)
          select ?, id, 'credential', id, ?, ?, ? from user
          where email = ? and not exists (select 1 from account where account.userId = user.id)`
      )
      .bind(crypto.randomUUID(), hash, now, now, email),
    directory
      .prepare(
        `update account set password = ?, updatedAt = ? where ${credential}
          and not exists (select 1 from membership where membership.userId = account.userId)`
      )
      .bind(hash, now, email),
  ])
  const account = await directory
    .prepare(`select userId, password from account where ${credential}`)
    .bind(email)
    .first<{ userId: string; password: string }>()
  return account && (await verifyPassword({ hash: account.password, password })) ? account.userId : null
}

type SessionRow = {
  id: string
  createdAt: string
  ipAddress: string | null
  userAgent: string | null
  token: string
}
export type OwnAccount = { userId: string; name: string; email: string; password: string }

const accountStatement = (directory: D1Database, token: string) =>
  directory
    .prepare(
      `select u.id as userId, u.name, u.email, a.password from session s join user u on u.id = s.userId
        join account a on a.userId = u.id and a.providerId = 'credential' where s.token = ? and s.expiresAt > ?`
    )
    .bind(token, new Date().toISOString())

/** The account a session belongs to, with the hash of its password. */
export const accountOf = (directory: D1Database, token: string): Promise<OwnAccount | null> =>
  accountStatement(directory, token).first<OwnAccount>()

/** … with where it is signed in, newest first, and its second step, in one call. */
export async function wholeAccountOf(directory: D1Database, token: string) {
  const sessions = directory
    .prepare(
      `select id, createdAt, ipAddress, userAgent, token from session
        where userId = (select userId from session where token = ?) and expiresAt > ? order by createdAt desc, id`
    )
    .bind(token, new Date().toISOString())
  const [accounts, signedIn, steps] = (await directory.batch([
    accountStatement(directory, token),
    sessions,
    stepOfSession(directory, token),
  ])) as [D1Result<OwnAccount>, D1Result<SessionRow>, D1Result<StepRow>]
  const [account] = accounts.results
  return account ? { ...account, sessions: signedIn.results, step: steps.results[0] ?? null } : null
}

/** Ends one session of this account; false when it has no such session. */
export async function endSessionOf(directory: D1Database, userId: string, sessionId: string): Promise<boolean> {
  const { meta } = await directory
    .prepare('delete from session where userId = ? and id = ?')
    .bind(userId, sessionId)
    .run()
  return meta.changes > 0
}

/** Ends every session of this account but the one that asks; answers how many. */
export async function endOtherSessions(directory: D1Database, userId: string, token: string): Promise<number> {
  const { meta } = await directory
    .prepare('delete from session where userId = ? and token <> ?')
    .bind(userId, token)
    .run()
  return meta.changes
}

/** The holder's own change of password, after the old one was right: every other session ends with it. */
export async function changePassword(
  directory: D1Database,
  { userId, password: old }: OwnAccount,
  token: string,
  password: string
): Promise<boolean> {
  const hash = await hashPassword(password)
  // Two changes at once: only the one that saw the password it replaces counts, and only it ends sessions.
  const [replaced] = await directory.batch([
    directory
      .prepare(
        `update account set password = ?, updatedAt = ? where userId = ? and providerId = 'credential' and password = ?`
      )
      .bind(hash, new Date().toISOString(), userId, old),
    directory
      .prepare(
        `delete from session where userId = ?1 and token <> ?2
          and exists (select 1 from account where userId = ?1 and password = ?3)`
      )
      .bind(userId, token, hash),
  ])
  return replaced!.meta.changes > 0
}
