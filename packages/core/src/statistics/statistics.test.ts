import { mean, quantile } from 'd3-array'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import { exempt } from '../assessment/commands.ts'
import { closePeriod } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { record, reverse } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { yearStatistics } from './queries.ts'
import { atFullTime, middleOf, spreadOf } from './rules.ts'

const rules = { ...presetRuleSet('2025Q1'), lineHundredths: 400 }
const term = { startOn: '2021-11-20', endOn: '2026-12-31', ground: 'general_election' as const, namesake: true }

/**
 * A street of six deputies, of whom the first n have n inspections of 3 points each in the third quarter, and a town of two:
 * the one with a suggestion, the other elected on 2 July with one inspection.
 */
async function twoUnits() {
  const world = await districtWithDeputies({ count: 6, ruleSets: [rules] })
  const { must, of, mandates, administrator } = world
  const inspected = { ...of, itemCode: 'inspection', occurredOn: '2026-09-16', note: '' }
  for (const [n, mandateId] of mandates.entries()) {
    for (let times = 0; times < n; times++) await must(record, { ...inspected, mandateId })
  }
  const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
  const there = { unitId: town!.commandId, level: of.level }
  const [drawn] = await must(drawDistrict, { ...there, name: '第1选区', seats: 3 })
  const seat = { ...there, ...term, electoralDistrictId: drawn!.commandId }
  const [old] = await must(begin, { ...seat, name: '许佳宁' })
  const elected = { startOn: '2026-07-02', ground: 'by_election' as const }
  const [young] = await must(begin, { ...seat, ...elected, name: '白露' }, administrator)
  const entry = { ...inspected, ...there }
  await must(record, { ...entry, mandateId: old!.commandId, itemCode: 'suggestion' })
  await must(record, { ...entry, mandateId: young!.commandId })
  const year = async (
    asked: { year?: string; unitId?: string } = {},
    actor: Actor = world.commission,
    today = '2027-01-10'
  ) => ask(world.store, yearStatistics, { level: of.level, year: '2026', ...asked }, { ...world.ctx(actor), today })
  const found = async (...of: Parameters<typeof year>) => {
    const read = await year(...of)
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  return { ...world, there, young: young!.commandId, year, found }
}

describe('statistics.of-year', () => {
  test('has the quartiles of a unit’s year, and of few deputies each one, without a name', async () => {
    const { found, of, there } = await twoUnits()
    const { spread, elapsed, rules } = await found()
    expect(rules).toEqual({ version: 1, lineHundredths: 400, baseHundredths: 0 })
    expect(elapsed).toEqual({ servedDays: 365, spanDays: 365 })
    // 0, 3, 6, 9, 12, 15
    expect(spread.units[0]).toEqual({
      ...{ unitId: of.unitId, name: '北桥街道', count: 6, leftOutCount: 0, values: [] },
      quartiles: { min: 0, lower: 375, median: 750, upper: 1125, max: 1500 },
    })
    // Of 365 days 183 were sat: 3 points in half a year stand beside 5.98 in a whole one.
    expect(spread.units[1]).toEqual({
      ...{ unitId: there.unitId, name: '柳荫镇', count: 2, leftOutCount: 0, quartiles: null },
      values: [300, 598],
    })
    expect(spread.all).toMatchObject({ count: 8, quartiles: { min: 0, median: 599, max: 1500 } })
    expect(JSON.stringify(await found())).not.toMatch(/许佳宁|白露|陈静/)
  })

  test('compares whom the assessment compares, and counts who is left out', async () => {
    const { found, must, mandates, commission, there, young } = await twoUnits()
    const left = { year: '2026', ground: 'suspended' as const, reason: '暂停执行代表职务（演示）' }
    await must(exempt, { ...left, mandateId: mandates[5]! }, commission)
    const { spread, participation, trend } = await found()
    expect(spread.units[0]).toMatchObject({ count: 5, leftOutCount: 1, quartiles: { max: 1200 } })
    expect(participation.all.deputyCount).toBe(7)
    expect(trend.at(-2)!.all.middle).toMatchObject({ count: 6 })
    // On 20 September whoever came on 2 July has sat 81 days.
    const early = await found({}, commission, '2026-09-20')
    expect(early.spread.units[1]).toMatchObject({ unitId: there.unitId, count: 1, leftOutCount: 1, values: [300] })
    expect(JSON.stringify(early)).not.toContain(young)
    // In the first 90 days of a year there is nobody to compare, and that is said by counts.
    const first = await found({ year: '2026' }, commission, '2026-03-01')
    expect(first.spread.all).toMatchObject({ count: 0, quartiles: null, values: [], leftOutCount: 7 })
    expect(first.participation.all.deputyCount).toBe(0)
  })

  test('follows eight quarters of rules, those who sat a whole one, and knows which are closed', async () => {
    const { found, must, of, there, commission, administrator } = await twoUnits()
    await must(closePeriod, { ...of, quarter: '2026Q3' }, commission)
    const { trend } = await found({ unitId: there.unitId }, commission, '2026-10-08')
    expect(trend.map(({ quarter }) => quarter)).toEqual([
      ...['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3', '2026Q4'],
    ])
    const third = trend[6]!
    // Six of the street and one of the town: 0, 3, 3, 6, 9, 12, 15. The other came on the quarter’s second day.
    expect(third.all).toEqual({ middle: { count: 7, mean: 686, median: 600 }, unitCount: 2, closedCount: 1 })
    expect(third.unit).toEqual({ middle: { count: 1, mean: 300, median: 300 }, unitCount: 1, closedCount: 0 })
    // Closing a quarter closes its year so far.
    expect(trend[5]!.all).toMatchObject({ middle: { count: 7, mean: 0, median: 0 }, closedCount: 1 })
    expect(trend[7]!.all).toMatchObject({ middle: { count: 8, mean: 0 }, closedCount: 0 })
    expect((await found({ year: '2025' }, administrator)).trend).toHaveLength(4)
  })

  test('counts who took part in each category and how its activities were attended; a deduction is no part taken', async () => {
    const { found, must, of, mandates, there } = await twoUnits()
    const presence = ['present', 'present', 'leave', 'absent'] as const
    const attendance = presence.map((one, n) => ({ mandateId: mandates[n]!, presence: one }))
    const activity = { ...of, occurredOn: '2026-05-06', itemCode: 'group-activity', title: '走访企业（演示）' }
    await must(hold, { ...activity, attendance })
    const away = { ...of, mandateId: mandates[0]!, itemCode: 'congress-absence', occurredOn: '2026-05-07', note: '' }
    await must(record, away)
    const [wrong] = await must(record, { ...away, itemCode: 'training' })
    const back = { entryId: `${wrong!.commandId}/0`, mandateId: away.mandateId, occurredOn: away.occurredOn }
    await must(reverse, { ...of, ...back, reason: '登记有误' })
    const { all, unit } = (await found({ unitId: there.unitId })).participation
    const of2 = (found: typeof all, code: string) => found.categories.find((one) => one.code === code)
    expect(of2(all, 'activity')).toEqual({
      ...{ code: 'activity', name: '活动', takingPartCount: 7, activityCount: 1 },
      ...{ concerned: 4, present: 2, onLeave: 1, absent: 1 },
    })
    expect(of2(all, 'meeting')).toMatchObject({ takingPartCount: 0, concerned: 0 })
    expect(of2(all, 'study')).toMatchObject({ takingPartCount: 0 })
    expect(unit).toMatchObject({ deputyCount: 2 })
    expect(of2(unit!, 'suggestion')).toMatchObject({ takingPartCount: 1 })
    expect(of2(unit!, 'activity')).toMatchObject({ takingPartCount: 1, activityCount: 0, concerned: 0 })
  })

  test('a unit’s office has its own unit and no other; of a year to come there is nothing', async () => {
    const { year, found, office, of, there } = await twoUnits()
    const own = await found({}, office(there.unitId))
    expect(own.spread).toMatchObject({ all: { count: 2 }, units: [{ unitId: there.unitId }] })
    expect(own.trend.at(-2)!.all).toMatchObject({ unitCount: 1 })
    expect(own.participation.all.deputyCount).toBe(2)
    expect(await year({ unitId: of.unitId }, office(there.unitId))).toMatchObject({ problem: { status: 404 } })
    expect(await year({ unitId: 'nowhere' })).toMatchObject({ problem: { status: 404 } })
    expect(await year({ year: '2028' })).toMatchObject({ problem: { status: 404 } })
    expect(await year({}, office('elsewhere'))).toMatchObject({ value: { spread: { units: [], all: { count: 0 } } } })
  })
})

const values = fc.array(fc.integer({ min: -5_000, max: 20_000 }), { maxLength: 40 })
const QUARTERS = { min: 0, lower: 0.25, median: 0.5, upper: 0.75, max: 1 }

test('quartiles and the middle do not depend on the order, and are what d3 makes of the same values', () => {
  fc.assert(
    fc.property(
      values.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(spreadOf(shuffled)).toEqual(spreadOf(all))
        expect(middleOf(shuffled)).toEqual(middleOf(all))
        const { count, quartiles, values } = spreadOf(all)
        expect([count, quartiles === null]).toEqual([all.length, all.length < 5])
        expect(values).toHaveLength(quartiles === null ? all.length : 0)
        for (const [name, part] of Object.entries(QUARTERS)) {
          if (quartiles)
            expect(Math.abs(quartiles[name as keyof typeof quartiles] - quantile(all, part)!)).toBeLessThanOrEqual(0.5)
        }
        const middle = middleOf(all)
        if (middle) expect(Math.abs(middle.mean - mean(all)!)).toBeLessThanOrEqual(0.5)
      }
    )
  )
})

test('a year at full time is itself for whoever sat all of it, and twice itself for half of it', () => {
  expect(atFullTime(1234, 300, 300)).toBe(1234)
  expect(atFullTime(1234, 150, 300)).toBe(2468)
  expect(atFullTime(-100, 100, 150)).toBe(-150)
})
