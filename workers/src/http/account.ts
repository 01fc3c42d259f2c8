import { Hono, type Context } from 'hono'
import { notFound, refuseField } from '@jiceng/core/kernel/problem'
import { accountName } from '@jiceng/core/members/schema'
import { password } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { changePassword, endOtherSessions, endSessionOf, wholeAccountOf } from '../account.ts'
import { deviceOf } from '../device.ts'
import { envOf } from '../env.ts'
import { verifyPassword } from '../password.ts'
import { secondStepOf } from '../second-step.ts'
import type { AppEnv } from './context.ts'
import { nothing, own, ownBy, POLICY, triesOf } from './own-account.ts'
import { jsonOf, parse, problem, tooManyTries } from './problem.ts'
import { documented } from './route.ts'
import { secondStep } from './second-step.ts'

// One's own account: where it is signed in, its password and its second step. Whose it is follows from the cookie alone,
// and what is written here are rows of the account, so these are no commands.

const shown = documented(
  async (c: Context<AppEnv>) => {
    const found = await ownBy(c, wholeAccountOf)
    if (!found.ok) return problem(c, found.problem)
    const { account, token } = found.value
    const sessions = account.sessions.map(({ id, createdAt, ipAddress, userAgent, token: its }) => ({
      ...{ id, createdAt, address: ipAddress ?? '', isThis: its === token },
      device: deviceOf(userAgent ?? ''),
    }))
    const { name, email, step } = account
    const secondStep = await secondStepOf(envOf(c.env), { step, token }, accountName(email))
    return c.json({ name, email, sessions, secondStep }, 200)
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
    const { directory } = envOf(c.env)
    const tries = await triesOf(c, account.email)
    if (tries.waitMs > 0) return tooManyTries(c, tries.waitMs)
    const isRight = await verifyPassword({ hash: account.password, password: body.value.oldPassword })
    if (!isRight) return problem(c, oldPasswordWrong().problem)
    await tries.passwordWasRight()
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
  .route('/', secondStep)
  .get('/account', shown)
  .post('/account/sessions/revocation', othersEnded)
  .post('/account/sessions/:sessionId/revocation', sessionEnded)
  .post('/account/password', passwordChanged)

export type AccountApi = typeof account
