import fc from 'fast-check'
import type { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { closePeriod } from '../board/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { racing } from '../testing-race.ts'
import { someItem, someRules } from '../testing-rules.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { publishRuleSet, record, reverse } from './commands.ts'
import { ledger } from './ledger.ts'
import { listRuleSets, preview, summary } from './queries.ts'
import { newestEntries } from './newest.ts'
import { presetRuleSet } from './preset.ts'
import { quarterScore, yearScore, type Balance } from './rules.ts'

const inspection = { itemCode: 'inspection', occurredOn: '2026-09-16', note: '' }

describe('points.record', () => {
  test('points.recorded: one entry, its balance and its year in seven rows', async () => {
    const { must, database, office, of, mandates } = await districtWithDeputies()
    const input = { ...of, ...inspection, mandateId: mandates[0]!, note: '老旧小区加装电梯视察' }
    await must(record, input, office(of.unitId))
    expect(database.prepare('select quarter, hundredths, actor from point_entry').all()).toEqual([
      { quarter: '2026Q3', hundredths: 300, actor: 'member:luomin' },
    ])
    expect(database.prepare('select * from mandate_year').get()).toMatchObject({
      year: '2026',
      q3Hundredths: 300,
      toQ2Hundredths: 0,
      toQ3Hundredths: 300,
      toQ4Hundredths: 300,
      categories: '{"Q3":{"activity":300}}',
    })
    expect(JSON.stringify(database.prepare('select * from event').all())).not.toContain('加装电梯')
  })

  test.each([
    ['another unit’s office', { unitId: 'elsewhere' }, 404],
    ['a mandate that is not the unit’s', { mandateId: 'nobody' }, 404],
    ['a level the mandate does not have', { level: 'township' as const }, 404],
    ['an item the rules do not have', { itemCode: 'karaoke' }, 422],
    ['a day to come', { occurredOn: '2026-10-09' }, 422],
    ['a day before the mandate', { occurredOn: '2021-11-19' }, 422],
    ['a day before there were rules', { occurredOn: '2024-12-31' }, 422],
  ])('refuses %s and changes nothing', async (_, change, status) => {
    const { store, database, ctx, office, of, mandates } = await districtWithDeputies()
    const input = { ...of, ...inspection, mandateId: mandates[0]!, ...change }
    const result = await run(store, record, input, ctx(office(of.unitId)))
    expect(result).toMatchObject({ ok: false, problem: { status } })
    expect(database.prepare('select count(*) as count from point_entry').get()).toEqual({ count: 0 })
  })

  test('a record and a close never both win with the entry missing from the closed quarter', async () => {
    for (const [first, second] of [
      ['record', 'close'],
      ['close', 'record'],
    ]) {
      const { store, database, ctx, commission, of, mandates } = await districtWithDeputies()
      const shared = racing(store, 2)
      const acts = {
        record: () => run(shared, record, { ...of, ...inspection, mandateId: mandates[0]! }, ctx(commission)),
        close: () => run(shared, closePeriod, { ...of, quarter: '2026Q3' }, ctx(commission)),
      }
      const results = await Promise.all([acts[first as 'record'](), acts[second as 'close']()])
      const closedAt = database.prepare("select seq from event where type = 'period.closed'").get() as { seq: number }
      const recorded = database.prepare("select seq from event where type = 'points.recorded'").get() as
        { seq: number } | undefined
      if (recorded) expect(recorded.seq).toBeLessThan(closedAt.seq)
      else expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'quarter-closed' } })
    }
  })
})

test('evidence stands beside the entry and in no event', async () => {
  const { must, store, ctx, database, commission, of, mandates } = await districtWithDeputies()
  const evidence = '区人大办〔2026〕18号'
  await must(record, { ...of, ...inspection, mandateId: mandates[0]!, evidence }, commission)
  const read = await ask(store, ledger, { ...of, mandateId: mandates[0]!, quarter: '2026Q3' }, ctx(commission))
  expect(read.ok && read.value.entries[0]).toMatchObject({ evidence, note: '' })
  expect(JSON.stringify(database.prepare('select * from event').all())).not.toContain(evidence)
})

