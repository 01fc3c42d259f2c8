import type { D1Database } from '@cloudflare/workers-types'
import type { Context } from 'hono'
import { ok, refuse, type Result } from '@jiceng/core/kernel/problem'
import * as z from 'zod'
import { accountOf, type OwnAccount } from '../account.ts'
import { envOf } from '../env.ts'
import { afterPassword, afterSuccess, beforeTry, guardedBy } from '../lockout.ts'
import { operatorOf, sessionToken } from '../who.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv, Place } from './context.ts'

// What the doors of one's own account share.

export const POLICY = 'own account'
export const nothing = z.strictObject({})

/** Somebody of the district in the path; at the platform's own doors an operator. */
async function isSomebody(c: Context<AppEnv>): Promise<boolean> {
  const place = c.get('place') as Place | undefined
  return (place ? place.actor : await operatorOf(c)).kind !== 'visitor'
}

type ReadAccount<A> = (directory: D1Database, token: string) => Promise<A | null>

/** The account that asks. */
export const own = (c: Context<AppEnv>) => ownBy<OwnAccount>(c, accountOf)

/** … and as much of it as `read` reads. */
export async function ownBy<A>(
  c: Context<AppEnv>,
  read: ReadAccount<A>
): Promise<Result<{ account: A; token: string }>> {
  const token = await sessionToken(c)
  const account = token !== null && (await isSomebody(c)) ? await read(envOf(c.env).directory, token) : null
  return account && token !== null
    ? ok({ account, token })
    : refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' })
}

/**
 * A session left open must not become a place to guess at: tries count with those at sign-in. A right password gives back
 * its own try only, because it also comes from whoever guesses at codes; a good code starts the count over.
 */
export async function triesOf(c: Context<AppEnv>, email: string) {
  const { directory, AUTH_SECRET } = envOf(c.env)
  const guarded = guardedBy(AUTH_SECRET, email, clientAddress(c))
  const tried = await beforeTry(directory, guarded)
  return {
    waitMs: tried.waitMs,
    passwordWasRight: () => afterPassword(directory, tried),
    codeWasRight: () => afterSuccess(directory, tried),
  }
}
