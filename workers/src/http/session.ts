import { Hono, type Context } from 'hono'
import { memberRoles } from '@jiceng/core/kernel/actor'
import { refuse } from '@jiceng/core/kernel/problem'
import { email } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { authOf, SESSION_SECONDS, sessionCookie } from '../auth.ts'
import { envOf } from '../env.ts'
import { sessionToken } from '../who.ts'
import type { AppEnv } from './context.ts'
import { parse, problem } from './problem.ts'
import { documented } from './route.ts'
import { isRefusal } from './sign-up.ts'

const credentials = z.strictObject({ email, password: z.string().min(1).max(128) })

/** What the browser is to keep: the web room sets it as its own cookie. */
export type SessionCookie = { name: string; value: string; maxAgeSeconds: number; secure: boolean }

const begun = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(credentials, await c.req.json())
    if (!body.ok) return problem(c, body.problem)
    const env = envOf(c.env)
    try {
      const response = await authOf(c.env).api.signInEmail({ body: body.value, asResponse: true })
      const value = cookieValue(response.headers, sessionCookie(env))
      if (response.ok && value !== null) {
        return c.body(null, 204, { 'set-cookie': response.headers.get('set-cookie')! })
      }
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
    return problem(
      c,
      refuse(401, 'sign-in-refused', { zh: '邮箱或密码不对', en: 'The e-mail address or the password is not right' })
        .problem
    )
  },
  {
    summary: { zh: '登录', en: 'Sign in (public: it asks for the password)' },
    policy: 'public',
    input: credentials,
    writes: true,
  }
)

const ended = documented(
  async (c: Context<AppEnv>) => {
    const token = await sessionToken(c)
    if (token !== null) await envOf(c.env).directory.prepare('delete from session where token = ?').bind(token).run()
    const { name, secure } = { name: sessionCookie(envOf(c.env)), secure: envOf(c.env).ENVIRONMENT === 'production' }
    return c.body(null, 204, {
      'set-cookie': `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    })
  },
  {
    summary: { zh: '退出', en: 'Sign out (public: it ends the caller’s own session)' },
    policy: 'public',
    input: z.strictObject({}),
    writes: true,
  }
)

const cookieValue = (headers: Headers, name: string): string | null => {
  const found = headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))
  return found ? found.slice(name.length + 1).split(';')[0]! : null
}

export const session = new Hono<AppEnv>().post('/', begun).delete('/', ended)

/** Who the caller is in a district: what a page's frame shows. */
export const self = documented(
  (c: Context<AppEnv>) => {
    const { actor, slug, name, status } = c.get('place')
    if (actor.kind !== 'member') {
      return problem(c, refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' }).problem)
    }
    const { id, name: personName, roles, unitId } = actor
    return c.json({ tenant: { slug, name, status }, me: { id, name: personName, roles, unitId } }, 200)
  },
  {
    summary: { zh: '我是谁', en: 'Who I am in this district' },
    policy: `self (${memberRoles.join(', ')})`,
    input: z.strictObject({}),
    writes: false,
  }
)

export { SESSION_SECONDS }
export type SessionApi = typeof session
