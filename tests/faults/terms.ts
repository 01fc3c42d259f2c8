import { correct, register } from '@jiceng/core/term/commands'
import { DISTRICT_PLACE } from '@jiceng/core/body/schema'
import { testWorld } from '@jiceng/core/testing'
import { TERM, type Builder } from './world.ts'

const { administrator, commission, office } = testWorld()

/** The term of a town's congress, and what may be registered beside it. */
export async function terms({ must, can }: Builder, { unitId }: { unitId: string }): Promise<void> {
  const running = { congressId: unitId, ordinal: 19 }
  const days = { startOn: TERM.startOn, endOn: TERM.endOn }
  await must(register, { congresses: [running], ...days }, administrator)
  const before = { startOn: '2016-11-25', endOn: '2021-11-19' }
  const both = [
    { congressId: DISTRICT_PLACE, ordinal: 17 },
    { congressId: unitId, ordinal: 18 },
  ]
  can(register, { congresses: both, ...before }, commission)
  can(correct, { ...running, ...days, endOn: '2027-01-31' }, office(unitId))
}
