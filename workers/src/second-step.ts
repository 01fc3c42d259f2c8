import type { D1Database } from '@cloudflare/workers-types'
import { base32 } from '@better-auth/utils/base32'
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { codeHash, codeOf, grouped } from '@jiceng/core/kernel/code'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { oneTimeCode } from '@jiceng/core/kernel/shapes'
import { randomHex } from './http/context.ts'
import { stepOf, totpUri } from './totp.ts'

// The second step of a sign-in: a code of an authenticator app, or one of the recovery codes on paper. Each is good
// once. Rows of an account, written beside better-auth's own.

/** Letters and digits of a secret: 142 random bits, where RFC 4226 (section 4, R6) asks for 128. */
const SECRET_LENGTH = 24
const PENDING_MS = 15 * 60_000
const RECOVERY_CODES = 10
const SALT_BYTES = 16

type Keyed = { directory: D1Database; AUTH_SECRET: string }

/** The app's secret signs cookies and links too: what is kept of a second step has a key of its own. */
const keyOf = ({ AUTH_SECRET }: Keyed): string => `second step\n${AUTH_SECRET}`
const iso = (at: number): string => new Date(at).toISOString()

/** The session that asks, and whose it is. */
type Asking = { userId: string; token: string }

export type StepRow = {
  secret: string
  pendingUntil: string | null
  pendingSession: string | null
  confirmedAt: string | null
  recoveryHashes: string
}

const ROW = 'select secret, pendingUntil, pendingSession, confirmedAt, recoveryHashes from second_step where userId ='

const rowOf = ({ directory }: Keyed, userId: string): Promise<StepRow | null> =>
  directory.prepare(`${ROW} ?`).bind(userId).first<StepRow>()

/** The second step of whoever a session belongs to. */
export const stepOfSession = (directory: D1Database, token: string) =>
  directory.prepare(`${ROW} (select userId from session where token = ?)`).bind(token)

/** null: it was encrypted under another secret of the app, so no code of it can be told from a wrong one. */
const secretIn = (env: Keyed, { secret }: StepRow): Promise<string | null> =>
  symmetricDecrypt({ key: keyOf(env), data: secret }).catch(() => null)

/** The time step of a code of this row's app; null when it is none of now. */
async function stepIn(env: Keyed, row: StepRow, code: string, now: number): Promise<number | null> {
  const secret = await secretIn(env, row)
  return secret === null ? null : stepOf(secret, code, now)
}

export type SecondStep =
  | { state: 'off' }
  /** The secret as an app reads it, and as a person types it. */
  | { state: 'pending'; uri: string; secret: string }
  | { state: 'on'; recoveryLeft: number }

/** A secret waits for its first code in the session that began it, and nowhere else. */
const waitsFor = (row: StepRow, token: string, now: number): boolean =>
  row.confirmedAt === null && row.pendingUntil! > iso(now) && row.pendingSession === sha256Hex(token)

type Own = { step: StepRow | null; token: string }

/** As its owner sees it. `account` is what the app calls it by. */
export async function secondStepOf(env: Keyed, { step: row, token }: Own, account: string): Promise<SecondStep> {
  if (row === null) return { state: 'off' }
  if (row.confirmedAt !== null) {
    return { state: 'on', recoveryLeft: (JSON.parse(row.recoveryHashes) as string[]).length }
  }
  if (!waitsFor(row, token, Date.now())) return { state: 'off' }
  const secret = await secretIn(env, row)
  if (secret === null) return { state: 'off' }
  return { state: 'pending', uri: totpUri(secret, account), secret: base32.encode(secret, { padding: false }) }
}

/** A fresh secret to be confirmed; false where the second step is on already. */
export async function beginSecondStep(env: Keyed, { userId, token }: Asking): Promise<boolean> {
  const secret = await symmetricEncrypt({
    key: keyOf(env),
    data: generateRandomString(SECRET_LENGTH, 'a-z', 'A-Z', '0-9'),
  })
  const { meta } = await env.directory
    .prepare(
      `insert into second_step (userId, secret, pendingUntil, pendingSession) values (?1, ?2, ?3, ?4)
        on conflict do update set secret = ?2, pendingUntil = ?3, pendingSession = ?4 where confirmedAt is null`
    )
    .bind(userId, secret, iso(Date.now() + PENDING_MS), sha256Hex(token))
    .run()
  return meta.changes > 0
}

/** The app shows the right code: from now on it is asked for. Answers the recovery codes, which are kept nowhere. */
export async function confirmSecondStep(env: Keyed, { userId, token }: Asking, code: string): Promise<string[] | null> {
  const row = await rowOf(env, userId)
  const now = Date.now()
  if (row === null || !waitsFor(row, token, now)) return null
  const step = await stepIn(env, row, code, now)
  if (step === null) return null
  const codes = Array.from({ length: RECOVERY_CODES }, () => codeOf(randomHex(SALT_BYTES)))
  const hashes = JSON.stringify(codes.map((one) => codeHash(userId, one)))
  const [confirmed] = await env.directory.batch([
    env.directory
      .prepare(
        `update second_step set confirmedAt = ?, pendingUntil = null, pendingSession = null, usedStep = ?, recoveryHashes = ?
          where userId = ? and confirmedAt is null and secret = ?`
      )
      .bind(iso(now), step, hashes, userId, row.secret),
    // Whoever came in without it elsewhere is asked again.
    env.directory
      .prepare(
        `delete from session where userId = ?1 and token <> ?2
          and exists (select 1 from second_step where userId = ?1 and recoveryHashes = ?3)`
      )
      .bind(userId, token, hashes),
  ])
  return confirmed!.meta.changes > 0 ? codes.map(grouped) : null
}

/** Whether this is a good code of the account, which it is no more afterwards. */
export async function useCode(env: Keyed, userId: string, typed: string): Promise<boolean> {
  const paper = oneTimeCode.safeParse(typed)
  return paper.success ? useRecoveryCode(env, userId, paper.data) : useAppCode(env, userId, typed.replace(/\s/g, ''))
}

async function useAppCode(env: Keyed, userId: string, code: string): Promise<boolean> {
  const row = await rowOf(env, userId)
  if (row === null || row.confirmedAt === null) return false
  const step = await stepIn(env, row, code, Date.now())
  if (step === null) return false
  const { meta } = await env.directory
    .prepare('update second_step set usedStep = ?1 where userId = ?2 and usedStep < ?1 and secret = ?3')
    .bind(step, userId, row.secret)
    .run()
  return meta.changes > 0
}

async function useRecoveryCode({ directory }: Keyed, userId: string, code: string): Promise<boolean> {
  const { meta } = await directory
    .prepare(
      `update second_step set recoveryHashes =
          (select json_group_array(value) from json_each(recoveryHashes) where value <> ?2)
        where userId = ?1 and confirmedAt is not null
          and exists (select 1 from json_each(recoveryHashes) where value = ?2)`
    )
    .bind(userId, codeHash(userId, code))
    .run()
  return meta.changes > 0
}

export const endSecondStep = (directory: D1Database, userId: string) =>
  directory.prepare('delete from second_step where userId = ?').bind(userId).run()
