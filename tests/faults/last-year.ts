import { prepareYear, publishYear, withdrawYear } from '@jiceng/core/annual-board/commands'
import { exempt } from '@jiceng/core/assessment/commands'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import type { UnitLevel } from '@jiceng/core/people/schema'
import { register } from '@jiceng/core/term/commands'
import { DISTRICT_PLACE } from '@jiceng/core/body/schema'
import { testWorld } from '@jiceng/core/testing'
import { TERM, TODAY, type Builder } from './world.ts'

const { administrator, commission } = testWorld()
const colleague = { ...commission, id: 'colleague', name: '秦岚' } as const satisfies Actor

const TERMS = { objectionWorkingDays: 5, publicUntilOn: '2027-10-20' }

/** 2025 on its boards, the year of the whole district published, and its term frozen, the first year of it. */
export async function lastYear({ must, can, database }: Builder, units: readonly UnitLevel[], leftOut: string) {
  for (const unit of units) {
    for (const quarter of ['2025Q1', '2025Q2', '2025Q3', '2025Q4']) {
      await must(closePeriod, { ...unit, quarter }, commission)
      await must(publish, { ...unit, quarter, ...TERMS }, colleague)
    }
  }
  const [year, term] = ['2025', '2021-2026'].map((year) => ({ level: 'district' as const, year })) as [Of, Of]
  const frozen = async (of: Of) => {
    await must(prepareYear, { ...of, plannedOn: TODAY }, commission)
    const { root } = database.prepare('select root from annual_board where year = ?').get(of.year) as { root: string }
    return { ...of, ...TERMS, root }
  }
  await must(publishYear, await frozen(year), colleague)
  const { startOn, endOn } = TERM
  await must(register, { congresses: [{ congressId: DISTRICT_PLACE, ordinal: 18 }], startOn, endOn }, administrator)
  can(publishYear, await frozen(term), colleague)
  await must(exempt, { mandateId: leftOut, year: '2025', ground: 'other', reason: '另行研究' }, administrator)
  can(prepareYear, { ...year, plannedOn: '2026-10-21' }, administrator)
  can(prepareYear, { ...term, plannedOn: '2026-10-21' }, administrator, 'of a term')
  const word = { reason: '名单有误', approverName: '赵立新', approverOffice: '副主任' }
  can(withdrawYear, { ...year, revision: 1, ...word }, administrator)
}

type Of = { level: 'district'; year: string }
