import { describe, expect, test } from 'vitest'
import { closePeriod } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { record } from '../points/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { deputyRecord } from '../people/queries.ts'
import { ofQuarter } from './queries.ts'

describe('history', () => {
  test('of a mandate: newest first, page by page, with whoever acted', async () => {
    const { must, store, ctx, of, mandates, office, commission } = await districtWithDeputies()
    const entry = { ...of, mandateId: mandates[0]!, itemCode: 'survey', note: '' }
    for (let n = 0; n < 60; n++) await must(record, { ...entry, occurredOn: '2026-09-16' }, office(of.unitId))
    const pageAt = async (before?: number) => {
      const read = await ask(store, deputyRecord, { mandateId: mandates[0]!, before }, ctx(office(of.unitId)))
      if (!read.ok) throw new Error(read.problem.code)
      return read.value.history!
    }
    const first = await pageAt()
    expect(first.items).toHaveLength(50)
    expect(first.items[0]).toMatchObject({
      words: { zh: '登记积分' },
      actorName: '罗敏',
      itemCode: 'survey',
      hundredths: 100,
    })
    const second = await pageAt(first.before!)
    expect(second.before).toBeNull()
    const seqs = [...first.items, ...second.items].map((item) => item.seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a))
    expect(seqs).toHaveLength(60)
    const read = (actor: Actor) => ask(store, deputyRecord, { mandateId: mandates[0]! }, ctx(actor))
    expect(await read(office('elsewhere'))).toMatchObject({ problem: { status: 404 } })
    expect(await read({ ...commission, roles: ['working_body'] })).toMatchObject({ value: { history: null } })
  })

  test('of a quarter: its closing, and nothing of another unit', async () => {
    const { must, store, ctx, of, office } = await districtWithDeputies()
    const quarter = { ...of, quarter: '2026Q3' }
    await must(closePeriod, quarter, office(of.unitId))
    expect(await ask(store, ofQuarter, quarter, ctx(office(of.unitId)))).toMatchObject({
      value: { items: [{ type: 'period.closed', words: { en: 'Quarter closed' } }], before: null },
    })
    expect(await ask(store, ofQuarter, quarter, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
  })
})
