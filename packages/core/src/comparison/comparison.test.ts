import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import { exempt } from '../assessment/commands.ts'
import { yearAssessment } from '../assessment/queries.ts'
import { closePeriod } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { transfer } from '../mandate/commands.ts'
import { begin, establish, drawDistrict } from '../people/commands.ts'
import { record, reverse } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { recordVoters } from '../reception/commands.ts'
import { register } from '../term/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { termComparison } from './queries.ts'

const TODAY = '2026-10-08'
const rules = {
  ...presetRuleSet('2025Q1'),
  baseHundredths: 3650,
  grades: [
    { name: '优秀', fromHundredths: 4000 },
    { name: '称职', fromHundredths: 0 },
  ],
}

/** Three deputies from the term's first day, and one elected within it, of one street; a term that is registered. */
async function world({ hasTerm = true, late = '2026-07-01', ruleSet = rules } = {}) {
  const district = await districtWithDeputies({ ruleSets: [ruleSet] })
  const { must, of, mandates, seats, office, store, ctx, administrator } = district
  const days = { startOn: '2021-11-20', endOn: '2026-12-31' }
  if (hasTerm) await must(register, { congresses: [{ congressId: 'district', ordinal: 18 }], ...days })
  const [drawn] = await must(drawDistrict, { ...of, name: '第9选区', seats: 1 })
  const seat = { ...of, electoralDistrictId: drawn!.commandId, ground: 'by_election' as const, namesake: true }
  const [begun] = await must(begin, { ...seat, name: '秦越', startOn: late, endOn: '2026-12-31' })
  expect(seats).toHaveLength(1)
  const all = [...(mandates as [string, string, string]), begun!.commandId] as const
  const unit = office(of.unitId)
  const enter = (mandateId: string, itemCode: string, occurredOn: string) =>
    must(record, { ...of, mandateId, itemCode, occurredOn, note: '' }, unit)
  type Asked = Partial<Parameters<typeof termComparison.load>[0]>
  const compare = (asked: Asked = {}, actor: Actor = administrator) =>
    ask(
      store,
      termComparison,
      { level: 'district', sort: 'register', direction: 'descending', page: 0, ...asked },
      ctx(actor)
    )
  const rows = async (asked: Asked = {}) => {
    const found = await compare(asked)
    if (!found.ok) throw new Error(found.problem.code)
    return found.value
  }
  const row = async (mandateId: string) => (await rows()).deputies.find((one) => one.mandateId === mandateId)!
  return { ...district, unit, all, enter, compare, rows, row }
}

