import { describe, expect, test } from 'vitest'
import { exempt } from '../assessment/commands.ts'
import { closePeriod, publish, withdraw } from '../board/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { canonicalJson, leafHash, merkleRoot } from '../kernel/hash.ts'
import { call } from '../session/commands.ts'
import { register } from '../term/commands.ts'
import { recordLate } from '../revision/commands.ts'
import { approval, of2025, planned, terms, wholeYear } from '../testing-annual-board.ts'
import { racing } from '../testing-race.ts'
import { replayed } from '../testing-world.ts'
import { prepareYear, publishYear, withdrawYear } from './commands.ts'
import { annualRows, newestYear, publishedYear } from './published.ts'
import { annualState } from './state.ts'

/** … and as everybody may read it. */
async function yearOver(given: Parameters<typeof wholeYear>[0] = {}) {
  const world = await wholeYear(given)
  const { store, ctx, visitor } = world
  const read = (revision: number, on = '2026-10-08') =>
    ask(store, publishedYear, { ...of2025, revision }, { ...ctx(visitor), today: on })
  const file = (revision: number, on = '2026-10-08') =>
    ask(store, annualRows, { ...of2025, revision }, { ...ctx(visitor), today: on })
  return { ...world, read, file }
}

describe('annual-board.prepare', () => {
  test('annual-board.prepared: freezes every unit’s deputies, by unit and in stroke order, with their year', async () => {
    const { must, allQuarters, commission, state, late, mandates } = await yearOver()
    await allQuarters()
    await must(prepareYear, planned, commission)
    const { draft, owed, changes } = await state()
    expect(draft).toMatchObject({ revision: 1, plannedOn: '2026-10-08', deputyCount: 4, isMine: true })
    expect([owed, changes]).toEqual([[], []])
    const [north, south] = draft!.units
    expect([north!.unitName, north!.rows.map(({ row }) => row!.name)]).toEqual([
      '北桥街道',
      ['丁文博', '马晓岚', '陈静'],
    ])
    expect(north!.rows.find(({ row }) => row!.mandateId === mandates[0])!.row).toMatchObject({
      ...{ concerned: 1, present: 0, onLeave: 1, absent: 0, servedDays: 365 },
      ...{ pointsHundredths: 300, baseHundredths: 6000, hundredths: 6300, grade: '优秀', isLeftOut: false },
    })
    // Sixty-one days of the year: held to that part of the base, and compared with nobody.
    expect(south!.rows[0]!.row).toMatchObject({
      ...{ mandateId: late, servedDays: 61, spanDays: 365, baseHundredths: 1003, grade: null, isLeftOut: true },
      byElectedOn: '2025-11-01',
    })
  })

  test('names the district’s next session, at whose opening a year is published as a rule', async () => {
    const { must, state, administrator } = await yearOver()
    expect((await state()).session).toBeNull()
    const days = { startOn: '2021-11-20', endOn: '2026-12-31' }
    await must(register, { congresses: [{ congressId: 'district', ordinal: 18 }], ...days }, administrator)
    const of = { placeId: 'district', body: 'congress', kind: 'extraordinary', ordinal: 6 } as const
    const about = { ...of, calledOn: '2026-10-08', proposerCount: null, venue: '区会议中心' }
    await must(call, { ...about, firstOn: '2026-11-20', lastOn: '2026-11-22' }, administrator)
    expect((await state()).session).toMatchObject({ firstOn: '2026-11-20', ordinal: 6 })
  })

  test('waits for the end of the year and for every quarter’s board, and says which are owed', async () => {
    const { store, ctx, commission, administrator, must, of, south, quarterly, counts } = await yearOver()
    const prepare = (input: typeof planned = planned, actor = commission) => run(store, prepareYear, input, ctx(actor))
    const running = { ...planned, year: '2026' }
    expect(await prepare(running)).toMatchObject({
      problem: { code: 'year-not-over', because: { arithmetic: '2026-10-08 ≤ 2026-12-31' } },
    })
    expect(await prepare({ ...planned, plannedOn: '2026-10-07' })).toMatchObject({
      problem: { code: 'planned-in-the-past', errors: [{ pointer: '/plannedOn' }] },
    })
    expect(await prepare({ ...planned, year: '2024' })).toMatchObject({ problem: { code: 'no-rules-in-force' } })
    const before = counts()
    for (const quarter of ['2025Q1', '2025Q2', '2025Q3']) await quarterly(of, quarter)
    await must(closePeriod, { ...of, quarter: '2025Q4' }, commission)
    expect(await prepare()).toMatchObject({
      problem: {
        code: 'quarters-not-published',
        title: { zh: '还有2个季度没有结账公示，或须更正：北桥街道 2025Q4、南桥街道 2025Q4' },
      },
    })
    await must(publish, { ...of, quarter: '2025Q4', ...terms }, administrator)
    await quarterly(south, '2025Q4')
    await must(withdraw, { ...of, quarter: '2025Q2', revision: 1, ...approval }, commission)
    expect(await prepare()).toMatchObject({
      problem: { title: { en: expect.stringMatching(/: 北桥街道 2025Q2$/) as string } },
    })
    await must(publish, { ...of, quarter: '2025Q2', ...terms, reason: '重新公示' }, administrator)
    expect(counts()).not.toEqual(before)
    await must(prepareYear, planned, commission)
    expect(await prepare()).toMatchObject({ problem: { code: 'already-prepared' } })
  })

  test('a level nobody sat on has no year, and a unit’s office none at all', async () => {
    const { store, ctx, commission, office, of, south } = await yearOver()
    expect(await run(store, prepareYear, { ...planned, level: 'township' }, ctx(commission))).toMatchObject({
      problem: { code: 'no-deputies' },
    })
    expect(await run(store, prepareYear, planned, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
    const local = { ...commission, unitId: south.unitId }
    expect(await run(store, prepareYear, planned, ctx(local))).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, annualState, of2025, ctx(local))).toMatchObject({ problem: { status: 404 } })
  })

  test('frozen anew before it is public it stays one revision, and only the new rows are signed', async () => {
    const { must, store, ctx, allQuarters, commission, administrator, state, sign, database } = await yearOver()
    await allQuarters()
    await must(prepareYear, planned, commission)
    const first = (await state()).draft!
    await must(prepareYear, { ...planned, plannedOn: '2026-10-09' }, commission)
    const second = (await state()).draft!
    expect([second.revision, second.plannedOn]).toEqual([1, '2026-10-09'])
    expect(second.root).not.toBe(first.root)
    expect(database.prepare('select count(*) as units from annual_board_content').get()).toEqual({ units: 2 })
    const unseen = { ...of2025, root: first.root, ...terms }
    expect(await run(store, publishYear, unseen, ctx(administrator))).toMatchObject({
      problem: { code: 'prepared-anew' },
    })
    expect(await sign()).toMatchObject({
      problem: { code: 'before-the-planned-day', because: { arithmetic: '2026-10-08 < 2026-10-09' } },
    })
    expect(await sign({}, administrator, '2026-10-09')).toMatchObject({ ok: true })
  })

  test.each(['the year first', 'the entry first'])('knows of a late entry in the same moment: %s', async (order) => {
    const { store, ctx, allQuarters, commission, administrator, of, mandates, state, database } = await yearOver()
    await allQuarters()
    const shared = racing(store, 2)
    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2025-02-12', reason: '漏登' }
    const both = [
      () => run(shared, prepareYear, planned, ctx(commission)),
      () => run(shared, recordLate, entry, ctx(administrator)),
    ]
    await Promise.all((order === 'the year first' ? both : both.toReversed()).map((one) => one()))
    const types = "'annual-board.prepared', 'period.revision-due'"
    const written = database.prepare(`select type from event where type in (${types}) order by seq`).all()
    // Never after the entry: then a quarter's board is to be published anew first.
    expect(written.at(-1)).toEqual({ type: 'period.revision-due' })
    expect((await state()).changes).toHaveLength(written.length - 1)
  })
})

