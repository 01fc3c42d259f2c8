import { Hono, type Context } from 'hono'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { notFound, ok } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { confirmTenant, signUpTenant } from '@jiceng/core/tenancy/commands'
import { signUpByToken } from '@jiceng/core/tenancy/queries'
import { password, signUp as signUpShape } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { ensureAccount } from '../account.ts'
import { envOf } from '../env.ts'
import { countAttempts, giveBack, type Attempt } from '../limits.ts'
import { directoryStore, openDatabase } from '../opening.ts'
import { watchPool } from '../pool.ts'
import { clientAddress } from './client-address.ts'
import { ctxOf, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, passwordWrong, problem, tooManyRequests } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Signing a district up: before there is a tenant, so these doors speak to the directory.

const signUpBody = signUpShape.extend({ commandId })
const confirmationBody = z.strictObject({ commandId, password })

const asked = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(signUpBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { commandId, ...input } = body.value
    const { directory, AUTH_SECRET } = envOf(c.env)
    const attempts: Attempt[] = [
      { limit: 'sign-up-address', of: clientAddress(c) },
      { limit: 'sign-up-mailbox', of: input.email },
    ]
    const waitMs = await countAttempts(directory, AUTH_SECRET, attempts)
    if (waitMs > 0) return tooManyRequests(c, waitMs)
    const ctx = ctxOf({ kind: 'visitor' }, commandId, platformOf(c))
    const result = await run(directoryStore(envOf(c.env)), signUpTenant, input, ctx)
    if (result.ok) return c.json(writtenOf(result.value), 201)
    // No mail went out: whoever looks for a free address is no burden.
    await giveBack(directory, AUTH_SECRET, attempts)
    return problem(c, result.problem)
  },
  {
    summary: { zh: '申请开通本区', en: 'Sign a district up' },
    policy: signUpTenant.name,
    input: signUpBody,
    writes: true,
  }
)

const shown = documented(
  async (c: Context<AppEnv>) => {
    const waiting = await waitingSignUp(c)
    if (!waiting.ok) return problem(c, waiting.problem)
    const { name, slug, email, applicantName, status } = waiting.value
    // Once it is used the link says no more than what the district's own page says.
    return c.json(status === 'unconfirmed' ? { status, name, slug, email, applicantName } : { status, name, slug })
  },
  {
    summary: { zh: '确认链接里的申请', en: 'The sign-up a confirmation link stands for (public: the link is the key)' },
    policy: 'public',
    input: z.strictObject({}),
    writes: false,
  }
)

const confirmed = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(confirmationBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const waiting = await waitingSignUp(c)
    if (!waiting.ok) return problem(c, waiting.problem)
    const { tenantId, slug, name, areaCode, email, applicantName, signedUpOn } = waiting.value
    const env = envOf(c.env)
    const attempts: Attempt[] = [{ limit: 'code-target', of: `sign-up ${tenantId}` }]
    const waitMs = await countAttempts(env.directory, env.AUTH_SECRET, attempts)
    if (waitMs > 0) return tooManyRequests(c, waitMs)
    const wanted = { email, name: applicantName, password: body.value.password }
    const userId = await ensureAccount(env.directory, wanted)
    if (userId === null) return problem(c, passwordWrong().problem)
    await giveBack(env.directory, env.AUTH_SECRET, attempts)
    const actor: Actor = { kind: 'applicant', id: tenantId, name: applicantName }
    const input = { tenantId, slug, userId }
    const ctx = ctxOf(actor, body.value.commandId, platformOf(c))
    const result = await run(directoryStore(env), confirmTenant, input, ctx)
    if (!result.ok) {
      if (result.problem.code === 'no-free-database') await watchPool(env, 'none', ctx.platform.origin)
      return problem(c, result.problem)
    }
    const { slot } = result.value[0]!.data as { slot: number }
    await watchPool(env, slot, ctx.platform.origin)
    await openDatabase(env, { id: tenantId, name, areaCode, slot, signedUpOn })
    return c.json({ slug }, 201)
  },
  {
    summary: { zh: '确认开通并设置密码', en: 'Confirm a sign-up and set the password' },
    policy: confirmTenant.name,
    input: confirmationBody,
    writes: true,
  }
)

async function waitingSignUp(c: Context<AppEnv>) {
  const token = c.req.param('token') ?? ''
  const [rows] = await directoryStore(envOf(c.env)).read([signUpByToken(sha256Hex(token)).compile()])
  const row = (rows as Awaited<ReturnType<ReturnType<typeof signUpByToken>['execute']>>)[0]
  return row ? ok(row) : notFound()
}

export const signUp = new Hono<AppEnv>().post('/', asked).get('/:token', shown).post('/:token/confirmation', confirmed)
