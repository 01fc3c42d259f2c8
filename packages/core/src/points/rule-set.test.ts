import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply } from '../imports/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { OPENINGS, sheet, staged } from '../testing-import.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { assess, places, servedIn, yearDays } from './assessment-rules.ts'
import { minimumsOf } from './minimum-rules.ts'
import { publishRuleSet, record, reverse } from './commands.ts'
import { tryRuleSet } from './draft.ts'
import { presetRuleSet } from './preset.ts'
import { ruleChanges } from './changed-rules.ts'
import { quarterScore, yearScore, type RuleSet } from './rules.ts'
import { NO_CAP, NO_FLOOR } from './schema.ts'

const next = (change: object = {}): RuleSet => ({ ...presetRuleSet('2027Q1'), version: 2, ...change })

const graded = {
  baseHundredths: 6000,
  lineHundredths: 6500,
  grades: [
    { name: '优秀', fromHundredths: 9000 },
    { name: '称职', fromHundredths: 6000 },
    { name: '不称职', fromHundredths: NO_FLOOR },
  ],
}

describe('rule-set.publish', () => {
  test('keeps base, line, grades and minimums, and replaying gives the same rows', async () => {
    const { must, database, system } = await districtWithDeputies()
    await must(publishRuleSet, next(graded), system)
    const rows = (table: string) => database.prepare(`select * from ${table} where version = 2`).all()
    expect(rows('rule_set')).toMatchObject([{ baseHundredths: 6000, lineHundredths: 6500 }])
    expect(rows('rule_grade')).toHaveLength(3)
    expect(rows('rule_minimum')).toMatchObject([{ itemCode: 'group-activity', per: 'quarter', times: 1 }])
    expect(rows('rule_category').filter(({ aboveTotal }) => aboveTotal === 1)).toMatchObject([{ code: 'conduct' }])
    const again = await replayed(database)
    for (const table of ['rule_set', 'rule_category', 'rule_item', 'rule_grade', 'rule_minimum']) {
      const all = `select * from ${table} order by 1, 2, 3`
      expect(again.prepare(all).all(), table).toEqual(database.prepare(all).all())
    }
  })

  const minimum = { itemCode: 'training', per: 'year' as const, times: 1, article: '' }
  const named = (...names: string[]) => names.map((name, n) => ({ name, fromHundredths: -n }))
  test.each([
    ['a cap of the year below the base', { yearCap: 5999, baseHundredths: 6000 }, 'cap-below-base', '/yearCap'],
    [
      'grades that do not go down',
      { grades: graded.grades.toReversed() },
      'grade-not-lower',
      '/grades/1/fromHundredths',
    ],
    ['a grade there twice', { grades: named('优', '良', '优') }, 'grade-twice', '/grades/2/name'],
    ['a minimum there twice', { minimums: [minimum, minimum] }, 'minimum-twice', '/minimums/1/itemCode'],
    [
      'a minimum of nothing',
      { minimums: [{ ...minimum, itemCode: 'no-item' }] },
      'no-such-item',
      '/minimums/0/itemCode',
    ],
    ['a version that overlaps', { fromQuarter: '2025Q1' }, 'rule-set-not-next', undefined],
    ['a base in mid-year', { fromQuarter: '2027Q2', baseHundredths: 100 }, 'year-rule-in-mid-year', '/baseHundredths'],
    ['a line in mid-year', { fromQuarter: '2027Q2', lineHundredths: 100 }, 'year-rule-in-mid-year', '/lineHundredths'],
    [
      'grades in mid-year',
      { fromQuarter: '2027Q2', grades: named('优') },
      'year-rule-in-mid-year',
      '/grades/0/fromHundredths',
    ],
    [
      'a yearly minimum in mid-year',
      { fromQuarter: '2027Q2', minimums: [minimum] },
      'year-rule-in-mid-year',
      '/minimums/0/times',
    ],
  ])('refuses %s', async (_, change, code, pointer) => {
    const { store, ctx, system, commission, of } = await districtWithDeputies()
    const draft = next(change)
    for (const result of [
      await run(store, publishRuleSet, draft, ctx(system)),
      await ask(store, tryRuleSet, { ...draft, quarter: '2026Q3', level: of.level }, ctx(commission)),
    ]) {
      expect(result).toMatchObject({ ok: false, problem: { code } })
      if (!result.ok && pointer) expect(result.problem.errors?.[0]?.pointer).toBe(pointer)
    }
  })

  test('a minimum a quarter may change in mid-year, a category’s place above the total may not', async () => {
    const { store, ctx, system } = await districtWithDeputies()
    const draft = next({ fromQuarter: '2027Q2', minimums: [] })
    const categories = draft.categories.map((one) => ({ ...one, aboveTotal: true }))
    expect(await run(store, publishRuleSet, { ...draft, categories }, ctx(system))).toMatchObject({
      problem: { errors: [{ pointer: '/categories/0/aboveTotal' }] },
    })
    expect(await run(store, publishRuleSet, draft, ctx(system))).toMatchObject({ ok: true })
  })
})

