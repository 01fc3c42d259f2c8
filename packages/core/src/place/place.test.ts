import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { publishedBoard } from '../board/published.ts'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly, reinstate, transfer } from '../mandate/commands.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { listPlaces } from '../people/queries.ts'
import { boardDue } from '../revision/queries.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { renameDistrict, renameUnit, restoreDistrict, restoreUnit, retireDistrict, retireUnit } from './commands.ts'

async function world() {
  const district = await districtWithDeputies()
  const { must, store, ctx, administrator, of, seats, mandates } = district
  const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
  const there = { unitId: town!.commandId, level: 'district' as const }
  const [drawn] = await must(drawDistrict, { ...there, name: '镇第1选区', seats: 2 })
  const newcomer = {
    ...there,
    name: '新当选',
    electoralDistrictId: drawn!.commandId,
    startOn: '2026-10-01',
    endOn: '2026-12-31',
    ground: 'by_election' as const,
  }
  const as = ctx(administrator)
  const refusal = async (result: ReturnType<typeof run>) => {
    const done = await result
    return done.ok ? null : done.problem
  }
  const place = { ...of, electoralDistrictId: seats[0]! }
  const seat = { ...of, mandateId: mandates[0]! }
  return { ...district, store, as, there, newcomer, refusal, place, seat }
}

describe('renaming', () => {
  test('unit.renamed and electoral-district.renamed: the old names stay on what was published, and no revision is due', async () => {
    const { must, store, ctx, as, of, place, commission, administrator, visitor } = await world()
    const quarter = { ...of, quarter: '2026Q3' }
    await must(closePeriod, quarter, commission)
    await must(publish, { ...quarter, objectionWorkingDays: 5, publicUntilOn: '2027-01-31' }, administrator)
    await must(renameUnit, { unitId: of.unitId, name: '北桥新街道' })
    await must(renameDistrict, { ...place, name: '北桥第1选区' })
    const board = await ask(store, publishedBoard, { ...quarter, revision: 1 }, ctx(visitor))
    expect(board.ok && board.value.content).toMatchObject({
      unitName: '北桥街道',
      rows: [{ row: { electoralDistrict: '第1选区' } }, {}, {}],
    })
    const due = await ask(store, boardDue, quarter, as)
    expect(due.ok && due.value).toMatchObject({ unit: { name: '北桥新街道' }, seatsChanged: false, changes: [] })
  })

  test('refuses a name that is taken or has not changed, and another unit’s office', async () => {
    const { store, ctx, as, of, place, office, must, refusal } = await world()
    expect(await refusal(run(store, renameUnit, { unitId: of.unitId, name: '柳荫镇' }, as))).toMatchObject({
      code: 'unit-name-taken',
    })
    expect(await refusal(run(store, renameUnit, { unitId: of.unitId, name: '北桥街道' }, as))).toMatchObject({
      code: 'name-unchanged',
    })
    await must(drawDistrict, { ...of, name: '第2选区', seats: 1 })
    expect(await refusal(run(store, renameDistrict, { ...place, name: '第2选区' }, as))).toMatchObject({
      code: 'electoral-district-name-taken',
    })
    const foreign = run(store, renameDistrict, { ...place, name: '第3选区' }, ctx(office('elsewhere')))
    expect(await refusal(foreign)).toMatchObject({ status: 404 })
    const unit = run(store, renameUnit, { unitId: of.unitId, name: '我的街道' }, ctx(office(of.unitId)))
    expect(await refusal(unit)).toMatchObject({ status: 403 })
  })
})

describe('retiring', () => {
  test('unit.retired and unit.restored: refused while somebody sits there; then it takes nobody until it is restored', async () => {
    const { must, store, as, of, there, newcomer, seat, refusal, database } = await world()
    expect(await refusal(run(store, retireUnit, { unitId: of.unitId }, as))).toMatchObject({
      code: 'mandates-run',
      title: { zh: '还有3名任期未满的代表，须先终止、转出或待任期届满' },
    })
    await must(retireUnit, { unitId: there.unitId })
    expect(await refusal(run(store, begin, newcomer, as))).toMatchObject({ code: 'unit-retired' })
    expect(await refusal(run(store, drawDistrict, { ...there, name: '镇第2选区', seats: 1 }, as))).toMatchObject({
      code: 'unit-retired',
    })
    const move = { ...seat, toUnitId: there.unitId, fromOn: '2026-10-02', reason: '搬家' }
    expect(await refusal(run(store, transfer, move, as))).toMatchObject({ code: 'unit-retired' })
    const places = await ask(store, listPlaces, { unitId: there.unitId }, as)
    expect(places.ok && places.value.unit.retiredOn).toBe('2026-10-08')
    const rows = (db: typeof database) => db.prepare('select id, name, retiredOn from unit').all()
    expect(rows(await replayed(database))).toEqual(rows(database))
    await must(restoreUnit, { unitId: there.unitId })
    expect(await refusal(run(store, restoreUnit, { unitId: there.unitId }, as))).toMatchObject({ code: 'not-retired' })
    await must(begin, newcomer)
  })

  test('electoral-district.retired and electoral-district.restored: likewise, and nobody is reinstated into one', async () => {
    const { must, store, as, place, seat, mandates, of, refusal, database } = await world()
    expect(await refusal(run(store, retireDistrict, place, as))).toMatchObject({ code: 'mandates-run' })
    const end = { endOn: '2026-10-01', ending: 'resignation' as const, decision: '青人常〔2026〕12号' }
    for (const mandateId of mandates) await must(endMandateEarly, { ...of, mandateId, ...end })
    await must(retireDistrict, place)
    expect(await refusal(run(store, retireDistrict, place, as))).toMatchObject({ code: 'already-retired' })
    const back = { ...seat, endedOn: end.endOn, reason: '登错' }
    expect(await refusal(run(store, reinstate, back, as))).toMatchObject({ code: 'electoral-district-retired' })
    const newcomer = { ...place, name: '新当选', startOn: '2026-10-08', endOn: '2026-12-31' }
    expect(await refusal(run(store, begin, { ...newcomer, ground: 'by_election' }, as))).toMatchObject({
      code: 'electoral-district-retired',
      errors: [{ pointer: '/electoralDistrictId' }],
    })
    const rows = (db: typeof database) => db.prepare('select id, name, retiredOn from electoral_district').all()
    expect(rows(await replayed(database))).toEqual(rows(database))
    await must(restoreDistrict, place)
    await must(reinstate, back)
  })

  test('against somebody registered at that moment: one of the two is refused', async () => {
    const { store, ctx, administrator, commission, there, newcomer } = await world()
    const shared = racing(store, 2)
    const results = await Promise.all([
      run(shared, retireUnit, { unitId: there.unitId }, ctx(administrator)),
      run(shared, begin, newcomer, ctx(commission)),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })
})
