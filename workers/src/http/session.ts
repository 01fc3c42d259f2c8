import { Hono, type Context } from 'hono'
import { keyedHash, sha256Hex } from '@jiceng/core/kernel/hash'
import { refuse } from '@jiceng/core/kernel/problem'
import { accountAddress } from '@jiceng/core/members/schema'
import { slug } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { authOf, sessionCookie } from '../auth.ts'
import { envOf } from '../env.ts'
import { afterSuccess, beforeTry, type Guarded } from '../lockout.ts'
import { sessionToken } from '../who.ts'
import type { AppEnv } from './context.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented } from './route.ts'

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
    const guarded = guardedBy(c, email)
    const waitMs = await beforeTry(directory, Object.values(guarded))
    if (waitMs > 0) return tooManyTries(c, waitMs)
    const cookie = await sessionCookieFor(c, { email, password })
    if (cookie === null) {
      return problem(
        c,
        refuse(401, 'sign-in-refused', { zh: '账号或密码不对', en: 'The account or the password is not right' }).problem
      )
    }
    await afterSuccess(directory, guarded.account, guarded.address)
    const isDeputy = await isDeputyOf(c, email, body.value.slug)
    return c.json({ isDeputy }, 200, { 'set-cookie': cookie })
  },
  {
    summary: { zh: '登录', en: 'Sign in (public: it asks for the password)' },
    policy: 'public',
    input: credentials,
    writes: true,
  }
)

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

/** What a try is counted under: keyed hashes, so that the table names nobody. */
function guardedBy(c: Context<AppEnv>, email: string): { account: Guarded; address: Guarded } {
  const key = sha256Hex(envOf(c.env).AUTH_SECRET)
  const address = c.req.header('x-jiceng-address') ?? c.req.header('cf-connecting-ip') ?? 'unknown'
  return {
    account: { kind: 'account', key: keyedHash(key, `account ${email}`) },
    address: { kind: 'address', key: keyedHash(key, `address ${address}`) },
  }
}

function tooManyTries(c: Context<AppEnv>, waitMs: number) {
  const seconds = Math.ceil(waitMs / 1000)
  const answer = problem(
    c,
    refuse(429, 'too-many-tries', {
      zh: `输错次数太多，请${seconds}秒后再试`,
      en: `Too many wrong tries. Try again in ${seconds} seconds`,
    }).problem
  ) as unknown as Response
  answer.headers.set('retry-after', String(seconds))
  return answer
}

/** better-auth's cookie for a new session; null when address or password are not right. */
async function sessionCookieFor(c: Context<AppEnv>, body: { email: string; password: string }): Promise<string | null> {
  try {
    const response = await authOf(c.env).api.signInEmail({ body, asResponse: true })
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

export const session = new Hono<AppEnv>().post('/', begun).delete('/', ended)
