import { Hono, type Context } from 'hono'
import { refuse } from '@jiceng/core/kernel/problem'
import { email } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { authOf, sessionCookie } from '../auth.ts'
import { envOf } from '../env.ts'
import { sessionToken } from '../who.ts'
import type { AppEnv } from './context.ts'
import { parse, problem } from './problem.ts'
import { documented } from './route.ts'
import { isRefusal } from './sign-up.ts'

const credentials = z.strictObject({ email, password: z.string().min(1).max(128) })

const begun = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(credentials, await c.req.json())
    if (!body.ok) return problem(c, body.problem)
    const env = envOf(c.env)
    try {
      const response = await authOf(c.env).api.signInEmail({ body: body.value, asResponse: true })
      const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`${sessionCookie(env)}=`))
      if (response.ok && cookie) return c.body(null, 204, { 'set-cookie': cookie })
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
    return c.body(null, 204, {
      'set-cookie': `${sessionCookie(envOf(c.env))}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`,
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
