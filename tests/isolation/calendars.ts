import { make, makeOwn } from '@jiceng/core/feed/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import type { Store } from '@jiceng/core/kernel/store'
import { ctxOf } from '@jiceng/workers/http/context'
import type { Seeding } from './seeding.ts'

/** A place's calendar, whose address is known here, and a deputy's own; answers the address. */
export async function calendars(
  { word, made }: Seeding,
  { unitId: placeId, personId }: { unitId: string; personId: string },
  { office, store }: { office: Actor; store: Store }
): Promise<string> {
  const token = sha256Hex(word())
  const result = await run(store, make, { placeId }, { ...ctxOf(office, word()), salts: () => [token] })
  if (!result.ok) throw new Error(`feed.make: ${result.problem.code}`)
  await made(makeOwn, { personId }, undefined, { kind: 'deputy', id: word(), name: word(), personId })
  return token
}
