import type { Context, MiddlewareHandler } from 'hono'
import type { Actor } from '@jiceng/core/kernel/actor'
import { envOf } from '../env.ts'
import { WRITES_PERIOD_SECONDS } from '../limits.ts'
import { operatorOf } from '../who.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv } from './context.ts'
import { isSafe } from './origin.ts'
import { tooManyRequests } from './problem.ts'

type Asking = { at: string; actor: Actor }

/** By account, or by address where nobody has signed in. */
const limited =
  (asking: (c: Context<AppEnv>) => Asking | Promise<Asking>): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    if (isSafe(c.req.method)) return next()
    const { at, actor } = await asking(c)
    // A key has its own limit, over reads too (place.ts).
    if (actor.kind === 'api-key') return next()
    const who = 'id' in actor ? actor.id : clientAddress(c)
    const { success } = await envOf(c.env).writes.limit({ key: `${at} ${actor.kind} ${who}` })
    return success ? next() : (tooManyRequests(c, WRITES_PERIOD_SECONDS * 1000) as unknown as Response)
  }

/** The default for every write of a district. */
export const writeLimit = limited((c) => {
  const { tenantId, actor } = c.get('place')
  return { at: tenantId, actor }
})

/** The same at the platform's own doors. */
export const operatorWriteLimit = limited(async (c) => ({ at: 'operator', actor: await operatorOf(c) }))
