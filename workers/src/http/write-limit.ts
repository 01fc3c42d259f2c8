import type { MiddlewareHandler } from 'hono'
import { envOf } from '../env.ts'
import { WRITES_PERIOD_SECONDS } from '../limits.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv } from './context.ts'
import { isSafe } from './origin.ts'
import { tooManyRequests } from './problem.ts'

/** The default for every write of a district: by account, or by address where nobody has signed in. */
export const writeLimit: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (isSafe(c.req.method)) return next()
  const { tenantId, actor } = c.get('place')
  const who = 'id' in actor ? actor.id : clientAddress(c)
  const { success } = await envOf(c.env).writes.limit({ key: `${tenantId} ${actor.kind} ${who}` })
  return success ? next() : (tooManyRequests(c, WRITES_PERIOD_SECONDS * 1000) as unknown as Response)
}