describe('points.reverse', () => {
  test('points.reversed: takes the amount back and leaves both entries to be read', async () => {
    const { must, store, ctx, office, commission, of, mandates } = await districtWithDeputies()
    const key = { ...of, mandateId: mandates[0]!, occurredOn: inspection.occurredOn }
    const [fact] = await must(record, { ...key, itemCode: 'inspection', note: '视察' }, office(of.unitId))
    const entryId = `${fact!.commandId}/0`
    await must(reverse, { ...key, entryId, reason: '与签到记录重复' }, commission)
    const read = await ask(store, ledger, { ...of, mandateId: mandates[0]!, quarter: '2026Q3' }, ctx(commission))
    expect(read.ok && read.value.entries.map((entry) => [entry.hundredths, entry.note, entry.recorder])).toEqual([
      [-300, '与签到记录重复', '何敏'],
      [300, '视察', '罗敏'],
    ])
    const totals = await ask(store, preview, { ...of, quarter: '2026Q3' }, ctx(commission))
    expect(totals.ok && totals.value.rows.map((row) => row.quarterHundredths)).toEqual([0, 0, 0])
  })

  test('refuses a second reversal, a reversal of a reversal and an entry of another unit', async () => {
    const { must, store, ctx, office, of, mandates } = await districtWithDeputies()
    const key = { ...of, mandateId: mandates[0]!, occurredOn: inspection.occurredOn }
    const [fact] = await must(record, { ...key, itemCode: 'inspection', note: '' })
    const reversal = { ...key, entryId: `${fact!.commandId}/0`, reason: '登错' }
    const [back] = await must(reverse, reversal)
    const clerk = ctx(office(of.unitId))
    expect(await run(store, reverse, reversal, clerk)).toMatchObject({ problem: { code: 'already-reversed' } })
    const twice = { ...reversal, entryId: `${back!.commandId}/0` }
    expect(await run(store, reverse, twice, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'reversal-is-final' },
    })
    const foreign = { ...reversal, mandateId: mandates[1]! }
    expect(await run(store, reverse, foreign, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 404 } })
  })

  test('of two people reversing one entry at once, the second learns that it is done', async () => {
    const { must, store, ctx, office, commission, of, mandates } = await districtWithDeputies()
    const key = { ...of, mandateId: mandates[0]!, occurredOn: inspection.occurredOn }
    const [fact] = await must(record, { ...key, itemCode: 'inspection', note: '' })
    const shared = racing(store, 2)
    const results = await Promise.all(
      [office(of.unitId), commission].map((actor) =>
        run(shared, reverse, { ...key, entryId: `${fact!.commandId}/0`, reason: '登错' }, ctx(actor))
      )
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'already-reversed' } })
  })
})

