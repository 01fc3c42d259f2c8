import { halfOpened } from '@jiceng/core/tenancy/queries'
import type { Env } from '../env.ts'
import { forgetAttempts } from '../limits.ts'
import { directoryStore, openDatabase } from '../opening.ts'
import { pumpDue } from '../webhook/outboxes.ts'

/** What the clock does: finish whatever was interrupted, send what is due. Every job catches up and may run twice. */
export async function tick(
  env: Env,
  origin: string,
  receiver: string | null
): Promise<{ opened: number; sent: number }> {
  return { opened: await finishOpenings(env), sent: await pumpDue(env, origin, receiver) }
}

async function finishOpenings(env: Env): Promise<number> {
  const [rows] = await directoryStore(env).read([halfOpened().compile()])
  const waiting = rows as { id: string; name: string; areaCode: string; signedUpOn: string; slot: number | null }[]
  await forgetAttempts(env.directory)
  let opened = 0
  for (const { slot, ...tenant } of waiting) {
    if (slot === null) continue
    try {
      await openDatabase(env, { ...tenant, slot })
      opened++
    } catch (error) {
      // One that cannot be finished must not hold up the next.
      console.error(JSON.stringify({ tenant: tenant.id, slot, message: String(error) }))
    }
  }
  return opened
}
