import type { Context } from 'hono'
import type { AppEnv } from './context.ts'

/** Where a request comes from: as the pages' own server tells, or for the public api as Cloudflare does. */
export const clientAddress = (c: Context<AppEnv>): string =>
  c.req.header('x-jiceng-address') ?? c.req.header('cf-connecting-ip') ?? 'unknown'
