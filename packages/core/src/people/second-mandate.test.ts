import { describe, expect, test } from 'vitest'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly, reinstate, transfer } from '../mandate/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { begin, drawDistrict, establish } from './commands.ts'
import { deputyRecord, namesakes } from './queries.ts'
import type { Level } from './schema.ts'

const term = { startOn: '2026-01-01', endOn: '2026-12-31', ground: 'by_election' } as const

/** 陈静 is a district deputy in the street; a town has an electoral district of either level. */
async function world() {
  const district = await districtWithDeputies()
  const { must, store, database, ctx, administrator, mandates } = district
  const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
  const unitId = town!.commandId
  const places: Record<string, { unitId: string; level: Level; electoralDistrictId: string }> = {}
  for (const level of ['district', 'township'] as const) {
    const [drawn] = await must(drawDistrict, { unitId, level, name: '镇第1选区', seats: 3 })
    places[level] = { unitId, level, electoralDistrictId: drawn!.commandId }
  }
  const personId = (
    database.prepare('select personId from mandate where id = ?').get(mandates[0]!) as { personId: string }
  ).personId
  const seat = (level: Level) => ({ ...places[level]!, ...term, name: '陈静' })
  const refusal = async (input: Parameters<typeof begin.decide>[1], actor = administrator) => {
    const result = await run(store, begin, input, ctx(actor))
    return result.ok ? null : result.problem
  }
  return { ...district, unitId, personId, seat, refusal }
}

describe('a second mandate', () => {
  test('a known name is asked about, each namesake with what tells them apart', async () => {
    const { store, ctx, administrator, unitId, personId, seat, refusal } = await world()
    expect(await refusal(seat('township'))).toMatchObject({
      code: 'namesake-known',
      errors: [{ pointer: '/personId' }],
    })
    const asked = { unitId, level: 'township' as const, name: '陈静' }
    const found = await ask(store, namesakes, asked, ctx(administrator))
    expect(found.ok && found.value.persons).toMatchObject([
      { id: personId, seats: [{ level: 'district', unitName: '北桥街道', electoralDistrict: '第1选区' }] },
    ])
  })

  test('the same person holds one of each level, and the record shows both', async () => {
    const { must, store, ctx, administrator, database, mandates, personId, seat } = await world()
    const [begun] = await must(begin, { ...seat('township'), personId })
    expect(database.prepare(`select count(*) as n from person where name = '陈静'`).get()).toEqual({ n: 1 })
    const record = await ask(store, deputyRecord, { mandateId: begun!.commandId }, ctx(administrator))
    expect(record.ok && record.value.seats.map((one) => [one.mandateId, one.level])).toEqual([
      [begun!.commandId, 'township'],
      [mandates[0], 'district'],
    ])
  })

  test('another of that name is a person of their own', async () => {
    const { must, database, seat } = await world()
    await must(begin, { ...seat('township'), namesake: true })
    expect(database.prepare(`select count(*) as n from person where name = '陈静'`).get()).toEqual({ n: 2 })
  })

  test('of one level only one runs at a time, wherever; the refusal names it and its article', async () => {
    const { must, personId, seat, refusal } = await world()
    expect(await refusal({ ...seat('district'), personId })).toMatchObject({
      code: 'mandate-runs-already',
      because: { article: { zh: '《选举法》第四十八条' } },
      title: { zh: '此人已是区县级代表（北桥街道 第1选区，2021-11-20 至 2026-12-31）' },
    })
    await must(begin, { ...seat('district'), startOn: '2027-01-01', endOn: '2031-12-31', personId })
  })

  test('a unit office learns nothing of persons elsewhere: neither by name nor by id', async () => {
    const { must, store, ctx, office, unitId, personId, seat, refusal } = await world()
    const asked = { unitId, level: 'township' as const, name: '陈静' }
    expect(await ask(store, namesakes, asked, ctx(office(unitId)))).toMatchObject({ value: { persons: [] } })
    expect(await ask(store, namesakes, asked, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    expect(await refusal({ ...seat('township'), personId }, office(unitId))).toMatchObject({ code: 'not-seated-here' })
    expect(await refusal({ ...seat('township'), personId: 'nobody' }, office(unitId))).toMatchObject({
      code: 'not-seated-here',
    })
    await must(begin, seat('township'), office(unitId))
  })

  test('a unit office seats again whom it seats today, and nobody who left: their account is another unit’s', async () => {
    const { must, store, ctx, office, administrator, commission, of, unitId, seat } = await world()
    const mine = office(unitId)
    const name = '新来的'
    const [begun] = await must(begin, { ...seat('district'), endOn: '2026-12-30', name }, mine)
    const personId = begun!.commandId
    const again = { ...seat('township'), startOn: '2026-10-08', name, personId }
    const known = async () => {
      const found = await ask(store, namesakes, { unitId, level: 'township', name }, ctx(mine))
      return found.ok && found.value.persons.map(({ id }) => id)
    }
    expect(await known()).toEqual([personId])
    const moved = { unitId, level: 'district' as const, mandateId: personId, toUnitId: of.unitId, reason: '搬家' }
    // Both at one moment: the move comes first, and the office finds nobody.
    const shared = racing(store, 2)
    const [left, taken] = await Promise.all([
      run(shared, transfer, { ...moved, fromOn: '2026-10-08' }, ctx(commission)),
      run(shared, begin, again, ctx(mine)),
    ])
    expect(left.ok).toBe(true)
    expect(taken).toMatchObject({ problem: { code: 'not-seated-here', errors: [{ pointer: '/personId' }] } })
    expect(await known()).toEqual([])
    await must(begin, again, administrator)
    expect(await known()).toEqual([personId])
  })

  test('somebody of another name is not the same person', async () => {
    const { personId, seat, refusal } = await world()
    expect(await refusal({ ...seat('township'), name: '陈竫', personId })).toMatchObject({ code: 'not-of-that-name' })
  })

  test('registered twice at one moment: one of the two is refused, or asked', async () => {
    const { store, ctx, administrator, commission, personId, seat, of, seats } = await world()
    const next = { ...seat('district'), startOn: '2027-01-01', endOn: '2031-12-31' }
    const elsewhere = { ...next, ...of, electoralDistrictId: seats[0]! }
    const codes = (results: Awaited<ReturnType<typeof run>>[]) =>
      results.map((result) => (result.ok ? null : result.problem.code)).sort()
    const same = racing(store, 2)
    expect(
      codes(
        await Promise.all([
          run(same, begin, { ...next, personId }, ctx(administrator)),
          run(same, begin, { ...elsewhere, personId }, ctx(commission)),
        ])
      )
    ).toEqual(['mandate-runs-already', null])
    const fresh = racing(store, 2)
    expect(
      codes(
        await Promise.all([
          run(fresh, begin, { ...next, name: '新来的' }, ctx(administrator)),
          run(fresh, begin, { ...seat('township'), name: '新来的' }, ctx(administrator)),
        ])
      )
    ).toEqual(['namesake-known', null])
  })

  test('an end is not taken back once the person holds another mandate of that level', async () => {
    const { must, store, ctx, administrator, of, mandates, personId, seat } = await world()
    const ended = { ...of, mandateId: mandates[0]! }
    await must(endMandateEarly, { ...ended, endOn: '2026-03-31', ending: 'moved', decision: '青人常〔2026〕3号' })
    await must(begin, { ...seat('district'), startOn: '2026-05-01', personId })
    const back = await run(store, reinstate, { ...ended, endedOn: '2026-03-31', reason: '登错' }, ctx(administrator))
    expect(back).toMatchObject({ problem: { code: 'mandate-runs-already' } })
  })
})
