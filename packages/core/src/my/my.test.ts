import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import { closePeriod, publish } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { record } from '../points/commands.ts'
import { openSelfCheck, setBoardSettings } from '../self-check/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { myLedger, myOverview } from './queries.ts'

const deputy = (personId: string): Actor => ({ kind: 'deputy', id: `account-${personId}`, name: '陈静', personId })

/** Three deputies, of whom the first two have points in the last quarter. */
async function world() {
  const district = await districtWithDeputies()
  const { must, office, of, mandates } = district
  const entry = { ...of, itemCode: 'suggestion', occurredOn: '2026-09-16' }
  await must(record, { ...entry, mandateId: mandates[0]!, note: '公交接驳' }, office(of.unitId))
  await must(record, { ...entry, mandateId: mandates[1]!, note: '他人的登记' }, office(of.unitId))
  const attendance = [
    { mandateId: mandates[0]!, presence: 'present' as const },
    { mandateId: mandates[1]!, presence: 'leave' as const },
  ]
  const activity = { ...of, title: '视察', itemCode: 'inspection', occurredOn: '2026-09-20', attendance }
  await must(hold, activity, office(of.unitId))
  return district
}

describe('a deputy’s own pages', () => {
  test('show this quarter and the last, points and attendance', async () => {
    const { store, ctx, mandates } = await world()
    const own = await ask(store, myOverview, {}, ctx(deputy(mandates[0]!)))
    expect(own.ok && own.value.quarters).toMatchObject([
      {
        quarter: '2026Q4',
        mandates: [
          {
            ...{ level: 'district', quarterHundredths: 0, yearHundredths: 600 },
            owed: [{ itemCode: 'group-activity', per: 'quarter', times: 1, done: 0, missing: 1 }],
          },
        ],
      },
      {
        quarter: '2026Q3',
        mandates: [
          { unitName: '北桥街道', electoralDistrict: '第1选区', quarterHundredths: 600, present: 1, absent: 0 },
        ],
      },
    ])
  })

  test('tell that a board of theirs is out, and until when it takes objections', async () => {
    const { must, store, ctx, administrator, office, of, mandates } = await world()
    const board = { ...of, quarter: '2026Q3' }
    const shown = async (today: string) => {
      const own = await ask(store, myOverview, {}, { ...ctx(deputy(mandates[0]!)), today })
      return own.ok ? own.value.quarters[1]?.mandates[0]?.board : undefined
    }
    expect(await shown('2026-10-08')).toBeNull()
    await must(closePeriod, board, office(of.unitId))
    await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2026-11-30' }, administrator)
    const out = { revision: 1, objectionsUntilOn: '2026-10-14' }
    expect(await shown('2026-10-14')).toEqual({ ...out, running: true })
    expect(await shown('2026-10-15')).toEqual({ ...out, running: false })
    expect(await shown('2026-12-01')).toBeNull()
  })

  test('show each entry with note, recorder and rule, and nobody else’s', async () => {
    const { must, store, ctx, administrator, of, mandates } = await world()
    const quarter = { level: 'district' as const, quarter: '2026Q3' }
    const own = await ask(store, myLedger, quarter, ctx(deputy(mandates[0]!)))
    expect(own.ok && own.value.ledgers).toMatchObject([
      {
        mandateId: mandates[0],
        closedOn: null,
        entries: [
          { itemCode: 'inspection', note: '视察' },
          { itemCode: 'suggestion', note: '公交接驳', recorder: '罗敏' },
        ],
      },
    ])
    expect(JSON.stringify(own)).not.toContain('他人的登记')
    await must(closePeriod, { ...of, quarter: '2026Q3' }, administrator)
    const closed = await ask(store, myLedger, quarter, ctx(deputy(mandates[0]!)))
    expect(closed.ok && closed.value.ledgers[0]!.closedOn).toBe('2026-10-08')
  })

  test('lead to the self-check where its window was opened, and say whether it runs', async () => {
    const { must, store, ctx, office, of, mandates, administrator } = await world()
    await must(setBoardSettings, { selfCheckWorkingDays: 5 }, administrator)
    await must(openSelfCheck, { ...of, quarter: '2026Q3' }, office(of.unitId))
    const me = ctx(deputy(mandates[0]!))
    const own = await ask(store, myOverview, {}, me)
    expect(own.ok && own.value.quarters.map(({ mandates: [first] }) => first?.selfCheck)).toEqual([
      null,
      { untilOn: '2026-10-14', running: true },
    ])
    const quarter = { level: 'district' as const, quarter: '2026Q3' }
    const later = await ask(store, myLedger, quarter, { ...me, today: '2026-10-15' })
    expect(later.ok && later.value.ledgers[0]!.selfCheck).toEqual({ untilOn: '2026-10-14', running: false })
  })

  test('are 404 for a level one has no mandate of, for a quarter before it and for who is no deputy here', async () => {
    const { store, ctx, administrator, mandates } = await world()
    const own = ctx(deputy(mandates[0]!))
    expect(await ask(store, myLedger, { level: 'township', quarter: '2026Q3' }, own)).toMatchObject({
      problem: { status: 404 },
    })
    expect(await ask(store, myLedger, { level: 'district', quarter: '2021Q3' }, own)).toMatchObject({
      problem: { status: 404 },
    })
    const stranger = ctx(deputy('nobody'))
    expect(await ask(store, myLedger, { level: 'district', quarter: '2026Q3' }, stranger)).toMatchObject({
      problem: { status: 404 },
    })
    const none = await ask(store, myOverview, {}, stranger)
    expect(none.ok && none.value.mandates).toEqual([])
    expect(await ask(store, myOverview, {}, ctx(administrator))).toMatchObject({ problem: { status: 403 } })
  })
})
