import { Hono, type Context } from 'hono'
import { issue, revoke } from '@jiceng/core/api-key/commands'
import { keyOfHash, listKeys } from '@jiceng/core/api-key/queries'
import { issueKey, KEY_PREFIX } from '@jiceng/core/api-key/schema'
import { ask, permissionRefusal, run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { refuseField } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { listUnits, unitById } from '@jiceng/core/people/queries'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { ctxOf, randomHex, today, type AppEnv } from './context.ts'
import { besideWho } from './directory-reads.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Keys stand in the directory, so these doors put the district of the path into the input themselves.

const KEY_BYTES = 32

const listed = documented(
  async (c: Context<AppEnv>) => {
    const { tenantId, actor, directory, store } = c.get('place')
    const ctx = { actor, today: today() }
    const answer = await ask(directory, listKeys, { tenantId }, ctx)
    if (!answer.ok) return problem(c, answer.problem)
    const places = await ask(store, listUnits, {}, ctx)
    return places.ok ? c.json({ ...answer.value, units: places.value.units }, 200) : problem(c, places.problem)
  },
  {
    summary: { zh: '本区的接口密钥和街镇', en: 'The district’s API keys and units' },
    directory: besideWho(listKeys),
    policy: listKeys.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const issueBody = z.strictObject({ commandId, ...issueKey.omit({ tenantId: true }).shape })

/** Answers the key once: it is kept nowhere, and a repeated request no longer knows it. */
const issued = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(issueBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, actor, store } = c.get('place')
    const { commandId: id, ...fields } = body.value
    const { unitId } = fields
    const no = permissionRefusal(actor, issue)
    if (no) return problem(c, no.problem)
    if (unitId !== null) {
      const [units] = await store.read([unitById(unitId).compile()])
      if (units!.length === 0) {
        return problem(c, refuseField('/unitId', 'unit-unknown', { zh: '没有这个街镇', en: 'No such unit' }).problem)
      }
    }
    const directory = directoryStore(envOf(c.env))
    const random = randomHex(KEY_BYTES)
    const ctx = { ...ctxOf(actor, id), salts: () => [random] }
    const result = await run(directory, issue, { tenantId, ...fields }, ctx)
    if (!result.ok) return problem(c, result.problem)
    const key = KEY_PREFIX + random
    const [kept] = await directory.read([keyOfHash(sha256Hex(key)).compile()])
    return c.json({ ...writtenOf(result.value), key: kept!.length > 0 ? key : null }, 201)
  },
  {
    summary: { zh: '发放接口密钥', en: 'Issue an API key' },
    policy: issue.name,
    input: issueBody,
    writes: true,
  }
)

const revocationBody = z.strictObject({ commandId })

const revoked = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(revocationBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, actor } = c.get('place')
    const input = { tenantId, keyId: c.req.param('keyId') ?? '' }
    const result = await run(directoryStore(envOf(c.env)), revoke, input, ctxOf(actor, body.value.commandId))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '吊销接口密钥', en: 'Revoke an API key' },
    policy: revoke.name,
    input: revocationBody,
    writes: true,
  }
)

export const apiKeys = new Hono<AppEnv>()
  .get('/keys', listed)
  .post('/keys', issued)
  .post('/keys/:keyId/revocation', revoked)

export type ApiKeysApi = typeof apiKeys