test('a mandate’s newest entries come twenty at a time, each once, and to whom the unit is in reach', async () => {
  const { must, store, ctx, office, of, mandates } = await districtWithDeputies()
  const asked = { ...of, mandateId: mandates[0]! }
  for (let n = 0; n < 41; n++) {
    const occurredOn = `2026-0${7 + (n % 3)}-0${1 + (n % 9)}`
    await must(record, { ...asked, itemCode: 'survey', occurredOn, note: '' })
  }
  await must(record, { ...asked, mandateId: mandates[1]!, itemCode: 'survey', occurredOn: '2026-09-30', note: '' })
  const seen: { id: string; occurredOn: string }[] = []
  const sizes: number[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page = await ask(store, newestEntries, { ...asked, before }, ctx(office(of.unitId)))
    if (!page.ok) throw new Error(page.problem.code)
    sizes.push(page.value.entries.length)
    seen.push(...page.value.entries)
    before = page.value.before
  }
  expect(sizes).toEqual([20, 20, 1])
  expect(new Set(seen.map(({ id }) => id)).size).toBe(41)
  const days = seen.map(({ occurredOn }) => occurredOn)
  expect(days).toEqual(days.toSorted().reverse())
  expect(await ask(store, newestEntries, asked, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
  const nobody = { ...asked, mandateId: 'nobody' }
  expect(await ask(store, newestEntries, nobody, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 404 } })
})

test('the district’s sums are those of its units’ lists; a unit office has its own', async () => {
  const { must, store, ctx, commission, office, of, mandates } = await districtWithDeputies()
  const [town] = await must(establish, { kind: 'town', name: '南河镇' })
  const there = { unitId: town!.commandId, level: 'district' as const }
  const [drawn] = await must(drawDistrict, { ...there, name: '第9选区', seats: 1 })
  const term = { startOn: '2021-11-20', endOn: '2026-08-31', ground: 'general_election' as const }
  const [begun] = await must(begin, { ...there, ...term, name: '何兰', electoralDistrictId: drawn!.commandId })
  await must(record, { ...of, ...inspection, mandateId: mandates[0]! })
  await must(record, { ...there, ...inspection, occurredOn: '2026-08-31', mandateId: begun!.commandId })
  const asked = { level: 'district' as const, quarter: '2026Q3' }
  const whole = await ask(store, summary, asked, ctx(commission))
  if (!whole.ok) throw new Error(whole.problem.code)
  for (const unit of whole.value.units) {
    const list = await ask(store, preview, { unitId: unit.unitId, ...asked }, ctx(commission))
    expect(unit.deputies).toEqual(
      list.ok &&
        list.value.rows.map(({ mandateId, name, quarterHundredths, yearHundredths }) => ({
          ...{ mandateId, name, quarterHundredths, yearHundredths },
        }))
    )
  }
  expect(whole.value.units.map(({ name, quarterHundredths }) => [name, quarterHundredths])).toEqual([
    ['北桥街道', 300],
    ['南河镇', 300],
  ])
  // Their mandate ended within the quarter before: they are nobody's any more.
  const next = await ask(store, summary, { ...asked, quarter: '2026Q4' }, ctx(commission))
  expect(next.ok && next.value.units.map(({ name }) => name)).toEqual(['北桥街道'])
  const own = await ask(store, summary, asked, ctx(office(town!.commandId)))
  expect(own.ok && own.value.units.map(({ name }) => name)).toEqual(['南河镇'])
})

describe('rule-set.publish', () => {
  test('is the commission’s too, with a reason; a unit office reads it only', async () => {
    const { must, store, ctx, commission, office, of } = await districtWithDeputies()
    const next = { ...presetRuleSet('2027Q1'), version: 2 }
    expect(await run(store, publishRuleSet, next, ctx(commission))).toMatchObject({
      problem: { errors: [{ pointer: '/reason' }] },
    })
    await must(publishRuleSet, { ...next, reason: '主任会议通过' }, commission)
    expect(await run(store, publishRuleSet, { ...next, version: 3 }, ctx(office(of.unitId)))).toMatchObject({
      problem: { status: 403 },
    })
    const list = await ask(store, listRuleSets, {}, ctx(office(of.unitId)))
    expect(list.ok && list.value).toMatchObject({
      inForce: 1,
      startQuarters: ['2027Q2', '2027Q3', '2027Q4'],
      ruleSets: [{ version: 2, reason: '主任会议通过', publisher: '何敏' }, { version: 1 }],
    })
  })

  test('says at which field a cap of the year moved, an item came twice or lacks its category', async () => {
    const { store, ctx, commission } = await districtWithDeputies()
    const next = { ...presetRuleSet('2027Q2'), version: 2, reason: '调整' }
    const pointerOf = async (input: typeof next) => {
      const result = await run(store, publishRuleSet, input, ctx(commission))
      return result.ok ? null : (result.problem.errors?.[0]?.pointer ?? result.problem.code)
    }
    const change = (index: number, by: object) => next.items.map((item, n) => (n === index ? { ...item, ...by } : item))
    expect(await pointerOf({ ...next, items: change(3, { yearCap: 900 }) })).toBe('/items/3/yearCap')
    expect(await pointerOf({ ...next, items: change(2, { categoryCode: 'none' }) })).toBe('/items/2/categoryCode')
    expect(await pointerOf({ ...next, items: [...next.items, next.items[0]!] })).toBe('/items/14/code')
    const categories = next.categories.map((one, n) => (n === 1 ? { ...one, yearCap: 100 } : one))
    expect(await pointerOf({ ...next, categories })).toBe('/categories/1/yearCap')
    expect(await pointerOf({ ...next, fromQuarter: '2027Q1', items: change(3, { yearCap: 900 }) })).toBe(null)
  })

  test('rule-set.published: begins in a quarter without entries, after the version before it', async () => {
    const { must, store, ctx, system, of, mandates } = await districtWithDeputies()
    await must(record, { ...of, ...inspection, mandateId: mandates[0]! })
    const second = { ...presetRuleSet('2026Q3'), version: 2 }
    expect(await run(store, publishRuleSet, second, ctx(system))).toMatchObject({ problem: { code: 'quarter-in-use' } })
    const next = { ...second, fromQuarter: '2026Q4' }
    const dropped = { ...next, items: next.items.slice(1) }
    expect(await run(store, publishRuleSet, dropped, ctx(system))).toMatchObject({ problem: { code: 'rule-dropped' } })
    const capped = { ...next, yearCap: 5000 }
    expect(await run(store, publishRuleSet, capped, ctx(system))).toMatchObject({
      problem: { code: 'year-cap-in-mid-year' },
    })
    await must(publishRuleSet, next, system)
    const stale = { ...second, version: 3, fromQuarter: '2026Q4' }
    expect(await run(store, publishRuleSet, stale, ctx(system))).toMatchObject({
      problem: { code: 'rule-set-not-next' },
    })
  })
})

const QUARTERS = ['2026Q1', '2026Q2', '2026Q3', '2026Q4']
const DAYS = ['2026-02-01', '2026-05-01', '2026-08-01', '2026-10-08']

const entries = fc.array(
  fc.record({
    mandate: fc.nat(2),
    quarter: fc.nat(3),
    item: someItem,
    reversed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 }
)

const rowsIn = (database: DatabaseSync, table: string) =>
  database.prepare(`select * from ${table} order by 1, 2, 3`).all()

describe('totals', () => {
  test('in SQL equal the pure function, and replaying the events gives the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(someRules, entries, async (sets, list) => {
        const { must, database, of, mandates } = await districtWithDeputies({ ruleSets: sets })
        for (const { mandate, quarter, item, reversed } of list) {
          const key = { ...of, mandateId: mandates[mandate]!, occurredOn: DAYS[quarter]! }
          const [fact] = await must(record, { ...key, itemCode: item, note: '' })
          if (reversed) await must(reverse, { ...key, entryId: `${fact!.commandId}/0`, reason: '登错' })
        }
        const balances = rowsIn(database, 'item_balance') as (Balance & { mandateId: string })[]
        for (const row of rowsIn(database, 'mandate_year')) {
          const own = balances.filter((balance) => balance.mandateId === row['mandateId'])
          QUARTERS.forEach((quarter, index) => {
            const score = quarterScore(sets, own, quarter)
            expect(row[`q${index + 1}Hundredths`]).toBe(score.hundredths)
            expect(row[`toQ${index + 1}Hundredths`]).toBe(yearScore(sets, own, quarter).hundredths)
            const categories = JSON.parse(row['categories'] as string) as Record<string, unknown>
            expect(categories[`Q${index + 1}`] ?? {}).toEqual(score.categories)
          })
        }
        const again = await replayed(database)
        for (const table of ['point_entry', 'item_balance', 'mandate_year', 'mandate', 'mandate_unit', 'rule_item']) {
          expect(rowsIn(again, table), table).toEqual(rowsIn(database, table))
        }
      }),
      { numRuns: 60 }
    )
  }, 60_000)
})
