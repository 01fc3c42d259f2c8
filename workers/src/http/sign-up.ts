import { Hono, type Context } from 'hono'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { notFound, ok, refuse, type Result } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { confirmTenant, signUpTenant } from '@jiceng/core/tenancy/commands'
import { signUpByToken } from '@jiceng/core/tenancy/queries'
import { password, signUp as signUpShape } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { authOf } from '../auth.ts'
import { envOf } from '../env.ts'
import { directoryStore, openDatabase } from '../opening.ts'
import { ctxOf, type AppEnv } from './context.ts'
import { originOf } from './origin.ts'
import { parse, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Signing a district up: before there is a tenant, so these doors speak to the directory.

const signUpBody = signUpShape.omit({ origin: true }).extend({ commandId })
const confirmationBody = z.strictObject({ commandId, password })

const asked = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(signUpBody, await c.req.json())
    if (!body.ok) return problem(c, body.problem)
    const { commandId, ...fields } = body.value
    const input = { ...fields, origin: originOf(c) }
    const result = await run(directoryStore(envOf(c.env)), signUpTenant, input, ctxOf({ kind: 'visitor' }, commandId))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
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
    return c.json({ name, slug, email, applicantName, status })
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
    const body = parse(confirmationBody, await c.req.json())
    if (!body.ok) return problem(c, body.problem)
    const waiting = await waitingSignUp(c)
    if (!waiting.ok) return problem(c, waiting.problem)
    const { tenantId, slug, name, areaCode, email, applicantName, signedUpOn } = waiting.value
    const userId = await accountOf(c, { email, name: applicantName, password: body.value.password })
    if (!userId.ok) return problem(c, userId.problem)
    const env = envOf(c.env)
    const actor: Actor = { kind: 'applicant', id: tenantId, name: applicantName }
    const input = { tenantId, userId: userId.value, slotCount: env.SLOT_COUNT }
    const result = await run(directoryStore(env), confirmTenant, input, ctxOf(actor, body.value.commandId))
    if (!result.ok) return problem(c, result.problem)
    const { slot } = result.value[0]!.data as { slot: number }
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
  if (!row) return notFound()
  if (row.status === 'unconfirmed' && row.expiresAt < new Date().toISOString()) {
    return refuse(409, 'link-expired', {
      zh: '链接已过期，请重新申请',
      en: 'The link has expired. Sign up again',
    })
  }
  return ok(row)
}

/** The account behind a confirmed address: a new one, or the existing one when its password is right. */
async function accountOf(
  c: Context<AppEnv>,
  { email, name, password }: { email: string; name: string; password: string }
): Promise<Result<string>> {
  const auth = authOf(c.env)
  const existing = await envOf(c.env).directory.prepare('select id from user where email = ?').bind(email).first()
  try {
    const { user } = existing
      ? await auth.api.signInEmail({ body: { email, password } })
      : await auth.api.signUpEmail({ body: { email, name, password } })
    return ok(user.id)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return refuse(
      422,
      'password-wrong',
      { zh: '这个邮箱已有账号，请输入它的密码', en: 'This address already has an account. Enter its password' },
      { errors: [{ pointer: '/password', detail: { zh: '密码不对', en: 'The password is not right' } }] }
    )
  }
}

/** better-auth throws its refusals as APIError with a status. */
export const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'APIError'

export const signUp = new Hono<AppEnv>().post('/', asked).get('/:token', shown).post('/:token/confirmation', confirmed)
