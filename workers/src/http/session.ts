import { Hono, type Context } from 'hono'
import { generateSignedCookie } from 'hono/cookie'
import { refuse } from '@jiceng/core/kernel/problem'
import { accountAddress } from '@jiceng/core/members/schema'
import { slug } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { ADDRESS_HEADER, authOf, SESSION_SECONDS, sessionCookie } from '../auth.ts'
import { beginChallenge, challengedBy, countTry, endChallenges, secondStepBehind } from '../challenge.ts'
import { envOf } from '../env.ts'
import { afterPassword, afterSuccess, beforeTry, guardedBy } from '../lockout.ts'
import { verifyPassword } from '../password.ts'
import { useCode } from '../second-step.ts'
import { sessionToken } from '../who.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv } from './context.ts'
import { jsonOf, parse, problem, tooManyTries } from './problem.ts'
import { documented } from './route.ts'
import { codeWrong, typedCode } from './second-step.ts'

/** `account`: an e-mail address, or with `slug` a sign-in name or a deputy's mobile number of that district. */
const credentials = z.strictObject({
  account: z.string().trim().min(1).max(200),
  slug: slug.optional(),
  password: z.string().min(1).max(128),
})

const begun = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(credentials, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { directory } = envOf(c.env)
    const { account, password } = body.value
    const address = accountAddress(account, body.value.slug ?? '')
    const email = await emailOf(c, address)
    const guarded = guardedBy(envOf(c.env).AUTH_SECRET, email, clientAddress(c))
    const tried = await beforeTry(directory, guarded)
    if (tried.waitMs > 0) return tooManyTries(c, tried.waitMs)
    const behind = await secondStepBehind(directory, email)
    if (behind !== null) {
      if (!(await verifyPassword({ hash: behind.password, password }))) return signInRefused(c)
      await afterPassword(directory, tried)
      return c.json({ isDeputy: false, challenge: await beginChallenge(directory, behind.userId) }, 200)
    }
    const cookie = await sessionCookieFor(c, { email, password })
    if (cookie === null) return signInRefused(c)
    await afterSuccess(directory, tried)
    const isDeputy = await isDeputyOf(c, email, body.value.slug)
    return c.json({ isDeputy, challenge: null }, 200, { 'set-cookie': cookie })
  },
  {
    summary: {
      zh: '登录；开启了两步验证的，得到下一步用的凭据',
      en: 'Sign in, or get the token for the second step (public: it asks for the password)',
    },
    policy: 'public',
    input: credentials,
    writes: true,
  }
)

const signInRefused = (c: Context<AppEnv>) =>
  problem(
    c,
    refuse(401, 'sign-in-refused', { zh: '账号或密码不对', en: 'The account or the password is not right' }).problem
  )

const answer = z.strictObject({
  challenge: z.string().regex(/^[0-9a-f]{64}$/),
  code: typedCode,
  slug: slug.optional(),
})

const stepTaken = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(answer, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { challenge, code } = body.value
    const env = envOf(c.env)
    const asked = await challengedBy(env.directory, challenge)
    if (asked === null) return problem(c, challengeOver().problem)
    const guarded = guardedBy(env.AUTH_SECRET, asked.email, clientAddress(c))
    const tried = await beforeTry(env.directory, guarded)
    if (tried.waitMs > 0) return tooManyTries(c, tried.waitMs)
    if (!(await countTry(env.directory, challenge))) return problem(c, challengeOver().problem)
    if (!(await useCode(env, asked.userId, code))) return problem(c, codeWrong().problem)
    await afterSuccess(env.directory, tried)
    await endChallenges(env.directory, asked.userId)
    const isDeputy = await isDeputyOf(c, asked.email, body.value.slug)
    return c.json({ isDeputy, challenge: null }, 200, { 'set-cookie': await newSessionCookie(c, asked.userId) })
  },
  {
    summary: { zh: '登录的第二步：动态码或恢复码', en: 'The second step of a sign-in (public: it asks for the code)' },
    policy: 'public',
    input: answer,
    writes: true,
  }
)

const challengeOver = () =>
  refuse(401, 'challenge-over', { zh: '时间过了，请重新输入密码', en: 'Time is up. Enter the password again' })

/** better-auth's cookie for a session of an account that gave password and code. */
async function newSessionCookie(c: Context<AppEnv>, userId: string): Promise<string> {
  const env = envOf(c.env)
  const { internalAdapter } = await authOf(c.env).$context
  const from = { ipAddress: clientAddress(c), userAgent: c.req.header('user-agent') ?? '' }
  const { token } = await internalAdapter.createSession(userId, false, from)
  return generateSignedCookie(sessionCookie(env), token, env.AUTH_SECRET, {
    ...{ httpOnly: true, sameSite: 'Lax', path: '/' },
    ...{ secure: env.ENVIRONMENT === 'production', maxAge: SESSION_SECONDS },
  })
}

/** The account behind what was typed: its own address, or another one that stands beside it. */
async function emailOf(c: Context<AppEnv>, address: string): Promise<string> {
  const alias = await envOf(c.env)
    .directory.prepare('select email from sign_in_alias a join user u on u.id = a.userId where a.address = ?')
    .bind(address)
    .first<{ email: string }>()
  return alias?.email ?? address
}

/** Whether the account is a deputy's in this district, so that the page leads there. */
async function isDeputyOf(c: Context<AppEnv>, email: string, slug = ''): Promise<boolean> {
  const row = await envOf(c.env)
    .directory.prepare(
      `select 1 from membership m join user u on u.id = m.userId join tenant t on t.id = m.tenantId
        where u.email = ? and t.slug = ? and m.endedAt is null and m.personId is not null`
    )
    .bind(email, slug)
    .first()
  return row !== null
}

/** better-auth's cookie for a new session; null when address or password are not right. */
async function sessionCookieFor(c: Context<AppEnv>, body: { email: string; password: string }): Promise<string | null> {
  try {
    // What the account's owner will recognise the session by.
    const headers = { [ADDRESS_HEADER]: clientAddress(c), 'user-agent': c.req.header('user-agent') ?? '' }
    const response = await authOf(c.env).api.signInEmail({ body, headers: new Headers(headers), asResponse: true })
    const name = sessionCookie(envOf(c.env))
    return response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`)) ?? null
  } catch (error) {
    // better-auth throws its refusals as APIError.
    if (error instanceof Error && error.name === 'APIError') return null
    throw error
  }
}

const ended = documented(
  async (c: Context<AppEnv>) => {
    const env = envOf(c.env)
    const token = await sessionToken(c)
    if (token !== null) await env.directory.prepare('delete from session where token = ?').bind(token).run()
    const secure = env.ENVIRONMENT === 'production' ? '; Secure' : ''
    return c.body(null, 204, {
      'set-cookie': `${sessionCookie(env)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`,
    })
  },
  {
    summary: { zh: '退出', en: 'Sign out (public: it ends the caller’s own session)' },
    policy: 'public',
    input: z.strictObject({}),
    writes: true,
  }
)

export const session = new Hono<AppEnv>().post('/', begun).post('/code', stepTaken).delete('/', ended)
