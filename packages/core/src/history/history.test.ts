import { describe, expect, test } from 'vitest'
import { closePeriod } from '../board/commands.ts'
import { ask } from '../kernel/command.ts'
import { record } from '../points/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { ofMandate, ofQuarter } from './queries.ts'

describe('history', () => {
  test('of a mandate: newest first, page by page, with whoever acted', async () => {
    const { must, store, ctx, of, mandates, office } = await districtWithDeputies()
    const entry = { ...of, mandateId: mandates[0]!, itemCode: 'survey', note: '' }
    for (let n = 0; n < 60; n++) await must(record, { ...entry, occurredOn: '2026-09-16' }, office(of.unitId))
    const asked = { ...of, mandateId: mandates[0]! }
    const first = await ask(store, ofMandate, asked, ctx(office(of.unitId)))
    if (!first.ok) throw new Error(first.problem.code)
    expect(first.value.items).toHaveLength(50)
    expect(first.value.items[0]).toMatchObject({
      words: { zh: '登记积分' },
      actorName: '罗敏',
      itemCode: 'survey',
      hundredths: 100,
    })
    const second = await ask(store, ofMandate, { ...asked, before: first.value.before! }, ctx(office(of.unitId)))
    if (!second.ok) throw new Error(second.problem.code)
    expect(second.value.before).toBeNull()
    const seqs = [...first.value.items, ...second.value.items].map((item) => item.seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a))
    expect(seqs).toHaveLength(60)
  })

  test('of a quarter: its closing, and nothing of another unit', async () => {
    const { must, store, ctx, of, office } = await districtWithDeputies()
    const quarter = { ...of, quarter: '2026Q3' }
    await must(closePeriod, quarter, office(of.unitId))
    expect(await ask(store, ofQuarter, quarter, ctx(office(of.unitId)))).toMatchObject({
      value: { items: [{ type: 'period.closed', words: { en: 'Quarter closed' } }], before: null },
    })
    expect(await ask(store, ofQuarter, quarter, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    const foreign = { ...of, unitId: 'elsewhere', mandateId: 'x' }
    expect(await ask(store, ofMandate, foreign, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
  })
})
