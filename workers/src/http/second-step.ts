import { Hono, type Context } from 'hono'
import { refuse, refuseField } from '@jiceng/core/kernel/problem'
import * as z from 'zod'
import { endChallenges } from '../challenge.ts'
import { envOf } from '../env.ts'
import { verifyPassword } from '../password.ts'
import { beginSecondStep, confirmSecondStep, endSecondStep, useCode } from '../second-step.ts'
import type { AppEnv } from './context.ts'
import { own, POLICY, triesOf } from './own-account.ts'
import { jsonOf, parse, problem, tooManyTries } from './problem.ts'
import { documented } from './route.ts'

// The second step of one's own account: on by the password and a first code, off by the password and another one.

/** Six digits of an app, or a recovery code, as it was typed. */
export const typedCode = z.string().trim().min(1).max(40)
const typedPassword = z.string().min(1).max(128)

const begunBody = z.strictObject({ stepPassword: typedPassword })

const begun = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const body = parse(begunBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { account, token } = found.value
    const tries = await triesOf(c, account.email)
    if (tries.waitMs > 0) return tooManyTries(c, tries.waitMs)
    const isRight = await verifyPassword({ hash: account.password, password: body.value.stepPassword })
    if (!isRight) return problem(c, passwordWrong().problem)
    await tries.passwordWasRight()
    const isBegun = await beginSecondStep(envOf(c.env), { userId: account.userId, token })
    return isBegun ? c.json({ begun: true }, 200) : problem(c, alreadyOn().problem)
  },
  {
    summary: { zh: '准备开启两步验证', en: 'Prepare the second step of my sign-in' },
    policy: POLICY,
    input: begunBody,
    writes: true,
  }
)

const confirmedBody = z.strictObject({ code: typedCode })

/** Answers the recovery codes once: they are kept nowhere. */
const confirmed = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const body = parse(confirmedBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { account, token } = found.value
    const tries = await triesOf(c, account.email)
    if (tries.waitMs > 0) return tooManyTries(c, tries.waitMs)
    const code = body.value.code.replace(/\s/g, '')
    const recoveryCodes = await confirmSecondStep(envOf(c.env), { userId: account.userId, token }, code)
    if (recoveryCodes === null) return problem(c, codeWrong().problem)
    await tries.codeWasRight()
    return c.json({ recoveryCodes }, 200)
  },
  {
    summary: { zh: '用第一个动态码开启两步验证', en: 'Turn the second step on by a first code' },
    policy: POLICY,
    input: confirmedBody,
    writes: true,
  }
)

const endedBody = z.strictObject({ stepPassword: typedPassword, code: typedCode })

const ended = documented(
  async (c: Context<AppEnv>) => {
    const found = await own(c)
    if (!found.ok) return problem(c, found.problem)
    const body = parse(endedBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { account } = found.value
    const env = envOf(c.env)
    const tries = await triesOf(c, account.email)
    if (tries.waitMs > 0) return tooManyTries(c, tries.waitMs)
    const { stepPassword, code } = body.value
    // The password first: a code is used up by being looked at.
    const isRight = await verifyPassword({ hash: account.password, password: stepPassword })
    if (!isRight) return problem(c, passwordWrong().problem)
    if (!(await useCode(env, account.userId, code))) return problem(c, codeWrong().problem)
    await tries.codeWasRight()
    await endSecondStep(env.directory, account.userId)
    await endChallenges(env.directory, account.userId)
    return c.json({ ended: true }, 200)
  },
  { summary: { zh: '关闭两步验证', en: 'Turn the second step off' }, policy: POLICY, input: endedBody, writes: true }
)

const passwordWrong = () =>
  refuseField('/stepPassword', 'password-wrong', { zh: '密码不对', en: 'The password is not right' })

export const codeWrong = () =>
  refuseField('/code', 'code-wrong', {
    zh: '这个码不对，或者已经用过。请看清验证器现在显示的码',
    en: 'This code is wrong or was used already. Look at what the app shows now',
  })

const alreadyOn = () => refuse(409, 'second-step-on', { zh: '两步验证已经开启', en: 'The second step is on already' })

export const secondStep = new Hono<AppEnv>()
  .post('/account/second-step', begun)
  .post('/account/second-step/confirmation', confirmed)
  .post('/account/second-step/removal', ended)
