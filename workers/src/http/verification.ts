import { Hono, type Context } from 'hono'
import { ask, run } from '@jiceng/core/kernel/command'
import { commandId } from '@jiceng/core/kernel/shapes'
import { enterCode } from '@jiceng/core/operator/commands'
import { verificationState } from '@jiceng/core/operator/queries'
import { enterVerificationCode } from '@jiceng/core/operator/schema'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { countAttempts, giveBack, type Attempt } from '../limits.ts'
import { directoryStore } from '../opening.ts'
import { forgetTenant } from '../who.ts'
import { clientAddress } from './client-address.ts'
import { ctxOf, today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem, tooManyRequests } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// A district's own way from trial to live: its administrator types the code that came by post.

const shown = documented(
  async (c: Context<AppEnv>) => {
    const { tenantId, actor } = c.get('place')
    const store = directoryStore(envOf(c.env))
    const answer = await ask(store, verificationState, { tenantId }, { actor, today: today() })
    return answer.ok ? c.json(answer.value, 200) : problem(c, answer.problem)
  },
  {
    summary: { zh: '本区是否已核验', en: 'Whether the district is verified' },
    policy: verificationState.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const codeBody = z.strictObject({ commandId, code: enterVerificationCode.shape.code })

const entered = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(codeBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, areaCode, slug, actor } = c.get('place')
    const { commandId, code } = body.value
    const { directory, AUTH_SECRET } = envOf(c.env)
    const attempts: Attempt[] = [
      { limit: 'code-address', of: clientAddress(c) },
      { limit: 'code-target', of: `verification ${tenantId}` },
    ]
    const waitMs = await countAttempts(directory, AUTH_SECRET, attempts)
    if (waitMs > 0) return tooManyRequests(c, waitMs)
    const ctx = ctxOf(actor, commandId, platformOf(c))
    const result = await run(directoryStore(envOf(c.env)), enterCode, { tenantId, areaCode, code }, ctx)
    if (result.ok || result.problem.code !== 'code-wrong') await giveBack(directory, AUTH_SECRET, attempts)
    if (!result.ok) return problem(c, result.problem)
    forgetTenant(slug)
    return c.json(writtenOf(result.value), 201)
  },
  {
    summary: { zh: '填写核验码', en: 'Enter the verification code' },
    policy: enterCode.name,
    input: codeBody,
    writes: true,
  }
)

export const verification = new Hono<AppEnv>().get('/verification', shown).post('/verification', entered)

export type VerificationApi = typeof verification
