import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import { exempt } from '../assessment/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { addDays } from '../kernel/calendar.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import { begin, establish, drawDistrict } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { isCandidate, lastFinished, weigh } from './candidate-rules.ts'
import { candidates } from './candidates.ts'
import { open } from './commands.ts'

const preset = presetRuleSet('2025Q1')
/** Whoever has fewer than ten points a year, or no group activity in a quarter, is listed. */
const rules = { ...preset, lineHundredths: 1000 }

async function world(given: object = {}) {
  const district = await districtWithDeputies({ ruleSets: [rules], ...given })
  const { store, ctx, commission, must, of, mandates } = district
  const listed = async (input: object = {}, actor: Parameters<typeof ctx>[0] = commission) => {
    const read = await ask(store, candidates, { year: '2026', level: 'district', ...input }, ctx(actor))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  const entry = (n: number, itemCode: string, occurredOn: string) =>
    must(record, { ...of, mandateId: mandates[n]!, itemCode, occurredOn, note: '' })
  const groups = async (n: number) => {
    for (const day of ['2026-02-10', '2026-05-10', '2026-08-10']) await entry(n, 'group-activity', day)
  }
  return { ...district, listed, entry, groups }
}

describe('duty-case.candidates', () => {
  test('who is under the line of the days served or missed a minimum of a finished quarter, with the arithmetic', async () => {
    const { listed, entry, groups, mandates, must, of } = await world()
    await groups(0)
    for (const day of ['2026-03-03', '2026-06-03']) await entry(0, 'inspection', day)
    await groups(1)
    await entry(2, 'group-activity', '2026-02-10')
    const attendance = [{ mandateId: mandates[1]!, presence: 'leave' as const }]
    await must(hold, { ...of, title: '视察', itemCode: 'inspection', occurredOn: '2026-09-04', attendance })
    const { quarter, lineHundredths, deputyCount, candidates: found } = await listed()
    expect({ quarter, lineHundredths, deputyCount }).toEqual({
      quarter: '2026Q3',
      lineHundredths: 1000,
      deputyCount: 3,
    })
    expect(found.map(({ mandateId }) => mandateId).sort()).toEqual([mandates[1]!, mandates[2]!].sort())
    expect(found.find(({ mandateId }) => mandateId === mandates[1])).toMatchObject({
      ...{ yearHundredths: 600, present: 0, onLeave: 1, absent: 0, missed: [], caseId: null },
      // 10 × 273 / 365
      assessment: { hundredths: 600, lineHundredths: 748, servedDays: 273, spanDays: 365, isBelowLine: true },
    })
    expect(found.find(({ mandateId }) => mandateId === mandates[2])!.missed).toMatchObject([
      { period: '2026Q2', times: 1, done: 0, missing: 1, name: '代表小组活动' },
      { period: '2026Q3', times: 1, done: 0, missing: 1 },
    ])
  })

  test('who is left out of the year’s assessment is counted and not listed', async () => {
    const { listed, must, mandates, commission } = await world()
    expect(await listed()).toMatchObject({ candidateCount: 3, exemptCount: 0 })
    const left = { mandateId: mandates[1]!, year: '2026', ground: 'suspended' as const, reason: '暂停执行（演示）' }
    await must(exempt, left, commission)
    const list = await listed()
    expect(list).toMatchObject({ candidateCount: 2, exemptCount: 1 })
    expect(list.candidates.map(({ mandateId }) => mandateId)).not.toContain(mandates[1])
  })

  test('lists, and opens nothing: no event is written, and a case that runs is named to the district only', async () => {
    const { listed, database, must, mandates, office, of, commission } = await world()
    const count = () => database.prepare('select count(*) as n from event').get()
    const before = count()
    expect((await listed()).candidateCount).toBe(3)
    expect(count()).toEqual(before)
    const about = { mandateId: mandates[0]!, ground: 'below-line' as const, period: '2026', reason: '低于提示线' }
    const [opened] = await must(open, about, commission)
    const caseOf = (list: Awaited<ReturnType<typeof listed>>) =>
      list.candidates.find(({ mandateId }) => mandateId === mandates[0])!.caseId
    expect(caseOf(await listed())).toBe(opened!.commandId)
    expect(caseOf(await listed({}, office(of.unitId)))).toBe(null)
  })

  test('a unit’s office sees its own deputies only, another’s none of them', async () => {
    const { listed, must, of, office } = await world()
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const there = { unitId: town!.commandId, level: 'district' as const }
    const [drawn] = await must(drawDistrict, { ...there, name: '镇第1选区', seats: 1 })
    const term = { electoralDistrictId: drawn!.commandId, startOn: '2021-11-20', endOn: '2026-12-31' }
    await must(begin, { ...there, ...term, name: '苏兰', ground: 'general_election' })
    expect((await listed()).candidates).toHaveLength(4)
    expect((await listed({}, office(of.unitId))).candidates.every(({ unitId }) => unitId === of.unitId)).toBe(true)
    expect((await listed({}, office(there.unitId))).candidates.map(({ name }) => name)).toEqual(['苏兰'])
    expect((await listed({}, office('elsewhere'))).candidates).toEqual([])
  })

  test('a year without a finished quarter has nobody, nor has one of somebody who left', async () => {
    const { listed, must, of, mandates, store, ctx, visitor } = await world()
    expect(await listed({ year: '2027' })).toMatchObject({ quarter: null, candidates: [] })
    expect(await listed({ year: '2025' })).toMatchObject({ quarter: '2025Q4', candidateCount: 3 })
    const end = { endOn: '2026-10-05', ending: 'moved' as const, decision: '青人常〔2026〕9号' }
    await must(endMandateEarly, { ...of, mandateId: mandates[0]!, ...end })
    expect((await listed()).candidateCount).toBe(2)
    const asked = await ask(store, candidates, { year: '2026', level: 'district' }, ctx(visitor))
    expect(asked).toMatchObject({ problem: { status: 401 } })
    expect(
      await run(store, open, { mandateId: mandates[0]!, ground: 'other', period: '2026', reason: '略' }, ctx(visitor))
    ).toMatchObject({ problem: { status: 401 } })
  })

  test('pages of a hundred, nobody twice and nobody missing', async () => {
    const { listed } = await world({ count: 130 })
    const first = await listed()
    const second = await listed({ after: first.after! })
    const ids = [...first.candidates, ...second.candidates].map(({ mandateId }) => mandateId)
    expect([first.candidates.length, second.candidates.length, new Set(ids).size]).toEqual([100, 30, 130])
    expect(second.after).toBe(null)
  })
})

describe('the arithmetic', () => {
  test.each([
    ['2026', '2026-03-31', null],
    ['2026', '2026-04-01', '2026Q1'],
    ['2026', '2026-12-31', '2026Q3'],
    ['2026', '2027-01-01', '2026Q4'],
    ['2025', '2026-10-08', '2025Q4'],
    ['2027', '2026-10-08', null],
  ])('of %s, seen on %s, the last finished quarter is %s', (year, today, quarter) => {
    expect(lastFinished(year, today)).toBe(quarter)
  })

  test('who sat for a part of the time is held to that part', () => {
    const of = (startOn: string, yearHundredths: number) =>
      weigh({
        ruleSets: [rules],
        quarter: '2026Q2',
        term: { startOn, endOn: '2026-12-31' },
        yearHundredths,
        balances: [],
      })
    // 10 × 181 / 365 and 10 × 30 / 365
    expect(of('2021-11-20', 495).assessment).toMatchObject({ lineHundredths: 496, isBelowLine: true })
    expect(of('2026-06-01', 82).assessment).toMatchObject({ lineHundredths: 82, isBelowLine: false })
    expect(of('2026-06-01', 82).missed).toEqual([])
    expect(isCandidate(of('2026-06-01', 82))).toBe(false)
  })

  test('a minimum of the year counts when the year is over', () => {
    const minimums = [{ itemCode: 'duty-report', per: 'year' as const, times: 1, article: '《代表法》第五十八条' }]
    const asked = (quarter: string) =>
      weigh({
        ...{ ruleSets: [{ ...rules, minimums }], quarter, term: { startOn: '2021-11-20', endOn: '2026-12-31' } },
        ...{ yearHundredths: 5000, balances: [] },
      }).missed
    expect(asked('2026Q3')).toEqual([])
    expect(asked('2026Q4')).toMatchObject([{ period: '2026', missing: 1 }])
  })

  test('more points and more entries never put anybody on the list', () => {
    const counted = fc.record({
      quarter: fc.constantFrom('2026Q1', '2026Q2', '2026Q3'),
      itemCode: fc.constant('group-activity'),
      entryCount: fc.integer({ min: 0, max: 3 }),
      rawHundredths: fc.constant(0),
    })
    const given = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.array(counted, { maxLength: 3 }), fc.nat(400))
    fc.assert(
      fc.property(given, fc.nat(500), ([yearHundredths, balances, began], more) => {
        const term = { startOn: addDays('2025-12-01', began), endOn: '2026-12-31' }
        const on = { ruleSets: [rules], quarter: '2026Q3', term }
        const more2 = [{ quarter: '2026Q2', itemCode: 'group-activity', entryCount: 1, rawHundredths: 0 }]
        const before = isCandidate(weigh({ ...on, yearHundredths, balances }))
        const after = isCandidate(
          weigh({ ...on, yearHundredths: yearHundredths + more, balances: [...balances, ...more2] })
        )
        expect(before || !after).toBe(true)
      }),
      { numRuns: 1000 }
    )
  })
})
