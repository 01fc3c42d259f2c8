import { Hono, type Context } from 'hono'
import { ask, run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { codeHash, codeOf } from '@jiceng/core/kernel/code'
import { commandId } from '@jiceng/core/kernel/shapes'
import { acknowledge, issueCode, printedCode, verify } from '@jiceng/core/operator/commands'
import { platformOverview, verificationCodeOf } from '@jiceng/core/operator/queries'
import { acknowledgeAlarm, issueVerificationCode, verifyTenant } from '@jiceng/core/operator/schema'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { operatorOf } from '../who.ts'
import { account } from './account.ts'
import { ctxOf, randomHex, today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// The platform's own doors. They speak to the directory and to nothing else: no district's database is opened here.

const SALT_BYTES = 16

const overview = documented(
  async (c: Context<AppEnv>) => {
    const actor = await operatorOf(c)
    const env = envOf(c.env)
    const answer = await ask(directoryStore(env), platformOverview, {}, { actor, today: today() })
    if (!answer.ok) return problem(c, answer.problem)
    const name = 'name' in actor ? actor.name : ''
    return c.json(
      { ...answer.value, slotCount: env.SLOT_COUNT, today: today(), now: new Date().toISOString(), name },
      200
    )
  },
  {
    summary: { zh: '平台的区县和数据库', en: 'Districts and databases of the platform' },
    policy: platformOverview.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const bodyOf = async <I extends object, Q extends Queries>(c: Context<AppEnv>, spec: Command<I, Q>) => {
  const body = parse(z.looseObject({ commandId }), await jsonOf(c))
  if (!body.ok) return body
  const { commandId: id, ...fields } = body.value
  const input = parse(spec.input, { ...fields, ...c.req.param() })
  return input.ok ? { ok: true as const, value: { commandId: id, input: input.value } } : input
}

const verified = documented(
  async (c: Context<AppEnv>) => {
    const body = await bodyOf(c, verify)
    if (!body.ok) return problem(c, body.problem)
    const { commandId, input } = body.value
    const ctx = ctxOf(await operatorOf(c), commandId, platformOf(c))
    const result = await run(directoryStore(envOf(c.env)), verify, input, ctx)
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '凭公函核验', en: 'Verify by official letter' },
    policy: verify.name,
    input: verifyTenant,
    writes: true,
  }
)

/** Answers the code once, to be printed: it is kept nowhere, and a repeated request no longer knows it. */
const codeIssued = documented(
  async (c: Context<AppEnv>) => {
    const body = await bodyOf(c, issueCode)
    if (!body.ok) return problem(c, body.problem)
    const { commandId, input } = body.value
    const store = directoryStore(envOf(c.env))
    const salt = randomHex(SALT_BYTES)
    const ctx = { ...ctxOf(await operatorOf(c), commandId, platformOf(c)), salts: () => [salt] }
    const result = await run(store, issueCode, input, ctx)
    if (!result.ok) return problem(c, result.problem)
    const posted = verificationCodeOf(input.tenantId)
    const [[kept]] = (await store.read([posted.compile()])) as [Awaited<ReturnType<typeof posted.execute>>]
    const isOurs = kept?.codeHash === codeHash(input.tenantId, codeOf(salt))
    return c.json({ ...writtenOf(result.value), code: isOurs ? printedCode(salt) : null }, 201)
  },
  {
    summary: { zh: '制作寄往单位的核验码', en: 'Make a verification code to be posted to the office' },
    policy: issueCode.name,
    input: issueVerificationCode,
    writes: true,
  }
)

const acknowledged = documented(
  async (c: Context<AppEnv>) => {
    const body = await bodyOf(c, acknowledge)
    if (!body.ok) return problem(c, body.problem)
    const { commandId, input } = body.value
    const ctx = ctxOf(await operatorOf(c), commandId, platformOf(c))
    const result = await run(directoryStore(envOf(c.env)), acknowledge, input, ctx)
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '确认告警', en: 'Acknowledge an alarm' },
    policy: acknowledge.name,
    input: acknowledgeAlarm,
    writes: true,
  }
)

export const operator = new Hono<AppEnv>()
  .route('/', account)
  .get('/districts', overview)
  .post('/alarms/:alarmId/acknowledgement', acknowledged)
  .post('/districts/:tenantId/verification', verified)
  .post('/districts/:tenantId/verification-codes', codeIssued)

export type OperatorApi = typeof operator
