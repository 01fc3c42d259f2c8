import type { Context, MiddlewareHandler } from 'hono'
import type { Ctx } from '@jiceng/core/kernel/command'
import { refuse } from '@jiceng/core/kernel/problem'
import { envOf } from '../env.ts'
import type { AppEnv } from './context.ts'
import { problem } from './problem.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a request of this method asks for nothing to be changed (RFC 9110, 9.2.1). */
export const isSafe = (method: string): boolean => SAFE.has(method)

/**
 * The origin people see: as configured, or locally as the web room tells (its public passthrough strips the header) or
 * as the request came.
 */
const originOf = (c: Context<AppEnv>): string =>
  envOf(c.env).PUBLIC_ORIGIN ?? c.req.header('x-jiceng-origin') ?? new URL(c.req.url).origin

/** Whether the pages’ own server asks, for one of its pages. */
export const isOwnPage = (c: Context<AppEnv>): boolean => c.req.header('x-jiceng-origin') !== undefined

/** What a command may know of the site, and of the district of the path where there is one. */
export const platformOf = (c: Context<AppEnv>): Ctx['platform'] => ({
  origin: originOf(c),
  slotCount: envOf(c.env).SLOT_COUNT,
  isLive: (c.get('place') as AppEnv['Variables']['place'] | undefined)?.status === 'live',
  receiver: receiverOf(c),
})

/** The webhook receiver that stands beside the api where the product runs on one machine, under one name. */
export const receiverOf = (c: Context<AppEnv>): string | null =>
  envOf(c.env).ENVIRONMENT === 'local'
    ? `${originOf(c).replace('//localhost', '//127.0.0.1')}/api/local/receiver`
    : null

/**
 * Cross-site requests carry the visitor's cookie too: an unsafe request with a cookie must come from
 * our own pages. Without a cookie there is nothing to borrow.
 */
export const sameOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isSafe(c.req.method) && c.req.header('cookie') !== undefined) {
    if (c.req.header('origin') !== originOf(c)) {
      return problem(
        c,
        refuse(403, 'cross-origin', {
          zh: '请求不是从本站页面发出的',
          en: 'The request did not come from our own pages',
        }).problem
      ) as unknown as Response
    }
  }
  return next()
}
