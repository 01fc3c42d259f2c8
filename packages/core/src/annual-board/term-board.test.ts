import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { publish } from '../board/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { canonicalJson, leafHash, merkleRoot } from '../kernel/hash.ts'
import { establish } from '../people/commands.ts'
import { recordLate } from '../revision/commands.ts'
import { correct, register } from '../term/commands.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { approval, planned, terms } from '../testing-annual-board.ts'
import { racing } from '../testing-race.ts'
import { replayed } from '../testing-world.ts'
import { today } from '../today/queries.ts'
import { prepareYear, publishYear, withdrawYear } from './commands.ts'
import { annualRows } from './published.ts'
import { annualBoardsShowing, newestShowing } from './queries.ts'
import { countsQuarter } from './rules.ts'
import { days, lastYear, ofTerm, summary } from '../testing-term-board.ts'

describe('a term’s board', () => {
  test('is published by another, recomputed by anybody, and made anew once a year of it is', async () => {
    const world = await lastYear()
    const { must, published, tried, store, ctx, sign, signTerm, readTerm, of, mandates, termState } = world
    const { commission, administrator, visitor, database } = world
    const onToday = async (actor = administrator) => {
      const read = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
      return read.ok ? read.value.annualBoards.map(({ year, state }) => [year, state]) : []
    }
    await published()
    await tried()
    expect(await onToday()).toEqual([['2021-2026', 'to-publish']])
    expect(
      await run(store, publishYear, { ...ofTerm, root: (await termState()).draft!.root, ...terms }, ctx(commission))
    ).toMatchObject({ problem: { code: 'second-signature-needed' } })
    expect(await signTerm()).toMatchObject({ ok: true })
    expect(await onToday()).toEqual([])
    const page = await readTerm(1)
    expect(page).toMatchObject({ value: { ordinal: 18, fromOn: '2025-01-01', untilOn: '2025-12-31', deputyCount: 4 } })
    const file = await ask(store, annualRows, { ...ofTerm, revision: 1 }, ctx(visitor))
    if (!file.ok || !page.ok) throw new Error('not public')
    const leaves = file.value.rows.map(({ salt, json }) => leafHash(salt!, json!))
    expect(merkleRoot(leaves)).toBe(file.value.root)
    const shown = page.value.units.flatMap((unit) => unit.rows.map(({ row }) => canonicalJson(row)))
    expect(shown).toEqual(file.value.rows.map(({ json }) => json))

    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2025-02-12', reason: '漏登' }
    await must(recordLate, entry, commission)
    await must(publish, { ...of, quarter: '2025Q1', ...terms, reason: '补登一次视察' }, administrator)
    await must(prepareYear, planned, commission)
    expect((await termState()).owedYears).toEqual(['2025'])
    expect(await sign({ reason: '补登一次视察' })).toMatchObject({ ok: true })
    expect(await onToday()).toEqual([['2021-2026', 'outdated']])
    expect((await termState()).changes).toMatchObject([
      { mandateId: mandates[1], before: { hundredths: 6100 }, after: { hundredths: 6400 } },
    ])
    await tried()
    expect(await signTerm({ reason: '2025年更正' })).toMatchObject({ ok: true })
    expect(await onToday()).toEqual([])
    expect(await readTerm(2)).toMatchObject({
      value: { revisionReason: '2025年更正', changes: [{ mandateId: mandates[1] }] },
    })
    await must(withdrawYear, { ...ofTerm, revision: 2, ...approval }, commission)
    const all = 'select * from annual_board'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('is published as it was frozen when a quarter came to count since, which the next one then counts', async () => {
    const { published, tried, signTerm, termState, bothIn } = await lastYear()
    await published()
    await bothIn('2026Q1')
    await tried()
    await bothIn('2026Q2')
    expect(await termState()).toMatchObject({ draft: { revision: 1 }, term: { untilOn: '2026-06-30' } })
    expect(await signTerm()).toMatchObject({ ok: true })
    expect(await tried()).toMatchObject({ ok: true })
    expect((await termState()).draft).toMatchObject({ revision: 2 })
  })

  test('but is not published when a quarter it counts was corrected since', async () => {
    const { must, published, tried, signTerm, bothIn, of, mandates, commission, administrator } = await lastYear()
    await published()
    await bothIn('2026Q1')
    await tried()
    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2026-02-12', reason: '漏登' }
    await must(recordLate, entry, commission)
    await must(publish, { ...of, quarter: '2026Q1', ...terms, reason: '补登一次视察' }, administrator)
    expect(await signTerm()).toMatchObject({ problem: { code: 'changed-since-prepared' } })
  })

  test('has the whole of the year in which it ends, when it is published as when it was frozen', async () => {
    const { must, published, termState, store, ctx, commission, administrator } = await lastYear()
    const ended = { ...ofTerm, year: '2021-2025' }
    await must(correct, { congressId: DISTRICT_PLACE, ordinal: 18, startOn: days.startOn, endOn: '2025-09-10' })
    await published()
    await must(prepareYear, { ...ended, plannedOn: summary.plannedOn }, commission)
    const { draft, term } = await termState(ended)
    expect(term).toMatchObject({ untilOn: '2025-09-10' })
    expect(await run(store, publishYear, { ...ended, root: draft!.root, ...terms }, ctx(administrator))).toMatchObject({
      ok: true,
    })
  })

  test('takes objections to the quarters it counts, also to the one in which it ends, and lists no other', async () => {
    const { must, published, tried, signTerm, readTerm, bothIn, store } = await lastYear()
    const endOn = '2026-05-15'
    await must(correct, { congressId: DISTRICT_PLACE, ordinal: 18, startOn: days.startOn, endOn })
    await published()
    for (const quarter of ['2026Q1', '2026Q2', '2026Q3']) await bothIn(quarter)
    await tried()
    await signTerm()
    const page = await readTerm(1)
    expect(page).toMatchObject({ value: { untilOn: endOn } })
    const counted = ['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2']
    expect(page.ok && page.value.quarters[0]!.quarters).toEqual(counted)
    const showing = async (quarter: string) =>
      (await store.read([newestShowing('district', quarterDays(quarter)).compile()]))[0]!
    expect(await showing('2026Q2')).toMatchObject([{ year: ofTerm.year }])
    expect(await showing('2026Q3')).toEqual([])
    expect(['2026Q2', '2026Q3'].map((one) => countsQuarter({ fromOn: days.startOn, untilOn: endOn }, one))).toEqual([
      ...[true, false],
    ])
  })

  test('keeps a term in its years while it is public; what is only frozen waits for nobody after', async () => {
    const { must, published, tried, signTerm, store, ctx, administrator, commission } = await lastYear()
    await published()
    await tried()
    const other = { congressId: DISTRICT_PLACE, ordinal: 18, startOn: days.startOn, endOn: '2027-01-31' }
    const shown = async () => {
      const read = await ask(store, today, { quarter: '2026Q3' }, ctx(administrator))
      return read.ok && read.value.annualBoards.map(({ year }) => year)
    }
    expect(await shown()).toEqual([ofTerm.year])
    await must(correct, other)
    expect(await shown()).toEqual([])
    await must(correct, { ...other, endOn: days.endOn })
    expect(await signTerm()).toMatchObject({ ok: true })
    const moved = () => run(store, correct, other, ctx(commission))
    expect(await moved()).toMatchObject({
      problem: {
        ...{ status: 409, code: 'term-board-public' },
        title: { zh: expect.stringContaining('2026-10-08') as string },
      },
    })
    await must(correct, { ...other, endOn: '2026-12-15' })
    await must(withdrawYear, { ...ofTerm, revision: 1, ...approval }, commission)
    expect(await moved()).toMatchObject({ ok: true })
  })

  test('of two at once, one publishing it and one moving its term to other years, one is refused', async () => {
    const { published, tried, termState, store, ctx, administrator } = await lastYear()
    await published()
    await tried()
    const { draft } = await termState()
    const shared = racing(store, 2)
    const moved = { congressId: DISTRICT_PLACE, ordinal: 18, startOn: days.startOn, endOn: '2027-01-31' }
    const results = await Promise.all([
      run(shared, publishYear, { ...ofTerm, root: draft!.root, ...terms }, ctx(administrator)),
      run(shared, correct, moved, ctx(administrator)),
    ])
    expect(results).toMatchObject([{ ok: true }, { problem: { code: 'term-board-public' } }])
  })

  test('of the townships is not left alone by one of two that moves to other years', async () => {
    const { must, store, ctx, commission, database } = await lastYear()
    const towns = []
    for (const name of ['柳荫镇', '古花乡']) towns.push((await must(establish, { kind: 'town', name }))[0]!.commandId)
    const congresses = towns.map((congressId) => ({ congressId, ordinal: 18 }))
    await must(register, { congresses, ...days })
    database.exec(`insert into annual_board (level, year, revision, preparedOn, preparedBy, plannedOn, ruleVersion, seq,
      root, deputyCount, publishedOn, objectionsUntilOn, publicUntilOn) values ('township', '2021-2026', 1,
      '2026-10-08', 'a', '2026-10-08', 1, 1, 'r', 1, '2026-10-08', '2026-10-15', '2027-10-08')`)
    const moved = (one: number) =>
      run(store, correct, { ...congresses[one]!, ...days, endOn: '2027-01-31' }, ctx(commission))
    expect(await moved(0)).toMatchObject({ ok: true })
    expect(await moved(1)).toMatchObject({ problem: { code: 'term-board-public' } })
  })

  test('is what an erasure waits for, of everybody who sat in one of its years', async () => {
    const { published, tried, signTerm, store, mandates } = await lastYear()
    await published()
    await tried()
    const showing = async (on: string) =>
      (await store.read([annualBoardsShowing(sql`(select ${mandates[0]!})`, on).compile()]))[0]
    expect(await showing('2026-10-08')).toHaveLength(1)
    await signTerm()
    expect(await showing('2026-10-08')).toHaveLength(2)
    expect(await showing('2027-10-09')).toEqual([])
  })
})