describe('comparison.of-term', () => {
  test('each number stands with what it is held against: days of the term, leave apart from absence, receptions', async () => {
    const { must, of, unit, all, row } = await world()
    const [own, other, third, late] = all
    const attendance = [
      { mandateId: own, presence: 'present' as const },
      { mandateId: other, presence: 'leave' as const },
      { mandateId: third, presence: 'absent' as const },
    ]
    await must(hold, { ...of, itemCode: 'inspection', title: '视察', occurredOn: '2026-09-20', attendance }, unit)
    const received = { ...of, occurredOn: '2026-08-20', place: '北桥代表之家', mandateIds: [own], voterCount: 7 }
    await must(recordVoters, received, unit)
    expect(await row(own)).toMatchObject({
      served: { servedDays: 1784, spanDays: 1784 },
      attended: { concerned: 1, present: 1, onLeave: 0, absent: 0 },
      receptionCount: 1,
    })
    expect((await row(other)).attended).toEqual({ concerned: 1, present: 0, onLeave: 1, absent: 0 })
    expect((await row(third)).attended).toEqual({ concerned: 1, present: 0, onLeave: 0, absent: 1 })
    expect(await row(late)).toMatchObject({
      served: { servedDays: 100, spanDays: 1784 },
      attended: { concerned: 0 },
      byElectedOn: '2026-07-01',
    })
  })

  test('points a year are those of the days served under rules, so that half a year is held against half a year', async () => {
    const { enter, all, row, rows } = await world()
    const [own, other, , late] = all
    await enter(other, 'training', '2025-02-03')
    await enter(own, 'inspection', '2026-08-03')
    await enter(late, 'inspection', '2026-08-03')
    // Rules began with 2025: 365 and 281 days count, of the term's 1784.
    expect(await row(own)).toMatchObject({
      pointsHundredths: 300,
      rate: { days: 646, hundredths: 300, yearHundredths: 170 },
    })
    expect(await row(late)).toMatchObject({ rate: { days: 100, hundredths: 300, yearHundredths: 1095 } })
    const places = new Map((await rows()).deputies.map(({ mandateId, place }) => [mandateId, place]))
    expect(all.map((id) => places.get(id))).toEqual([2, 3, 4, 1])
  })

  test('nothing counts before the unit kept a record, though rules were in force; who is alike shares a place', async () => {
    const { enter, all, row, rows } = await world()
    await enter(all[0], 'inspection', '2026-05-03')
    expect(await row(all[1])).toMatchObject({
      ...{ countedOn: '2026-04-01', rate: { days: 191, hundredths: 0 }, owed: { times: 2, missing: 2 } },
    })
    expect((await row(all[3])).countedOn).toBe('2026-07-01')
    expect((await rows({ sort: 'rate' })).deputies.map(({ place }) => place)).toEqual([1, 2, 2, 2])
  })

  test('of another unit or level a record says nothing; an entry taken back is none, and a closing is one', async () => {
    const { enter, must, of, unit, all, row, commission } = await world()
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const there = { unitId: town!.commandId, level: 'district' as const }
    const [drawn] = await must(drawDistrict, { ...there, name: '第11选区', seats: 1 })
    const seat = { ...there, electoralDistrictId: drawn!.commandId, ground: 'general_election' as const }
    const days = { startOn: '2021-11-20', endOn: '2026-12-31' }
    const [begun] = await must(begin, { ...seat, ...days, name: '罗云' })
    const township = { ...there, level: 'township' as const }
    const [inTown] = await must(drawDistrict, { ...township, name: '镇第1选区', seats: 1 })
    const townSeat = { ...seat, ...days, ...township, electoralDistrictId: inTown!.commandId }
    const [other] = await must(begin, { ...townSeat, name: '何田' })
    const survey = { itemCode: 'survey', note: '' }
    await must(record, { ...township, ...survey, mandateId: other!.commandId, occurredOn: '2025-01-03' })
    const [wrong] = await enter(all[0], 'inspection', '2025-02-03')
    await must(record, { ...there, ...survey, mandateId: begun!.commandId, occurredOn: '2026-02-03' })
    expect((await row(begun!.commandId)).countedOn).toBe('2026-01-01')
    expect((await row(all[0])).countedOn).toBe('2025-01-01')
    const taken = { entryId: `${wrong!.commandId}/0`, occurredOn: '2025-02-03', reason: '登记错人' }
    await must(reverse, { ...of, mandateId: all[0], ...taken }, unit)
    // Of a unit that has none yet, nothing counts but the quarter that runs.
    expect(await row(all[0])).toMatchObject({ countedOn: '2026-10-01', rate: null, owed: { times: 0 } })
    await must(closePeriod, { ...of, quarter: '2025Q3' }, unit)
    expect((await row(all[0])).countedOn).toBe('2025-07-01')
    // The record moves with the mandate, and began with whichever unit kept one first.
    const move = { ...of, mandateId: all[0], toUnitId: there.unitId, fromOn: TODAY, reason: '工作单位迁移' }
    await must(transfer, move, commission)
    expect((await row(all[0])).countedOn).toBe('2025-07-01')
    expect((await row(begun!.commandId)).countedOn).toBe('2026-01-01')
  })

  test('of a year in which the record began, what is asked for a year is asked for its part', async () => {
    const minimums = [{ itemCode: 'survey', per: 'year' as const, times: 4, article: '本区设定' }]
    const { enter, all, row } = await world({ ruleSet: { ...rules, minimums } })
    await enter(all[0], 'survey', '2025-08-03')
    // 184 of 365 days of four times.
    expect((await row(all[1])).owed).toEqual({ times: 2, missing: 2 })
    await enter(all[0], 'survey', '2025-02-03')
    expect((await row(all[1])).owed).toEqual({ times: 4, missing: 4 })
  })

  test('whoever sat too short has no place, comes last in either order, and is no zero', async () => {
    const { rows, all, enter } = await world({ late: '2026-08-01' })
    await enter(all[0], 'training', '2025-02-03')
    for (const direction of ['ascending', 'descending'] as const) {
      const { deputies, placedCount } = await rows({ sort: 'rate', direction })
      expect(deputies.at(-1)).toMatchObject({ mandateId: all[3], rate: null, place: null })
      expect(placedCount).toBe(3)
    }
  })

  test('a year somebody was left out of is a state: neither its points nor its days nor what it asked count', async () => {
    const { must, enter, all, row } = await world()
    const [own] = all
    await enter(own, 'inspection', '2025-02-03')
    await enter(own, 'suggestion', '2026-08-03')
    const before = await row(own)
    expect(before).toMatchObject({ rate: { days: 646, hundredths: 600 }, owed: { times: 7, missing: 7 } })
    await must(exempt, { mandateId: own, year: '2025', ground: 'illness', reason: '长期住院' })
    const after = await row(own)
    expect(after.years).toMatchObject([
      { year: '2025', grade: null, ineligible: 'illness' },
      { year: '2026', ineligible: null },
    ])
    expect(after).toMatchObject({ rate: { days: 281, hundredths: 300 }, owed: { times: 3, missing: 3 } })
    expect(after.pointsHundredths).toBe(before.pointsHundredths)
  })

  test('of a quarter that runs nothing is missed yet, nor of a year before it is over', async () => {
    const { enter, all, rows } = await world()
    await enter(all[0], 'group-activity', '2026-09-03')
    await enter(all[1], 'training', '2025-01-03')
    const owedIn = async (quarter: string) =>
      (await rows({ quarter })).deputies.find(({ mandateId }) => mandateId === all[0])!.owed
    expect(await owedIn('2026Q4')).toEqual({ times: 7, missing: 6 })
    expect(await owedIn('2026Q2')).toEqual({ times: 6, missing: 6 })
  })

  test('is what each year’s assessment says, deputy by deputy', async () => {
    const { enter, all, rows, store, ctx, administrator } = await world()
    for (const [n, mandateId] of all.slice(0, 3).entries()) {
      for (const day of ['2025-02-03', '2025-07-04', '2026-04-05', '2026-10-06'].slice(n)) {
        await enter(mandateId, 'inspection', day)
        await enter(mandateId, 'voter-reception', day)
      }
    }
    const { deputies } = await rows()
    for (const year of ['2025', '2026']) {
      const input = { level: 'district' as const, year, order: 'register' as const, page: 0 }
      const assessed = await ask(store, yearAssessment, input, ctx(administrator))
      for (const { mandateId, hundredths, grade, ineligible } of assessed.ok ? assessed.value.deputies : []) {
        const { years } = deputies.find((one) => one.mandateId === mandateId)!
        expect(years.find((one) => one.year === year)).toEqual({
          ...{ year, hundredths, grade, ineligible },
          isOver: year === '2025',
        })
      }
    }
    expect(deputies.map(({ years }) => years.length)).toEqual(deputies.map(({ byElectedOn }) => (byElectedOn ? 1 : 2)))
  })

  test('without a registered term nobody is told of how many days', async () => {
    const { rows } = await world({ hasTerm: false })
    const { term, deputies } = await rows()
    expect(term).toBeNull()
    expect(deputies[0]).toMatchObject({ served: null, servedDays: 1784 })
  })

  test('as it stood at the end of a quarter: who sat then, and nothing of what came after', async () => {
    const { enter, rows, compare, all } = await world()
    await enter(all[0], 'inspection', '2026-05-06')
    await enter(all[0], 'inspection', '2026-08-03')
    const then = await rows({ quarter: '2026Q2' })
    expect(then.until).toBe('2026-06-30')
    expect(then.deputies.map(({ mandateId }) => mandateId)).not.toContain(all[3])
    expect(then.deputies.find(({ mandateId }) => mandateId === all[0])).toMatchObject({ pointsHundredths: 300 })
    expect(await compare({ quarter: '2027Q1' })).toMatchObject({ problem: { status: 404 } })
  })

  test('a unit’s office has its own unit, and a township is never held against another', async () => {
    const { compare, must, unit, office, of, commission } = await world()
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const there = { unitId: town!.commandId, level: 'township' as const }
    const [drawn] = await must(drawDistrict, { ...there, name: '镇第1选区', seats: 2 })
    const seat = { ...there, electoralDistrictId: drawn!.commandId, ground: 'general_election' as const }
    await must(begin, { ...seat, name: '罗云', startOn: '2021-11-20', endOn: '2026-12-31' })
    expect(await compare({}, unit)).toMatchObject({ value: { count: 4, units: [{ unitId: of.unitId }] } })
    expect(await compare({ unitId: of.unitId }, office(town!.commandId))).toMatchObject({ problem: { status: 404 } })
    expect(await compare({}, office(town!.commandId))).toMatchObject({ value: { count: 0 } })
    expect(await compare({}, { ...commission, roles: ['working_body'] })).toMatchObject({ problem: { status: 403 } })
    const township = (unitId?: string) => compare({ level: 'township', ...(unitId === undefined ? {} : { unitId }) })
    expect(await township()).toMatchObject({ value: { count: 0, units: [{ unitName: '柳荫镇' }] } })
    expect(await township(town!.commandId)).toMatchObject({ value: { count: 1 } })
  })

  test('reads in one batch, however many there are', async () => {
    const { store, ctx, administrator } = await world()
    const read: number[] = []
    const counting = {
      ...store,
      read: (statements: Parameters<typeof store.read>[0]) => {
        read.push(statements.length)
        return store.read(statements)
      },
    }
    const input = { level: 'district', sort: 'rate', direction: 'ascending', page: 0 } as const
    expect(await ask(counting, termComparison, input, ctx(administrator))).toMatchObject({ value: { until: TODAY } })
    expect(read).toEqual([13])
  })
})
