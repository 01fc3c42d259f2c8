import { Hono, type Context } from 'hono'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { commandId } from '@jiceng/core/kernel/shapes'
import type { Words } from '@jiceng/core/kernel/words'
import { challenge, disable, enable, register, replay, rotateSecret, sendTest } from '@jiceng/core/webhook/commands'
import { endpointLog, listEndpoints, newestSecret } from '@jiceng/core/webhook/queries'
import { secretText } from '@jiceng/core/webhook/rules'
import { SECRET_BYTES } from '@jiceng/core/webhook/schema'
import * as z from 'zod'
import { ctxOf, randomHex, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, reads, writes, writtenOf } from './route.ts'

const envelope = z.looseObject({ commandId })

/**
 * A command that makes a signing secret. The door makes it and answers it once: a request repeated with the same
 * commandId no longer knows it.
 */
function showsSecret<I, Q extends Queries>(
  spec: Command<I, Q>,
  endpointOf: (input: I, commandId: string) => string,
  summary: Words
) {
  const handler = async (c: Context<AppEnv>) => {
    const body = parse(envelope, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { commandId, ...fields } = body.value
    const { tenant: _, ...path } = c.req.param() as Record<string, string>
    const input = parse(spec.input, { ...fields, ...path })
    if (!input.ok) return problem(c, input.problem)
    const { store, actor } = c.get('place')
    const secret = randomHex(SECRET_BYTES)
    const ctx = { ...ctxOf(actor, commandId, platformOf(c)), salts: () => [secret] }
    const result = await run(store, spec, input.value, ctx)
    if (!result.ok) return problem(c, result.problem)
    const endpointId = endpointOf(input.value, commandId)
    const [kept] = await store.read([newestSecret(endpointId).compile()])
    const isNew = (kept as { secret: string }[])[0]?.secret === secret
    return c.json({ ...writtenOf(result.value), endpointId, secret: isNew ? secretText(secret) : null }, 201)
  }
  return documented(handler, { summary, policy: spec.name, input: spec.input, writes: true })
}

const ONE = '/recipients/:recipientId/endpoints/:endpointId'

export const webhook = new Hono<AppEnv>()
  .get('/endpoints', reads(listEndpoints, { zh: '推送端点', en: 'Endpoints' }))
  .get('/endpoints/:endpointId', reads(endpointLog, { zh: '一个端点和推送记录', en: 'An endpoint and its log' }))
  .post(
    '/recipients/:recipientId/endpoints',
    showsSecret(register, (_, commandId) => commandId, { zh: '登记推送端点', en: 'Register an endpoint' })
  )
  .post(
    `${ONE}/secrets`,
    showsSecret(rotateSecret, (input) => input.endpointId, { zh: '换签名密钥', en: 'Change the signing secret' })
  )
  .post(`${ONE}/challenges`, writes(challenge, { zh: '验证端点', en: 'Challenge an endpoint' }))
  .post(`${ONE}/tests`, writes(sendTest, { zh: '发一条测试', en: 'Send a test' }))
  .post(`${ONE}/disabling`, writes(disable, { zh: '停用端点', en: 'Disable an endpoint' }))
  .post(`${ONE}/enabling`, writes(enable, { zh: '启用端点', en: 'Enable an endpoint' }))
  .post(`${ONE}/replays`, writes(replay, { zh: '重发推送', en: 'Replay deliveries' }))

export type WebhookApi = typeof webhook
