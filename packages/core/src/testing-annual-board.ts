import { expect } from 'vitest'
import { hold } from './activity/commands.ts'
import { prepareYear, publishYear } from './annual-board/commands.ts'
import { annualState } from './annual-board/state.ts'
import type { AnnualBoard } from './annual-board/schema.ts'
import { closePeriod, publish } from './board/commands.ts'
import { ask, run } from './kernel/command.ts'
import { begin, drawDistrict, establish } from './people/commands.ts'
import type { Level } from './people/schema.ts'
import { record } from './points/commands.ts'
import { presetRuleSet } from './points/preset.ts'
import { NO_FLOOR } from './points/schema.ts'
import { districtWithDeputies } from './testing-world.ts'

const rulesFrom = (quarter: string) => ({
  ...presetRuleSet(quarter),
  baseHundredths: 6000,
  grades: [
    { name: '优秀', fromHundredths: 6300 },
    { name: '称职', fromHundredths: NO_FLOOR },
  ],
})
export const of2025: AnnualBoard = { level: 'district', year: '2025' }
export const planned = { ...of2025, plannedOn: '2026-10-08' }
export const terms = { objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }
export const approval = { reason: '规则适用有误', approverName: '赵立新', approverOffice: '副主任' }

/** Two streets at the end of 2025, one with three deputies and one with one who came in the autumn. */
export async function wholeYear({ today = '2026-10-08', rules = '2025Q1' } = {}) {
  const world = await districtWithDeputies({ count: 3, ruleSets: [rulesFrom(rules)], today })
  const { must, of, mandates, commission, administrator, store, ctx, database } = world
  const [unit] = await must(establish, { kind: 'street', name: '南桥街道' })
  const south = { unitId: unit!.commandId, level: 'district' as Level }
  const [drawn] = await must(drawDistrict, { ...south, name: '第9选区', seats: 3 })
  const [late] = await must(begin, {
    ...{ ...south, name: '许佳宁', electoralDistrictId: drawn!.commandId, ground: 'by_election' },
    ...{ startOn: '2025-11-01', endOn: '2026-12-31' },
  })
  const entry = { ...of, itemCode: 'inspection', note: '' }
  await must(record, { ...entry, mandateId: mandates[0]!, occurredOn: '2025-02-11' })
  const attendance = mandates.map((mandateId, n) => ({ mandateId, presence: n === 0 ? 'leave' : 'present' }) as const)
  await must(hold, { ...of, occurredOn: '2025-05-06', itemCode: 'survey', title: '问卷（演示）', attendance })
  const quarterly = async (unitOf: typeof south, quarter: string) => {
    await must(closePeriod, { ...unitOf, quarter }, commission)
    await must(publish, { ...unitOf, quarter, ...terms }, administrator)
  }
  const allQuarters = async () => {
    for (const quarter of ['2025Q1', '2025Q2', '2025Q3', '2025Q4']) await quarterly(of, quarter)
    await quarterly(south, '2025Q4')
  }
  const state = async () => {
    const read = await ask(store, annualState, of2025, ctx(commission))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  /** Signs what is frozen, as it stands on the page. */
  const sign = async (more: { reason?: string } = {}, actor = administrator, on = today) => {
    const input = { ...of2025, root: (await state()).draft?.root ?? '00'.repeat(32), ...terms, ...more }
    return run(store, publishYear, input, { ...ctx(actor), today: on })
  }
  const published = async () => {
    await allQuarters()
    await must(prepareYear, planned, commission)
    expect(await sign()).toMatchObject({ ok: true })
  }
  const counts = () => database.prepare('select count(*) as events from event').get()
  return { ...world, south, late: late!.commandId, quarterly, allQuarters, state, sign, published, counts }
}
