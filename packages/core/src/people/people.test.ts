import { describe, expect, test } from 'vitest'
import { unitDeputies } from '../deputy-group/queries.ts'
import { ask, run } from '../kernel/command.ts'
import { districtWithDeputies, openedDistrict } from '../testing-world.ts'
import { begin, drawDistrict, establish, openDistrict } from './commands.ts'
import { inStrokeOrder, listUnits } from './queries.ts'
import { beginMandate, DEPUTIES_PAGE } from './schema.ts'

const mandate = { startOn: '2026-01-01', endOn: '2026-12-31', ground: 'by_election' } as const

describe('people', () => {
  test('district.opened: a district opens once', async () => {
    const { store, ctx, system, database } = await openedDistrict()
    expect(database.prepare('select name from district').all()).toEqual([{ name: '青禾区' }])
    const again = await run(store, openDistrict, { id: 'qinghe', name: '青禾区', areaCode: '500199' }, ctx(system))
    expect(again).toMatchObject({ problem: { status: 409, code: 'district-already-open' } })
  })

  test('unit.established and electoral-district.drawn: names are unique where they are looked for', async () => {
    const { store, ctx, administrator, of } = await districtWithDeputies()
    expect(await run(store, establish, { kind: 'town', name: '北桥街道' }, ctx(administrator))).toMatchObject({
      problem: { code: 'unit-name-taken', errors: [{ pointer: '/name' }] },
    })
    const taken = await run(store, drawDistrict, { ...of, name: '第1选区', seats: 2 }, ctx(administrator))
    expect(taken).toMatchObject({ problem: { code: 'electoral-district-name-taken' } })
  })

  test('a street has no congress, and the refusal cites the article', async () => {
    const { store, ctx, administrator, of } = await districtWithDeputies()
    const township = { ...of, level: 'township' as const, name: '第9选区', seats: 1 }
    expect(await run(store, drawDistrict, township, ctx(administrator))).toMatchObject({
      problem: { code: 'street-has-no-congress', because: { article: { zh: '《地方组织法》第五十九条' } } },
    })
  })

  test('mandate.begun: an electoral district holds no more deputies at once than it has seats', async () => {
    const { store, ctx, administrator, of, seats } = await districtWithDeputies()
    const fourth = { ...of, ...mandate, name: '李四', electoralDistrictId: seats[0]! }
    const refused = await run(store, begin, fourth, ctx(administrator))
    expect(refused).toMatchObject({
      problem: { code: 'electoral-district-full', because: { arithmetic: '3 + 1 > 3' } },
    })
    const later = { ...fourth, startOn: '2027-01-01', endOn: '2031-12-31' }
    expect(await run(store, begin, later, ctx(administrator))).toMatchObject({ ok: true })
  })

  test('a name never enters an event', async () => {
    const { database } = await districtWithDeputies()
    const events = JSON.stringify(database.prepare('select * from event').all())
    expect(events).toContain('mandate.begun')
    expect(events).not.toContain('陈静')
  })

  test('a unit office sees its own unit only', async () => {
    const { store, ctx, office, of } = await districtWithDeputies()
    const own = await ask(store, listUnits, {}, ctx(office(of.unitId)))
    expect(own.ok && own.value.units.map((unit) => unit.id)).toEqual([of.unitId])
    const foreign = await ask(store, listUnits, {}, ctx(office('elsewhere')))
    expect(foreign.ok && foreign.value.units).toEqual([])
    expect(await ask(store, unitDeputies, of, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
  })

  test('deputies stand in stroke order of their surnames', async () => {
    const { store, ctx, administrator, of } = await districtWithDeputies({ count: 4 })
    const list = await ask(store, unitDeputies, of, ctx(administrator))
    expect(list.ok && list.value.deputies.map((deputy) => deputy.name)).toEqual(['丁文博', '马晓岚', '王素梅', '陈静'])
    const rare = ['𠮷野禾', '龚一', '丁一'].map((name) => ({ name, mandateId: name }))
    expect(inStrokeOrder(rare).map(({ name }) => name)).toEqual(['丁一', '龚一', '𠮷野禾'])
  })

  test('a list of deputies is turned by pages, each deputy once, and from nowhere it is not found', async () => {
    const { store, ctx, administrator, of } = await districtWithDeputies({ count: DEPUTIES_PAGE + 2 })
    const page = async (after?: string) =>
      ask(store, unitDeputies, { ...of, ...(after && { after }) }, ctx(administrator))
    const first = await page()
    if (!first.ok) throw new Error('no first page')
    expect(first.value).toMatchObject({ deputyCount: DEPUTIES_PAGE + 2 })
    const rest = await page(first.value.after!)
    if (!rest.ok) throw new Error('no second page')
    expect(rest.value.after).toBeNull()
    const seen = [...first.value.deputies, ...rest.value.deputies].map(({ mandateId }) => mandateId)
    expect([first.value.deputies.length, new Set(seen).size]).toEqual([DEPUTIES_PAGE, DEPUTIES_PAGE + 2])
    expect(await page('nobody')).toMatchObject({ problem: { status: 404 } })
  })

  test('names may have rare characters and middle dots, but no markup, emoji or 500 characters', () => {
    const name = beginMandate.shape.name
    for (const good of ['𠮷野禾', '阿依努尔·买买提', '㛃']) expect(name.safeParse(good).success).toBe(true)
    for (const bad of [
      '<b>张</b>',
      '张😀',
      '张'.repeat(500),
      ' ',
      '',
      '-',
      '张\u200b三',
      '\u202e张三',
      '\u3164',
      '\ud800',
    ])
      expect(name.safeParse(bad).success).toBe(false)
  })

  test('days exist and lie in a century that makes sense', () => {
    const day = beginMandate.shape.startOn
    for (const bad of ['1899-12-31', '2999-01-01', '2026-02-29', '2026-13-01', '2026-1-1']) {
      expect(day.safeParse(bad).success).toBe(false)
    }
    expect(day.safeParse('2024-02-29').success).toBe(true)
  })
})
