import * as erasure from '@jiceng/core/erasure/commands'
import { begin } from '@jiceng/core/people/commands'
import type { UnitLevel } from '@jiceng/core/people/schema'
import { testWorld } from '@jiceng/core/testing'
import type { Builder } from './world.ts'

const { administrator, commission } = testWorld()

type Seat = UnitLevel & { electoralDistrictId: string }

/** Persons of terms long over, each at another step. */
export async function erasing({ must, can, database }: Builder, seat: Seat): Promise<void> {
  const term = { startOn: '2016-11-20', endOn: '2021-11-19', ground: 'general_election', namesake: true } as const
  const former = async (name: string) => {
    const mandateId = await must(begin, { ...seat, ...term, name }, administrator)
    const row = database.prepare('select personId from mandate where id = ?').get(mandateId)
    return { personId: (row as { personId: string }).personId }
  }
  const proposed = async (name: string) => {
    const one = await former(name)
    await must(erasure.propose, { ...one, ground: 'purpose-met' }, commission)
    return one
  }
  can(erasure.propose, { ...(await former('岳明')), ground: 'retention-over' }, commission)
  can(erasure.withdraw, await proposed('岑溪'), commission)
  can(erasure.approve, { ...(await proposed('莫言青')), accountIds: ['her-account'], hasAccount: false }, administrator)
}
