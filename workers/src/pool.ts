import { run } from '@jiceng/core/kernel/command'
import { raise } from '@jiceng/core/operator/commands'
import { POOL_LOW } from '@jiceng/core/operator/schema'
import { ctxOf } from './http/context.ts'
import { directoryStore } from './opening.ts'
import type { Env } from './env.ts'

const WATCH = { kind: 'system', id: 'pool' } as const

/** After a confirmation that took slot `taken`, or found none: tells the operators when databases run out. */
export async function watchPool(env: Env, taken: number | 'none', origin: string): Promise<void> {
  const free = taken === 'none' ? 0 : env.SLOT_COUNT - taken
  if (free > POOL_LOW) return
  const platform = { origin, slotCount: env.SLOT_COUNT, isLive: false, receiver: null }
  const kind = taken === 'none' ? 'pool-exhausted' : 'pool-low'
  const result = await run(
    directoryStore(env),
    raise,
    { kind, free },
    ctxOf(WATCH, `alarm:${crypto.randomUUID()}`, platform)
  )
  // The sign-up itself is decided; an alarm nobody has read yet is not raised twice.
  if (!result.ok && result.problem.code !== 'already-raised') {
    console.error(JSON.stringify({ alarm: kind, code: result.problem.code }))
  }
}
