import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import { begin } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { NO_FLOOR } from '../points/schema.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { exempt, include } from './commands.ts'
import { yearAssessment } from './queries.ts'

const rules = {
  ...presetRuleSet('2025Q1'),
  baseHundredths: 6000,
  lineHundredths: 6300,
  grades: [
    { name: '优秀', fromHundredths: 6500 },
    { name: '称职', fromHundredths: NO_FLOOR },
  ],
}

/** Four deputies of one unit, at the end of a year in which the first was active, the second a little. */
async function yearOver() {
  const world = await districtWithDeputies({ count: 4, today: '2026-10-08', ruleSets: [rules] })
  const { must, of, mandates } = world
  const entry = { ...of, itemCode: 'inspection', occurredOn: '2026-09-16', note: '' }
  for (const mandateId of [mandates[0]!, mandates[0]!, mandates[1]!]) await must(record, { ...entry, mandateId })
  const presence = ['present', 'leave', 'absent'] as const
  const attendance = presence.map((one, n) => ({ mandateId: mandates[n]!, presence: one }))
  const activity = { ...of, occurredOn: '2026-05-06', itemCode: 'survey', title: '问卷（演示）', attendance }
  await must(hold, activity)
  const year = async (
    actor = world.commission,
    today = '2027-01-10',
    unitId?: string,
    order: 'register' | 'place' = 'register'
  ) => {
    const asked = { level: of.level, year: '2026', order, page: 0, ...(unitId ? { unitId } : {}) }
    return ask(world.store, yearAssessment, asked, { ...world.ctx(actor), today })
  }
  const rows = async (today?: string) => {
    const read = await year(world.commission, today)
    if (!read.ok) throw new Error(read.problem.code)
    return read.value.deputies
  }
  return { ...world, year, rows }
}

describe('assessment.of-year', () => {
  test('gives base, points, grade and line, with what each could attend; leave is no absence', async () => {
    const { rows, mandates } = await yearOver()
    const of = async (n: number) => (await rows()).find(({ mandateId }) => mandateId === mandates[n])!
    expect(await of(0)).toMatchObject({
      ...{ hundredths: 6700, pointsHundredths: 700, grade: '优秀', isBelowLine: false, place: 1 },
      attended: { concerned: 1, present: 1, onLeave: 0, absent: 0 },
      ...{ servedDays: 365, spanDays: 365, ineligible: null, unitName: '北桥街道', electoralDistrict: '第1选区' },
    })
    expect(await of(1)).toMatchObject({ hundredths: 6300, isBelowLine: false, attended: { onLeave: 1, absent: 0 } })
    expect(await of(2)).toMatchObject({ hundredths: 6000, isBelowLine: true, grade: '称职', place: 3 })
  })

  test('holds a by-elected and a leaving deputy to their part, and compares nobody who sat too short', async () => {
    const { must, rows, of, seats, mandates, administrator } = await yearOver()
    const term = { startOn: '2026-07-02', endOn: '2026-12-31', ground: 'by_election' as const }
    const [begun] = await must(begin, { ...of, ...term, name: '许佳宁', electoralDistrictId: seats[1]! }, administrator)
    const gone = { ...of, mandateId: mandates[2]!, endOn: '2026-02-28', ending: 'resignation' as const }
    await must(endMandateEarly, { ...gone, decision: '青人常〔2026〕3号' })
    const found = await rows()
    const row = (id: string) => found.find(({ mandateId }) => mandateId === id)!
    expect(row(begun!.commandId)).toMatchObject({
      ...{ servedDays: 183, baseHundredths: 3008, lineHundredths: 3159, isBelowLine: true, ineligible: null },
    })
    expect(row(mandates[2]!)).toMatchObject({ servedDays: 59, ineligible: 'short', place: null, grade: null })
    expect(row(mandates[2]!).isBelowLine).toBe(false)
    expect(found.map(({ place }) => place).filter((place) => place !== null)).toHaveLength(4)
  })

  test('of a year that runs, goes to the day; of one to come there is none', async () => {
    const { rows, year, mandates, commission } = await yearOver()
    const now = (await rows('2026-10-08')).find(({ mandateId }) => mandateId === mandates[2])!
    expect(now).toMatchObject({ servedDays: 281, baseHundredths: 4619 })
    expect(await year(commission, '2025-12-31')).toMatchObject({ problem: { status: 404 } })
  })

  test('a unit’s office has its own deputies, and no other unit’s', async () => {
    const { year, office, of } = await yearOver()
    const own = await year(office(of.unitId))
    expect(own.ok && own.value.deputies).toHaveLength(4)
    const placed = await year(office(of.unitId), '2027-01-10', undefined, 'place')
    expect(placed.ok && placed.value.deputies.map(({ place }) => place)).toEqual([1, 2, 3, 3])
    expect(placed.ok && placed.value).toMatchObject({ count: 4, next: null })
    const elsewhere = await year(office('elsewhere'))
    expect(elsewhere.ok && elsewhere.value.deputies).toHaveLength(0)
    expect(await year(office(of.unitId), '2027-01-10', 'elsewhere')).toMatchObject({ problem: { status: 404 } })
  })
})

describe('assessment.exempt', () => {
  const left = { year: '2026', ground: 'suspended' as const, reason: '暂停执行代表职务（演示）' }

  test('assessment.exempted and assessment.included: a state with a ground, taken back with a reason', async () => {
    const { must, rows, mandates, database, commission } = await yearOver()
    const mandateId = mandates[0]!
    await must(exempt, { ...left, mandateId }, commission)
    const row = async () => (await rows()).find((one) => one.mandateId === mandateId)!
    expect(await row()).toMatchObject({ ineligible: 'suspended', place: null, grade: null, pointsHundredths: 700 })
    expect((await rows()).map(({ place }) => place).filter((place) => place === 1)).toHaveLength(1)
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain(left.reason)
    await must(include, { mandateId, year: '2026', reason: '恢复执行' }, commission)
    expect(await row()).toMatchObject({ ineligible: null, place: 1 })
    await must(exempt, { ...left, mandateId }, commission)
    const all = 'select * from assessment_exemption'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('refuses a second one, taking back what is not, a year outside the mandate, and a unit’s office', async () => {
    const { must, store, ctx, mandates, commission, office, of } = await yearOver()
    const one = { ...left, mandateId: mandates[0]! }
    const back = { mandateId: one.mandateId, year: '2026', reason: '登错' }
    expect(await run(store, include, back, ctx(commission))).toMatchObject({ problem: { code: 'not-exempted' } })
    await must(exempt, one, commission)
    expect(await run(store, exempt, one, ctx(commission))).toMatchObject({ problem: { code: 'already-exempted' } })
    expect(await run(store, exempt, { ...one, year: '2020' }, ctx(commission))).toMatchObject({
      problem: { code: 'outside-the-mandate' },
    })
    expect(await run(store, exempt, { ...one, mandateId: 'nobody' }, ctx(commission))).toMatchObject({
      problem: { status: 404 },
    })
    expect(await run(store, exempt, one, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
  })
})
