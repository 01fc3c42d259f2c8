import { Hono, type Context } from 'hono'
import { notFound, ok, refuse, refuseField, type Result } from '@jiceng/core/kernel/problem'
import { password } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { accountOf, changePassword, endOtherSessions, endSessionOf, sessionsOf, type OwnAccount } from '../account.ts'
import { deviceOf } from '../device.ts'
import { envOf } from '../env.ts'
import { afterSuccess, beforeTry, guardedBy } from '../lockout.ts'
import { verifyPassword } from '../password.ts'
import { sessionToken } from '../who.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv } from './context.ts'
import { jsonOf, parse, problem, tooManyTries } from './problem.ts'
import { documented } from './route.ts'

// One's own account: where it is signed in, and its password. Whose it is follows from the cookie alone, and what is
// written here are better-auth's own rows, so these are no commands.

const POLICY = 'own account'
const nothing = z.strictObject({})

/** The account that asks, as somebody of the district in the path. */
async function own(c: Context<AppEnv>): Promise<Result<{ account: OwnAccount; token: string }>> {
  const token = await sessionToken(c)
  const isSomebody = c.get('place').actor.kind !== 'visitor'
  const account = token !== null && isSomebody ? await accountOf(envOf(c.env).directory, token) : null
  return account && token !== null
    ? ok({ account, token })
    : refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' })
}

const shown = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const { account, token } = found.value
    const rows = await sessionsOf(envOf(c.env).directory, account.userId)
    const sessions = rows.map(({ id, createdAt, ipAddress, userAgent, token: its }) => ({
      ...{ id, createdAt, address: ipAddress ?? '', isThis: its === token },
      device: deviceOf(userAgent ?? ''),
    }))
    return c.json({ email: account.email, sessions }, 200)
  },
  {
    summary: { zh: '我的账号和登录', en: 'My account and where it is signed in' },
    policy: POLICY,
    input: nothing,
    writes: false,
  }
)

const sessionEnded = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const { directory } = envOf(c.env)
    const isOver = await endSessionOf(directory, found.value.account.userId, c.req.param('sessionId') ?? '')
    return isOver ? c.json({ ended: 1 }, 200) : problem(c, notFound().problem)
  },
  { summary: { zh: '结束一处登录', en: 'End one of my sessions' }, policy: POLICY, input: nothing, writes: true }
)

const othersEnded = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const { account, token } = found.value
    return c.json({ ended: await endOtherSessions(envOf(c.env).directory, account.userId, token) }, 200)
  },
  {
    summary: { zh: '结束其他各处登录', en: 'End all my sessions but this one' },
    policy: POLICY,
    input: nothing,
    writes: true,
  }
)

const passwordBody = z.strictObject({ oldPassword: z.string().min(1).max(128), password })

const passwordChanged = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const body = parse(passwordBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { account, token } = found.value
    const { directory, AUTH_SECRET } = envOf(c.env)
    // A session left open must not become a place to guess at: tries count with those at sign-in.
    const guarded = guardedBy(AUTH_SECRET, account.email, clientAddress(c))
    const waitMs = await beforeTry(directory, Object.values(guarded))
    if (waitMs > 0) return tooManyTries(c, waitMs)
    const isRight = await verifyPassword({ hash: account.password, password: body.value.oldPassword })
    if (!isRight) return problem(c, oldPasswordWrong().problem)
    await afterSuccess(directory, guarded.account, guarded.address)
    const isChanged = await changePassword(directory, account, token, body.value.password)
    return isChanged ? c.json({ changed: true }, 200) : problem(c, oldPasswordWrong().problem)
  },
  {
    summary: { zh: '修改密码', en: 'Change my password' },
    policy: POLICY,
    input: passwordBody,
    writes: true,
  }
)

const oldPasswordWrong = () =>
  refuseField('/oldPassword', 'old-password-wrong', {
    zh: '原密码不对',
    en: 'The old password is not right',
  })

export const account = new Hono<AppEnv>()
  .get('/account', shown)
  .post('/account/sessions/revocation', othersEnded)
  .post('/account/sessions/:sessionId/revocation', sessionEnded)
  .post('/account/password', passwordChanged)

export type AccountApi = typeof account
