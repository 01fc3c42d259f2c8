import type { D1Database } from '@cloudflare/workers-types'
import { hashPassword, verifyPassword } from './password.ts'

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

/** A new password for an account whose holder showed a one-time code. Whoever was signed in anywhere is out. */
export async function replacePassword(directory: D1Database, userId: string, password: string): Promise<void> {
  const [now, hash] = [new Date().toISOString(), await hashPassword(password)]
  await directory.batch([
    directory
      .prepare(`update account set password = ?, updatedAt = ? where userId = ? and providerId = 'credential'`)
      .bind(hash, now, userId),
    directory.prepare('delete from session where userId = ?').bind(userId),
  ])
}
