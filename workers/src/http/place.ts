import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { notFound, refuse } from '@jiceng/core/kernel/problem'
import { guardStore, whichDatabase, type Statement, type Store } from '@jiceng/core/kernel/store'
import { d1Store } from '../d1.ts'
import { envOf } from '../env.ts'
import { bearerOf, entranceByKey, type KeyUse } from '../key.ts'
import { KEY_LIMIT } from '../limits.ts'
import { directoryStore } from '../opening.ts'
import { markHot } from '../webhook/hot.ts'
import { entrance } from '../who.ts'
import type { AppEnv } from './context.ts'
import { frameOf } from './frame.ts'
import { docOf } from './route.ts'
import { problem, problemBody, tooManyRequests } from './problem.ts'

// Which district a request is for, and who asks: by the cookie of a session, or by a key.

const isOpen = (status: string): boolean => status === 'trial' || status === 'live'

/** Finds the district and who asks; from here on handlers know only this district's store. */
export const place: MiddlewareHandler<AppEnv> = async (c, next) => {
  const asked = c.req.param('tenant') ?? ''
  const key = bearerOf(c)
  // Before anything is written: the clock then looks into this district's outbox, whatever happens after.
  const heat = c.req.method === 'GET' ? [] : [markHot(asked, new Date().toISOString())]
  const found = key === null ? await bySession(c, asked, heat) : await byKey(c, asked, key, heat)
  if (key !== null && !found) return noSuchKey(c)
  if (!found || found.tenant.slot === null || !isOpen(found.tenant.status)) {
    return problem(c, notFound().problem) as unknown as Response
  }
  const { use } = found
  if (use?.isOver) return withUse(tooManyRequests(c, use.seconds * 1000) as unknown as Response, use)
  const { id, slug, name, areaCode, status, slot } = found.tenant
  const store = d1Store(envOf(c.env).slot(slot), id)
  const { actor, directory } = found
  c.set('place', { tenantId: id, slot, slug, name, areaCode, status, store, actor, directory })
  await next()
  // So that a page knows its frame from the one call it makes.
  c.header('x-jiceng-frame', encodeURIComponent(JSON.stringify(frameOf(c.get('place')))))
  if (use) withUse(c.res, use)
  return undefined
}

const bySession = async (c: Context<AppEnv>, slug: string, heat: Statement[]) => {
  const reads = matchedRoutes(c).flatMap(({ handler }) => docOf(handler)?.directory?.(slug) ?? [])
  const found = await entrance(c, slug, reads.length > 0 ? [...heat, whichDatabase, ...reads] : heat)
  if (!found) return null
  const directory = reads.length > 0 ? readAlready(found.beside.slice(heat.length)) : directoryStore(envOf(c.env))
  return { ...found, directory, use: null }
}

/** The directory as it was when it said who asks, under the guard of every read. */
const readAlready = (rows: unknown[][]): Store =>
  guardStore(
    {
      read: (statements) =>
        statements.length === rows.length
          ? Promise.resolve(rows)
          : Promise.reject(new Error('the door reads something else than it said')),
      write: () => Promise.reject(new Error('what was read already is not written')),
    },
    'directory'
  )

const byKey = async (c: Context<AppEnv>, slug: string, key: string, heat: Statement[]) => {
  const [found] = await Promise.all([
    entranceByKey(c, slug, key),
    heat.length > 0 ? directoryStore(envOf(c.env)).write(heat) : null,
  ])
  return found && { ...found, directory: directoryStore(envOf(c.env)) }
}

/** What is left of the key's requests, as draft-ietf-httpapi-ratelimit-headers-10 says it. */
function withUse(answer: Response, { left, seconds }: KeyUse): Response {
  answer.headers.set('ratelimit-policy', `"key";q=${KEY_LIMIT.most};w=${KEY_LIMIT.windowMs / 1000}`)
  answer.headers.set('ratelimit', `"key";r=${left};t=${seconds}`)
  return answer
}

/** Wrong, another district's, revoked, past its last day, or its issuer has left: nobody is told which. */
const noSuchKey = (c: Context<AppEnv>): Response =>
  challenged(
    problem(
      c,
      refuse(401, 'key-refused', {
        zh: '密钥不对、已吊销、已过期，或不是本区的',
        en: 'The key is wrong, revoked, past its last day or not this district’s',
      }).problem
    ) as unknown as Response
  )

/** A 401 says how one would be known (RFC 9110, 11.6.1; RFC 6750, 3). */
function challenged(answer: Response): Response {
  answer.headers.set('www-authenticate', 'Bearer error="invalid_token"')
  return answer
}

/**
 * A request is a person's, by cookie, or a program's, by key, never both: a page that was made to send its visitor's
 * cookie along with a key of its own must get nowhere. Keys open the doors of a district and no others.
 */
export const oneCredential: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (bearerOf(c) === null) return next()
  if (c.req.header('cookie') !== undefined) {
    return problemBody(c, 400, 'cookie-and-key', {
      zh: '请求同时带有登录信息和密钥，只能用其中一个',
      en: 'The request carries both a cookie and a key. Send one of them',
    })
  }
  if (!/^\/api\/tenants\/[^/]+\//.test(c.req.path)) {
    const { problem: refusal } = refuse(401, 'key-not-here', {
      zh: '密钥只用于 /api/tenants/{tenant}/ 之下',
      en: 'Keys work below /api/tenants/{tenant}/ only',
    })
    return challenged(problem(c, refusal) as unknown as Response)
  }
  return next()
}
