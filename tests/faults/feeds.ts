import { end, endOwn, make, makeOwn } from '@jiceng/core/feed/commands'
import { testWorld } from '@jiceng/core/testing'
import type { Builder } from './world.ts'

const { office } = testWorld()

/** A town's calendar and a deputy's own, each with an address that is in use. */
export async function feeds({ must, can }: Builder, { unitId }: { unitId: string }, personId: string): Promise<void> {
  const own = office(unitId)
  const deputy = { kind: 'deputy', id: personId, name: '代表', personId } as const
  await must(make, { placeId: unitId }, own)
  await must(makeOwn, { personId }, deputy)
  can(make, { placeId: unitId }, own)
  can(makeOwn, { personId }, deputy)
  can(end, { placeId: unitId }, own)
  can(endOwn, { personId }, deputy)
}
