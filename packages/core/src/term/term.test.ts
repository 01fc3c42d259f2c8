import { describe, expect, test } from 'vitest'
import { ask, run } from '../kernel/command.ts'
import { establish } from '../people/commands.ts'
import { racing } from '../testing-race.ts'
import { openedDistrict, replayed } from '../testing-world.ts'
import { correct, register } from './commands.ts'
import { listTerms, termOn, termsOf } from './queries.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { termName } from './rules.ts'
import { sql } from 'kysely'

const days = { startOn: '2021-11-20', endOn: '2026-12-31' }
const ofDistrict = (ordinal: number) => [{ congressId: DISTRICT_PLACE, ordinal }]

/** A street, a town and a township. */
async function places() {
  const world = await openedDistrict()
  const { must, store, ctx, database } = world
  const unit = async (kind: 'street' | 'town' | 'township', name: string) =>
    (await must(establish, { kind, name }))[0]!.commandId
  const units = {
    ...{ street: await unit('street', '北桥街道'), town: await unit('town', '柳荫镇') },
    township: await unit('township', '古花乡'),
  }
  const tried = (input: Parameters<typeof register.decide>[1], actor = world.administrator) =>
    run(store, register, input, ctx(actor))
  const rows = () => database.prepare('select * from term order by congressId, ordinal').all()
  return { ...world, ...units, tried, rows }
}

describe('term.register', () => {
  test('term.registered: of several congresses at once, each with its own number', async () => {
    const { must, town, township, rows, commission } = await places()
    await must(register, { congresses: ofDistrict(18), ...days }, commission)
    const congresses = [
      { congressId: town, ordinal: 19 },
      { congressId: township, ordinal: 18 },
    ]
    const facts = await must(register, { congresses, ...days })
    expect(facts.map(({ stream, type }) => [stream, type])).toEqual([
      [`terms/${town}`, 'term.registered'],
      [`terms/${township}`, 'term.registered'],
    ])
    expect(rows()).toEqual(
      [...congresses, ...ofDistrict(18)]
        .map((one) => ({ ...one, ...days }))
        .sort((a, b) => (a.congressId < b.congressId ? -1 : 1))
    )
  })

  test('a street has no congress; what does not exist has none either; one refusal refuses all', async () => {
    const { street, town, tried, rows } = await places()
    const both = [
      { congressId: town, ordinal: 1 },
      { congressId: street, ordinal: 1 },
    ]
    expect(await tried({ congresses: both, ...days })).toMatchObject({
      problem: {
        ...{ status: 422, code: 'street-has-no-congress', errors: [{ pointer: '/congresses' }] },
        because: { article: { zh: '《地方组织法》第五十九条' } },
      },
    })
    const unknown = [both[0]!, { congressId: 'nowhere', ordinal: 1 }]
    expect(await tried({ congresses: unknown, ...days })).toMatchObject({ problem: { status: 404 } })
    expect(await tried({ congresses: [both[0]!, { ...both[0]!, ordinal: 2 }], ...days })).toMatchObject({
      problem: { code: 'congress-twice' },
    })
    expect(rows()).toEqual([])
  })

  test.each([
    ['2021-11-20', 'end-before-start'],
    ['2022-11-18', 'term-too-short'],
    ['2022-11-19', null],
    ['2027-05-19', null],
    ['2027-05-20', 'term-too-long'],
  ])('from 2021-11-20 to %s: %s', async (endOn, code) => {
    const { tried } = await places()
    const result = await tried({ congresses: ofDistrict(18), startOn: '2021-11-20', endOn })
    if (code === null) return expect(result.ok).toBe(true)
    expect(result).toMatchObject({ problem: { code, errors: [{ pointer: '/endOn' }] } })
    if (code !== 'end-before-start') {
      expect(result).toMatchObject({ problem: { because: { article: { zh: '《地方组织法》第九条' } } } })
    }
  })

  test('terms of a congress follow each other, in the order of their numbers', async () => {
    const { must, tried, town, rows } = await places()
    await must(register, { congresses: ofDistrict(18), ...days })
    const before = { startOn: '2016-11-15', endOn: '2021-11-19' }
    expect(await tried({ congresses: ofDistrict(18), ...before })).toMatchObject({
      problem: { code: 'term-registered-already' },
    })
    expect(await tried({ congresses: ofDistrict(17), ...before, endOn: '2021-11-20' })).toMatchObject({
      problem: {
        code: 'terms-overlap',
        title: { zh: '与青禾区人大第十八届（2021-11-20 至 2026-12-31）重叠' },
      },
    })
    expect(await tried({ congresses: ofDistrict(19), ...before })).toMatchObject({
      problem: { code: 'terms-out-of-order', errors: [{ pointer: '/startOn' }] },
    })
    const after = { startOn: '2027-01-01', endOn: '2031-12-31' }
    expect(await tried({ congresses: ofDistrict(17), ...after })).toMatchObject({
      problem: { code: 'terms-out-of-order' },
    })
    expect(rows()).toHaveLength(1)
    await must(register, { congresses: ofDistrict(17), ...before })
    await must(register, { congresses: ofDistrict(19), ...after })
    // Another congress has terms of its own.
    await must(register, { congresses: [{ congressId: town, ordinal: 3 }], startOn: '2020-01-01', endOn: '2024-12-31' })
  })

  test('a unit’s office registers those of its own congress, and nobody else’s', async () => {
    const { must, store, ctx, town, township, office, commission } = await places()
    const own = { congresses: [{ congressId: town, ordinal: 19 }], ...days }
    const refused = { problem: { status: 404 } }
    for (const congressId of [township, DISTRICT_PLACE]) {
      const other = { congresses: [...own.congresses, { congressId, ordinal: 19 }], ...days }
      expect(await run(store, register, other, ctx(office(town)))).toMatchObject(refused)
    }
    const local = { ...commission, unitId: township }
    expect(await run(store, register, own, ctx(local))).toMatchObject(refused)
    const body = { ...commission, roles: ['working_body'] as const }
    expect(await run(store, register, own, ctx(body))).toMatchObject({ problem: { status: 403 } })
    await must(register, own, office(town))
  })

  test('of two people at once, one registers it', async () => {
    const { store, ctx, administrator, commission, rows } = await places()
    const shared = racing(store, 2)
    const results = await Promise.all([
      run(shared, register, { congresses: ofDistrict(18), ...days }, ctx(administrator)),
      run(shared, register, { congresses: ofDistrict(17), ...days }, ctx(commission)),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'terms-overlap' } })
    expect(rows()).toHaveLength(1)
  })
})

