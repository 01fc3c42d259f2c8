import { Hono, type Context } from 'hono'
import { end, endOwn, make, makeOwn } from '@jiceng/core/feed/commands'
import { feedOfHash, feedOfPlace, feedSessions, myFeed } from '@jiceng/core/feed/queries'
import { ask, run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { notFound } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import type { Words } from '@jiceng/core/kernel/words'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { calendarOf } from '../feed/calendar.ts'
import { countAttempts, giveBack, type Attempt } from '../limits.ts'
import { clientAddress } from './client-address.ts'
import { ctxOf, randomHex, today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem, tooManyRequests } from './problem.ts'
import { documented, reads, writes, writtenOf } from './route.ts'

// Calendars that programs subscribe to: their owners make and end an address, and whoever holds one reads. It carries no
// cookie and no name.

const TOKEN_BYTES = 32

/** Who asks for their own; nobody else is a person here. */
const ownOf = (c: Context<AppEnv>) => {
  const { actor } = c.get('place')
  return { personId: actor.kind === 'deputy' ? actor.personId : 'nobody' }
}
const placeOf = (c: Context<AppEnv>) => ({ placeId: c.req.param('placeId') ?? '' })

const body = z.strictObject({ commandId })
type Body = { in: { json: z.input<typeof body> }; out: { json: unknown } }

/** Answers the address once: it is kept nowhere, and a repeated request no longer knows it. */
const addressMade = <I, Q extends Queries>(spec: Command<I, Q>, inputOf: (c: Context<AppEnv>) => I, summary: Words) =>
  documented(
    async (c: Context<AppEnv, string, Body>) => {
      const asked = parse(body, await jsonOf(c))
      if (!asked.ok) return problem(c, asked.problem)
      const input = parse(spec.input, inputOf(c))
      if (!input.ok) return problem(c, input.problem)
      const { store, slug, actor } = c.get('place')
      const token = randomHex(TOKEN_BYTES)
      const ctx = { ...ctxOf(actor, asked.value.commandId), salts: () => [token] }
      const result = await run(store, spec, input.value, ctx)
      if (!result.ok) return problem(c, result.problem)
      const [kept] = await store.read([feedOfHash(sha256Hex(token)).compile()])
      const address = `${platformOf(c).origin}/${slug}/feeds/${token}.ics`
      return c.json({ ...writtenOf(result.value), address: kept!.length > 0 ? address : null }, 201)
    },
    { summary, policy: spec.name, input: body, writes: true }
  )

const ownRead = documented(
  async (c: Context<AppEnv>) => {
    const { store, actor } = c.get('place')
    const answer = await ask(store, myFeed, ownOf(c), { actor, today: today() })
    return answer.ok ? c.json(answer.value, 200) : problem(c, answer.problem)
  },
  {
    summary: { zh: '我的日历订阅', en: 'My own calendar' },
    policy: myFeed.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const ownEnded = documented(
  async (c: Context<AppEnv, string, Body>) => {
    const asked = parse(body, await jsonOf(c))
    if (!asked.ok) return problem(c, asked.problem)
    const { store, actor } = c.get('place')
    const result = await run(store, endOwn, ownOf(c), ctxOf(actor, asked.value.commandId))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '停用我的日历订阅地址', en: 'End the address of my calendar' },
    policy: endOwn.name,
    input: body,
    writes: true,
  }
)

const AT = '/places/:placeId/feed'

export const feeds = new Hono<AppEnv>()
  .get('/my/feed', ownRead)
  .post(
    '/my/feed',
    addressMade(makeOwn, ownOf, { zh: '生成我的日历订阅地址', en: 'Make the address of my calendar; it is shown once' })
  )
  .post('/my/feed/ending', ownEnded)
  .get(AT, reads(feedOfPlace, { zh: '会议机构的日历订阅', en: 'The calendar of a place’s bodies' }))
  .post(
    AT,
    addressMade(make, placeOf, {
      zh: '生成日历订阅地址',
      en: 'Make the address of a place’s calendar; it is shown once',
    })
  )
  .post(`${AT}/ending`, writes(end, { zh: '停用日历订阅地址', en: 'End the address of a place’s calendar' }))

/** What is no address at all takes as long as one that is not known: both are looked up. */
const calendar = documented(
  async (c: Context<AppEnv>) => {
    const { directory, AUTH_SECRET } = envOf(c.env)
    const attempts: Attempt[] = [{ limit: 'feed-address', of: clientAddress(c) }]
    const waitMs = await countAttempts(directory, AUTH_SECRET, attempts)
    if (waitMs > 0) return tooManyRequests(c, waitMs)
    const { store, tenantId } = c.get('place')
    const tokenHash = sha256Hex(c.req.param('feedToken') ?? '')
    const actor = { kind: 'visitor' } as const
    const found = await ask(store, feedSessions, { tokenHash }, { actor, today: today() })
    if (!found.ok) return problem(c, notFound().problem)
    await giveBack(directory, AUTH_SECRET, attempts)
    return c.body(calendarOf({ tenantId, ...found.value }), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-store',
    })
  },
  {
    summary: { zh: '日历订阅（地址即凭证）', en: 'A calendar of sessions, as RFC 5545 (its address is the key)' },
    policy: feedSessions.name,
    input: z.strictObject({}),
    writes: false,
  }
)

export const feed = new Hono<AppEnv>().get('/:feedToken', calendar)

export type FeedsApi = typeof feeds
export type FeedApi = typeof feed