describe('annual-board.publish', () => {
  test('annual-board.published: by another than who froze it, with the window for objections', async () => {
    const { store, ctx, allQuarters, must, commission, sign, read, visitor } = await yearOver()
    await allQuarters()
    expect(await sign()).toMatchObject({ problem: { code: 'not-prepared' } })
    await must(prepareYear, planned, commission)
    expect(await ask(store, newestYear, of2025, ctx(visitor))).toMatchObject({ problem: { status: 404 } })
    expect(await read(1)).toMatchObject({ problem: { status: 404 } })
    expect(await sign({}, commission)).toMatchObject({ problem: { code: 'second-signature-needed' } })
    expect(await sign()).toMatchObject({ ok: true })
    expect(await ask(store, newestYear, of2025, ctx(visitor))).toEqual({ ok: true, value: { revision: 1 } })
    expect(await read(1)).toMatchObject({
      value: { publishedOn: '2026-10-08', objectionsUntilOn: '2026-10-14', deputyCount: 4, changes: [], isOver: false },
    })
    expect(await sign()).toMatchObject({ problem: { code: 'not-prepared' } })
    expect(await run(store, prepareYear, planned, ctx(commission))).toMatchObject({
      problem: { code: 'already-published' },
    })
  })

  test('refuses a public period that ends too early or too late', async () => {
    const { store, ctx, allQuarters, must, commission, administrator, state } = await yearOver()
    await allQuarters()
    await must(prepareYear, planned, commission)
    const input = { ...of2025, root: (await state()).draft!.root, ...terms }
    const until = (publicUntilOn: string) => run(store, publishYear, { ...input, publicUntilOn }, ctx(administrator))
    expect(await until('2026-10-13')).toMatchObject({ problem: { code: 'public-period-too-short' } })
    expect(await until('2036-01-01')).toMatchObject({ problem: { code: 'public-period-too-long' } })
  })

  test('anyone can recompute the root from the rows of all units', async () => {
    const { published, file, read } = await yearOver()
    await published()
    const rows = await file(1)
    if (!rows.ok) throw new Error(rows.problem.code)
    expect(rows.value.rows.map(({ salt, json }) => leafHash(salt!, json!))).toEqual(
      rows.value.rows.map(({ leaf }) => leaf)
    )
    expect(merkleRoot(rows.value.rows.map(({ leaf }) => leaf))).toBe(rows.value.root)
    const page = await read(1)
    if (!page.ok) throw new Error(page.problem.code)
    const shown = page.value.units.flatMap((unit) => unit.rows.map(({ row }) => canonicalJson(row)))
    expect(shown).toEqual(rows.value.rows.map(({ json }) => json))
  })

  test('says that somebody is left out, and never why or who is under the line', async () => {
    const { must, allQuarters, mandates, commission, sign, file } = await yearOver()
    await allQuarters()
    const out = { mandateId: mandates[1]!, year: '2025', ground: 'illness', reason: '长期病休（演示）' } as const
    await must(exempt, out, commission)
    await must(prepareYear, planned, commission)
    await sign()
    const text = JSON.stringify(await file(1))
    expect(text.match(/isLeftOut\\":true/g)).toHaveLength(2)
    for (const word of ['illness', '病休', 'short', 'Below', 'place']) expect(text).not.toContain(word)
  })

  test('what changes after it was frozen is frozen anew, and once public becomes a revision', async () => {
    const { must, published, of, mandates, commission, administrator, state, sign, read, file, store, ctx } =
      await yearOver()
    await published()
    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2025-02-12', reason: '漏登' }
    await must(recordLate, entry, commission)
    expect((await state()).changes).toMatchObject([
      { mandateId: mandates[1], before: { hundredths: 6100 }, after: { hundredths: 6400, grade: '优秀' } },
    ])
    expect(await run(store, prepareYear, planned, ctx(commission))).toMatchObject({
      problem: { code: 'quarters-not-published' },
    })
    await must(publish, { ...of, quarter: '2025Q1', ...terms, reason: '补登一次视察' }, administrator)
    await must(prepareYear, planned, commission)
    expect((await read(1)).ok && (await read(1))).toMatchObject({ value: { supersededBy: null } })
    const left = { mandateId: mandates[2]!, year: '2025', ground: 'other', reason: '另行研究' } as const
    await must(exempt, left, administrator)
    expect(await sign({ reason: '补登' })).toMatchObject({ problem: { code: 'changed-since-prepared' } })
    await must(prepareYear, planned, commission)
    expect(await sign()).toMatchObject({ problem: { code: 'reason-needed' } })
    expect(await sign({ reason: '补登一次视察' })).toMatchObject({ ok: true })
    const second = await read(2)
    expect(second).toMatchObject({ value: { revisionReason: '补登一次视察', supersededBy: null } })
    expect(second.ok && second.value.changes.map(({ mandateId }) => mandateId).sort()).toEqual(
      [mandates[1], mandates[2]].sort()
    )
    const first = await read(1)
    expect(first).toMatchObject({ value: { supersededBy: { revision: 2 }, units: [], changes: [] } })
    expect(await file(1)).toMatchObject({ problem: { status: 404, code: 'board-superseded' } })
  })

  test('of two people publishing at once, one board comes out', async () => {
    const { store, database, ctx, allQuarters, must, administrator, commission, state } = await yearOver()
    await allQuarters()
    await must(prepareYear, planned, commission)
    const shared = racing(store, 2)
    const other = { ...administrator, id: 'other', name: '秦岚' }
    const input = { ...of2025, root: (await state()).draft!.root, ...terms }
    const results = await Promise.all(
      [administrator, other].map((actor) => run(shared, publishYear, input, ctx(actor)))
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(database.prepare("select count(*) as n from event where type = 'annual-board.published'").get()).toEqual({
      n: 1,
    })
  })

  test('after its public period it keeps its hash and loses its names', async () => {
    const { published, read, file } = await yearOver()
    await published()
    expect(await read(1, '2027-10-08')).toMatchObject({ value: { isOver: false } })
    const over = await read(1, '2027-10-09')
    expect(over).toMatchObject({ value: { isOver: true, units: [] } })
    expect(JSON.stringify(over)).not.toContain('陈静')
    expect(await file(1, '2027-10-09')).toMatchObject({ problem: { status: 404, code: 'board-over' } })
  })
})

describe('annual-board.withdraw', () => {
  test('annual-board.withdrawn: by another, with its reason; the next one follows', async () => {
    const { must, published, store, ctx, commission, administrator, sign, read, file } = await yearOver()
    await published()
    const taken = { ...of2025, revision: 1, ...approval }
    expect(await run(store, withdrawYear, taken, ctx(administrator))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    expect(await run(store, withdrawYear, { ...taken, revision: 2 }, ctx(commission))).toMatchObject({
      problem: { status: 404 },
    })
    await must(withdrawYear, taken, commission)
    expect(await run(store, withdrawYear, taken, ctx(commission))).toMatchObject({
      problem: { code: 'already-withdrawn' },
    })
    const gone = await read(1)
    expect(gone).toMatchObject({ value: { withdrawalReason: approval.reason, units: [] } })
    expect(JSON.stringify(gone)).not.toContain(approval.approverName)
    expect(await file(1)).toMatchObject({ problem: { code: 'board-withdrawn' } })
    await must(prepareYear, planned, commission)
    expect(await sign({ reason: '重新公示' })).toMatchObject({ ok: true })
    // What was withdrawn is not told again as "before".
    expect(await read(2)).toMatchObject({ value: { revisionReason: '重新公示', changes: [] } })
  })

  test('its history says who froze, published and withdrew it, and of no other year', async () => {
    const { must, published, commission, state } = await yearOver()
    await published()
    await must(withdrawYear, { ...of2025, revision: 1, ...approval }, commission)
    const { items, before } = (await state()).history
    expect(items.map(({ words, actorName, occurredOn }) => [words.zh, actorName, occurredOn])).toEqual([
      ['撤下汇总榜', '何敏', '2026-10-08'],
      ['公示汇总榜', '张敏之', '2026-10-08'],
      ['汇总', '何敏', '2026-10-08'],
    ])
    expect(before).toBeNull()
  })

  test('no name enters an event, and replay gives the same rows', async () => {
    const { must, published, commission, database } = await yearOver()
    await published()
    await must(withdrawYear, { ...of2025, revision: 1, ...approval }, commission)
    await must(prepareYear, planned, commission)
    await must(prepareYear, { ...planned, plannedOn: '2026-10-10' }, commission)
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('陈静')
    const all = 'select * from annual_board'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })
})