describe('rule-set.try', () => {
  test('says what the last quarter would have been, by unit and by whom it would change, and writes nothing', async () => {
    const { must, store, ctx, database, commission, of, mandates } = await districtWithDeputies()
    const entry = { ...of, itemCode: 'inspection', occurredOn: '2026-09-16', note: '' }
    for (const mandateId of [mandates[0]!, mandates[0]!, mandates[1]!]) await must(record, { ...entry, mandateId })
    const events = () => database.prepare('select count(*) as count from event').get()
    const before = events()
    const draft = next()
    const inspections = (by: object) =>
      draft.items.map((item) => (item.code === 'inspection' ? { ...item, ...by } : item))
    const items = inspections({ quarterCap: 400 })
    const read = await ask(store, tryRuleSet, { ...draft, items, quarter: '2026Q3', level: of.level }, ctx(commission))
    expect(read.ok && read.value).toMatchObject({
      counts: { more: 0, less: 1, same: 2 },
      units: [{ unitId: of.unitId, deputies: 3, changed: 1, now: 900, then: 700 }],
      changes: [{ mandateId: mandates[0], difference: -200, then: { hundredths: 400, yearHundredths: 400 } }],
    })
    const dearer = { ...draft, items: inspections({ hundredths: 350 }), quarter: '2026Q3', level: of.level }
    const more = await ask(store, tryRuleSet, dearer, ctx(commission))
    expect(more.ok && more.value).toMatchObject({ counts: { more: 2 }, units: [{ now: 900, then: 1050 }] })
    expect(events()).toEqual(before)
  })

  test('opening points keep the amount their source gave, and no more than that', async () => {
    const { must, store, ctx, commission, of, mandates } = await districtWithDeputies()
    const opening = ['', '陈静', '', '', '', '', '2026Q3', 'inspection', '4.5', '区登记册第12页']
    const [applied] = await must(apply, await staged(store, [sheet('期初积分', OPENINGS, opening)]), commission)
    const entry = { ...of, mandateId: mandates[0]!, itemCode: 'inspection', occurredOn: '2026-09-16', note: '' }
    await must(record, entry)
    const draft = next()
    const items = draft.items.map((item) => (item.code === 'inspection' ? { ...item, hundredths: 350 } : item))
    const asked = { ...draft, items, quarter: '2026Q3', level: of.level }
    const read = await ask(store, tryRuleSet, asked, ctx(commission))
    expect(read.ok && read.value.units).toMatchObject([{ now: 750, then: 800 }])
    const entryId = `${applied!.commandId}/1`
    const reversal = { ...of, mandateId: mandates[0]!, entryId, occurredOn: '2026-09-30', reason: '登错' }
    await must(reverse, reversal)
    const without = await ask(store, tryRuleSet, asked, ctx(commission))
    expect(without.ok && without.value.units).toMatchObject([{ now: 300, then: 350 }])
  })

  test('is the district’s offices’: a unit office may not', async () => {
    const { store, ctx, office, of } = await districtWithDeputies()
    const asked = { ...next(), quarter: '2026Q3', level: of.level }
    expect(await ask(store, tryRuleSet, asked, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
  })
})

describe('ruleChanges', () => {
  test('says what was added, changed and removed, each under its name', () => {
    const before = next({ grades: [{ name: '优秀', fromHundredths: 9000 }], minimums: [] })
    const items = before.items.map((item) => (item.code === 'training' ? { ...item, hundredths: 300 } : item))
    const added = { ...items[0]!, code: 'new-item', name: '走访' }
    const after = { ...before, items: [...items, added], grades: [], yearCap: 9000 }
    const changes = ruleChanges(before, after)
    expect(changes.map(({ subject, name, kind }) => [subject, name, kind])).toEqual([
      ['total', '', 'changed'],
      ['item', '学习培训', 'changed'],
      ['item', '走访', 'added'],
      ['grade', '优秀', 'removed'],
    ])
    expect(changes[0]!.fields).toEqual([{ field: 'yearCap', before: NO_CAP, after: 9000 }])
    expect(changes[1]!.fields).toEqual([{ field: 'hundredths', before: 200, after: 300 }])
    expect(ruleChanges(before, before)).toEqual([])
  })
})

test('bonuses and deductions come on top of the total’s cap', () => {
  const set = next({ quarterCap: 500, yearCap: 500 })
  const balances = [
    { quarter: '2027Q1', itemCode: 'inspection', rawHundredths: 900 },
    { quarter: '2027Q1', itemCode: 'discipline', rawHundredths: -1000 },
  ]
  expect(quarterScore([set], balances, '2027Q1').hundredths).toBe(500 - 1000)
  expect(yearScore([set], balances, '2027Q1').hundredths).toBe(500 - 1000)
})

describe('assess', () => {
  const set = next({ ...graded, yearCap: 10_000 })
  const year = (activity: number, conduct = 0) => ({
    hundredths: activity + conduct,
    categories: { activity, conduct },
  })
  const whole = { servedDays: 365, spanDays: 365 }

  test('adds the base under the cap of the year, and what stands above the total after it', () => {
    expect(assess(set, year(3000), whole)).toMatchObject({ hundredths: 9000, grade: '优秀', isBelowLine: false })
    expect(assess(set, year(9000), whole)).toMatchObject({ hundredths: 10_000 })
    expect(assess(set, year(9000, -1000), whole)).toMatchObject({ hundredths: 9000 })
    expect(assess(set, year(0), whole)).toMatchObject({ hundredths: 6000, grade: '称职', isBelowLine: true })
    expect(assess({ ...set, lineHundredths: null }, year(0), whole)).toMatchObject({ isBelowLine: false })
  })

  test('holds whoever sat for a part of the year to that part of base, line and grades', () => {
    const half = { servedDays: 73, spanDays: 365 }
    expect(assess(set, year(100), half)).toMatchObject({
      ...{ baseHundredths: 1200, hundredths: 1300, lineHundredths: 1300, isBelowLine: false, grade: '称职' },
    })
    expect(assess(set, year(600), half)).toMatchObject({ hundredths: 1800, grade: '优秀' })
    expect(assess(set, year(-300), half)).toMatchObject({ hundredths: 900, grade: '不称职', isBelowLine: true })
  })

  test('never gives more points a lower grade, for whatever part of a year', () => {
    const points = fc.integer({ min: -5000, max: 9000 })
    fc.assert(
      fc.property(points, points, fc.integer({ min: 1, max: 365 }), (a, b, servedDays) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((one) => {
          const { grade } = assess(set, year(one), { servedDays, spanDays: 365 })
          return graded.grades.findIndex(({ name }) => name === grade)
        }) as [number, number]
        expect(high).toBeLessThanOrEqual(low)
      }),
      { numRuns: 500 }
    )
  })
})

test('places go by points for a day served; ties share a place and the next is left out', () => {
  const row = (hundredths: number, servedDays = 360) => ({ hundredths, servedDays })
  const rows = [row(900), row(1800), row(450, 180), row(700), row(900, 180)]
  expect(rows.map((one) => places(rows).get(one))).toEqual([3, 1, 3, 5, 1])
})

test('a mandate’s part of a year is counted in days, both ends with it', () => {
  const served = (startOn: string, endOn: string) => servedIn({ startOn, endOn }, yearDays('2027')).servedDays
  expect(served('2021-11-20', '2028-12-31')).toBe(365)
  expect(served('2027-12-31', '2031-12-31')).toBe(1)
  expect(served('2021-11-20', '2027-01-31')).toBe(31)
  expect(served('2028-01-01', '2031-12-31')).toBe(0)
})

describe('minimumsOf', () => {
  const set = next({
    minimums: [
      { itemCode: 'group-activity', per: 'quarter', times: 1, article: '第二十四条' },
      { itemCode: 'training', per: 'year', times: 4, article: '' },
    ],
  })
  const balances = [
    { quarter: '2027Q1', itemCode: 'group-activity', entryCount: 2 },
    { quarter: '2027Q1', itemCode: 'training', entryCount: 1 },
    { quarter: '2027Q2', itemCode: 'training', entryCount: 1 },
  ]
  const term = { startOn: '2021-11-20', endOn: '2028-12-31' }
  const missing = (quarter: string, of = term) => minimumsOf(set, balances, quarter, of).map((one) => one.missing)

  test('counts a quarter’s alone and a year’s up to the quarter; more than asked makes up for nothing', () => {
    expect(missing('2027Q1')).toEqual([0, 3])
    expect(missing('2027Q2')).toEqual([1, 2])
    expect(minimumsOf(set, balances, '2027Q2', term)[0]).toMatchObject({ name: '代表小组活动', times: 1, done: 0 })
  })

  test('asks of part of a span only that part, rounded down', () => {
    expect(missing('2027Q2', { ...term, startOn: '2027-04-02' })).toEqual([0, 1])
    expect(missing('2027Q3', { ...term, startOn: '2027-07-02' })).toEqual([0, 0])
    expect(missing('2027Q2', { ...term, startOn: '2027-04-01' })).toEqual([1, 1])
  })
})