describe('term.correct', () => {
  test('term.corrected: other dates of a term there is, beside the others as before', async () => {
    const { must, store, ctx, administrator, rows, database } = await places()
    await must(register, { congresses: ofDistrict(17), startOn: '2016-11-15', endOn: '2021-11-19' })
    await must(register, { congresses: ofDistrict(18), ...days })
    const tried = (ordinal: number, dates: typeof days) =>
      run(store, correct, { ...ofDistrict(ordinal)[0]!, ...dates }, ctx(administrator))
    expect(await tried(18, days)).toMatchObject({ problem: { code: 'term-unchanged' } })
    expect(await tried(19, days)).toMatchObject({ problem: { status: 404 } })
    expect(await tried(18, { ...days, startOn: '2021-11-19' })).toMatchObject({ problem: { code: 'terms-overlap' } })
    expect(await tried(18, { ...days, endOn: '2028-01-01' })).toMatchObject({ problem: { code: 'term-too-long' } })
    expect(await tried(18, { ...days, endOn: '2027-01-31' })).toMatchObject({ ok: true })
    expect(rows()[1]).toEqual({ ...ofDistrict(18)[0], ...days, endOn: '2027-01-31' })
    const all = 'select * from term'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('a unit’s office corrects its own congress’s only', async () => {
    const { must, store, ctx, town, office } = await places()
    await must(register, { congresses: ofDistrict(18), ...days })
    const other = { ...ofDistrict(18)[0]!, ...days, endOn: '2027-01-31' }
    expect(await run(store, correct, other, ctx(office(town)))).toMatchObject({ problem: { status: 404 } })
  })
})

describe('term.list', () => {
  test('every congress with its terms, the newest first, and those without any; streets are none', async () => {
    const { must, store, ctx, town, township, administrator } = await places()
    await must(register, { congresses: ofDistrict(17), startOn: '2016-11-15', endOn: '2021-11-19' })
    await must(register, { congresses: ofDistrict(18), ...days })
    await must(register, {
      congresses: [{ congressId: town, ordinal: 20 }],
      startOn: '2026-11-01',
      endOn: '2031-10-31',
    })
    const read = await ask(store, listTerms, {}, ctx(administrator))
    expect(read).toMatchObject({ value: { history: null } })
    expect(read.ok && read.value.congresses).toMatchObject([
      {
        ...{ id: DISTRICT_PLACE, name: '青禾区', mayChange: true },
        terms: [
          { ordinal: 18, ...days, state: 'running' },
          { ordinal: 17, state: 'over' },
        ],
      },
      { id: town, terms: [{ ordinal: 20, state: 'coming' }] },
      { id: township, terms: [] },
    ])
  })

  test('a unit’s office sees the district’s congress and its own, and what happened to either', async () => {
    const { must, store, ctx, town, township, office } = await places()
    await must(register, { congresses: [{ congressId: town, ordinal: 19 }, ...ofDistrict(18)], ...days })
    const read = await ask(store, listTerms, { congressId: town }, ctx(office(town)))
    expect(read.ok && read.value.congresses.map(({ id, mayChange }) => [id, mayChange])).toEqual([
      [DISTRICT_PLACE, false],
      [town, true],
    ])
    expect(read).toMatchObject({ value: { history: { items: [{ type: 'term.registered' }] } } })
    const other = await ask(store, listTerms, { congressId: township }, ctx(office(town)))
    expect(other).toMatchObject({ problem: { status: 404 } })
  })
})

test('the term of a day, and every term of some congresses', async () => {
  const { must, store, town } = await places()
  await must(register, { congresses: [{ congressId: town, ordinal: 19 }, ...ofDistrict(18)], ...days })
  const read = async (on: string) => (await store.read([termOn(DISTRICT_PLACE, on).compile()]))[0]
  expect(await read('2021-11-19')).toEqual([])
  for (const on of [days.startOn, days.endOn]) expect(await read(on)).toMatchObject([{ ordinal: 18 }])
  expect(await read('2027-01-01')).toEqual([])
  const [all] = await store.read([termsOf(sql`(select ${town})`).compile()])
  expect(all).toEqual([{ congressId: town, ordinal: 19, ...days }])
})

test.each([
  [1, '第一届', '1st term'],
  [2, '第二届', '2nd term'],
  [10, '第十届', '10th term'],
  [11, '第十一届', '11th term'],
  [18, '第十八届', '18th term'],
  [20, '第二十届', '20th term'],
  [23, '第二十三届', '23rd term'],
  [99, '第九十九届', '99th term'],
])('term %i is called %s, %s', (ordinal, zh, en) => {
  expect(termName(ordinal)).toEqual({ zh, en })
})
