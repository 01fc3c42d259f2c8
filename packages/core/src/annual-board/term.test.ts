import { describe, expect, test } from 'vitest'
import { exempt } from '../assessment/commands.ts'
import { publish } from '../board/commands.ts'
import { hold } from '../activity/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { recordLate } from '../revision/commands.ts'
import { correct, register } from '../term/commands.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { planned, terms } from '../testing-annual-board.ts'
import { prepareYear, publishYear } from './commands.ts'
import { annualState } from './state.ts'
import { days, lastYear, ofTerm, rowsOf, summary } from '../testing-term-board.ts'

describe('a term', () => {
  test('is the sum of its years, by unit and in stroke order, of the days that are on boards', async () => {
    const { must, published, termState, tried, mandates, late } = await lastYear()
    await published()
    expect(await tried()).toMatchObject({ ok: true })
    const state = await termState()
    expect(state).toMatchObject({
      ...{ owed: [], owedYears: [], changes: [], deputyCount: 4, lastOn: '2025-12-30', isOver: true },
      term: { ordinal: 18, fromOn: '2025-01-01', untilOn: '2025-12-31' },
    })
    expect(state.draft!.units.map(({ unitName, rows }) => [unitName, rows.map(({ row }) => row!.name)])).toEqual([
      ['北桥街道', ['丁文博', '马晓岚', '陈静']],
      ['南桥街道', ['许佳宁']],
    ])
    const rows = rowsOf(state)
    expect(rows.find((row) => row.mandateId === mandates[0])).toMatchObject({
      ...{ concerned: 1, present: 0, onLeave: 1, absent: 0, servedDays: 365, spanDays: 365 },
      ...{ pointsHundredths: 300, baseHundredths: 6000, hundredths: 6300, grade: null, isLeftOut: false },
      years: [{ year: '2025', quarter: null, hundredths: 6300, grade: '优秀', isLeftOut: false }],
    })
    expect(rows.find((row) => row.mandateId === late)).toMatchObject({
      ...{ servedDays: 61, byElectedOn: '2025-11-01' },
      years: [{ year: '2025', grade: null, isLeftOut: true }],
    })
    await must(register, {
      ...{ congresses: [{ congressId: DISTRICT_PLACE, ordinal: 19 }], startOn: '2027-01-01', endOn: '2031-12-31' },
    })
    // Nobody of it has been on a board yet.
    expect(await tried({ ...summary, year: '2027-2031' })).toMatchObject({ problem: { code: 'year-not-over' } })
  })

  test('waits for the year before its end and for every year’s board before, and names what is owed', async () => {
    const { must, store, ctx, sign, allQuarters, tried, of, mandates, commission, administrator, termState } =
      await lastYear()
    expect(await tried(summary, '2025-12-30')).toMatchObject({
      problem: { code: 'year-not-over', because: { rule: { zh: '任期届满前一年起方可汇总' } } },
    })
    expect(await tried({ ...summary, year: '2020-2025' })).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, annualState, { ...ofTerm, year: '2020-2025' }, ctx(commission))).toMatchObject({
      problem: { status: 404 },
    })
    await allQuarters()
    const owed = { problem: { code: 'years-not-published', title: { zh: '还有1个年度没有公示，或须更正：2025' } } }
    expect(await tried()).toMatchObject(owed)
    expect((await termState()).owedYears).toEqual(['2025'])
    await must(prepareYear, planned, commission)
    // Frozen and not public is not published.
    expect(await tried()).toMatchObject(owed)
    expect(await sign()).toMatchObject({ ok: true })
    expect(await tried()).toMatchObject({ ok: true })
    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2025-02-12', reason: '漏登' }
    await must(recordLate, entry, administrator)
    expect(await tried({ ...summary, plannedOn: '2026-10-09' })).toMatchObject(owed)
  })

  test('of its last year, while it runs, the quarters count that every unit has on its board', async () => {
    const { must, published, tried, termState, of, south, quarterly, bothIn, mandates } = await lastYear()
    await published()
    const attendance = mandates.map((mandateId) => ({ mandateId, presence: 'present' as const }))
    for (const occurredOn of ['2026-02-10', '2026-05-12']) {
      await must(hold, { ...of, occurredOn, itemCode: 'survey', title: '问卷（演示）', attendance })
    }
    await bothIn('2026Q1')
    await quarterly(of, '2026Q2')
    await tried()
    const first = await termState()
    expect(first.term).toMatchObject({ untilOn: '2026-03-31' })
    expect(rowsOf(first).find((row) => row.mandateId === mandates[1])).toMatchObject({
      ...{ concerned: 2, present: 2, servedDays: 455, spanDays: 455, pointsHundredths: 200, hundredths: 6200 },
      years: [
        { year: '2025', hundredths: 6100 },
        { year: '2026', quarter: '2026Q1', hundredths: 100, grade: null, isLeftOut: false },
      ],
    })
    expect(first.changes).toEqual([])
    // Once the other unit has it as well, the second quarter counts, and what is frozen is seen to be older.
    await quarterly(south, '2026Q2')
    const second = await termState()
    expect(second.term).toMatchObject({ untilOn: '2026-06-30' })
    expect(second.changes.find(({ mandateId }) => mandateId === mandates[1])).toMatchObject({
      ...{ before: { present: 2, hundredths: 6200 }, after: { present: 3, hundredths: 6300 } },
      after: { years: [{ year: '2025' }, { year: '2026', quarter: '2026Q2', hundredths: 200 }] },
    })
  })

  test('of a year that runs it adds the quarters as they are published, whichever was published anew', async () => {
    const { must, published, tried, termState, of, bothIn, mandates, administrator, commission } = await lastYear()
    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', note: '' }
    await published()
    for (const occurredOn of ['2026-02-10', '2026-05-12']) await must(record, { ...entry, occurredOn })
    await bothIn('2026Q1')
    await bothIn('2026Q2')
    const { note: _, ...late } = entry
    await must(recordLate, { ...late, occurredOn: '2026-02-12', reason: '漏登' }, commission)
    await must(publish, { ...of, quarter: '2026Q1', ...terms, reason: '补登一次视察' }, administrator)
    await tried()
    expect(rowsOf(await termState()).find((row) => row.mandateId === mandates[1])).toMatchObject({
      pointsHundredths: 100 + 600 + 300,
      years: [{ year: '2025' }, { year: '2026', quarter: '2026Q2', hundredths: 900 }],
    })
  })

  test('a year that was public once is owed until it is again as published: its quarters do not take its place', async () => {
    const { must, published, termState, tried, of, mandates, administrator, commission } = await lastYear()
    await published()
    // Before it had to be published.
    const on = '2026-03-05'
    expect(await termState(ofTerm, on)).toMatchObject({ owedYears: [], term: { untilOn: '2025-12-31' } })
    const entry = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2025-02-12', reason: '漏登' }
    await must(recordLate, entry, commission)
    await must(publish, { ...of, quarter: '2025Q1', ...terms, reason: '补登一次视察' }, administrator)
    expect(await termState(ofTerm, on)).toMatchObject({ owedYears: ['2025'] })
    await must(prepareYear, planned, commission)
    expect(await tried(summary, on)).toMatchObject({ problem: { code: 'years-not-published' } })
  })

  test('a year has until the end of the next one’s first quarter to be published', async () => {
    const { published, termState, bothIn } = await lastYear()
    await published()
    for (const quarter of ['2026Q1', '2026Q2', '2026Q3']) await bothIn(quarter)
    const then = (on: string) => termState(ofTerm, on)
    expect(await then('2027-01-15')).toMatchObject({ owedYears: [], term: { untilOn: '2026-09-30' } })
    expect(await then('2027-03-31')).toMatchObject({ owedYears: [], term: { untilOn: '2026-09-30' } })
    expect(await then('2027-04-01')).toMatchObject({ owedYears: ['2026'], term: { untilOn: '2025-12-31' } })
  })

  test('where no year of it is public yet, its days begin with the first quarter that is', async () => {
    const { must, termState, quarterly } = await lastYear()
    const [unit] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const of = { unitId: unit!.commandId, level: 'township' as const }
    const [drawn] = await must(drawDistrict, { ...of, name: '第1选区', seats: 3 })
    const seat = { ...of, electoralDistrictId: drawn!.commandId, ground: 'by_election' as const }
    await must(begin, { ...seat, name: '柳文', startOn: '2025-07-10', endOn: '2026-12-31' })
    await must(register, { congresses: [{ congressId: of.unitId, ordinal: 19 }], ...days })
    const state = () => termState({ ...ofTerm, level: 'township' }, '2026-03-01')
    expect(await state()).toMatchObject({ deputyCount: 0, term: null })
    for (const quarter of ['2025Q3', '2025Q4']) await quarterly(of, quarter)
    const term = { fromOn: '2025-07-01', untilOn: '2025-12-31' }
    expect(await state()).toMatchObject({ owedYears: [], deputyCount: 1, term })
  })

  test('a year before the first board is none, whenever the rules began', async () => {
    const { published, tried, termState } = await lastYear({ rules: '2024Q1' })
    await published()
    expect(await tried()).toMatchObject({ ok: true })
    expect(await termState()).toMatchObject({ owedYears: [], term: { fromOn: '2025-01-01' } })
  })

  test('before anything of it is public there is nothing to freeze, nor of a term before the record began', async () => {
    const { must, tried, termState, published } = await lastYear()
    expect(await tried()).toMatchObject({ problem: { code: 'nothing-public-yet' } })
    expect(await termState()).toMatchObject({ owedYears: [], deputyCount: 0, draft: null })
    const before = { startOn: '2016-11-20', endOn: '2021-11-19' }
    await must(register, { congresses: [{ congressId: DISTRICT_PLACE, ordinal: 17 }], ...before })
    await published()
    expect(await tried({ ...summary, year: '2016-2021' })).toMatchObject({ problem: { code: 'nothing-public-yet' } })
    expect(await termState({ ...ofTerm, year: '2016-2021' })).toMatchObject({ owedYears: [], deputyCount: 0 })
  })

  test('is of those who began in it: not of those of the term before', async () => {
    const { must, published, tried, termState } = await lastYear()
    const later = { congressId: DISTRICT_PLACE, ordinal: 18, startOn: '2021-11-25', endOn: '2026-12-31' }
    await must(correct, later)
    await published()
    expect(await tried()).toMatchObject({ ok: true })
    // The others began five days before it; only who came by the by-election began in it.
    expect(rowsOf(await termState()).map(({ name }) => name)).toEqual(['许佳宁'])
    expect(await termState()).toMatchObject({ deputyCount: 1, termless: 3 })
    await must(correct, { ...later, startOn: '2025-11-02', endOn: '2026-11-30' })
    const nobody = { code: 'began-in-no-term', title: { zh: expect.stringContaining('有4名代表') as string } }
    expect(await tried({ ...summary, year: '2025-2026' })).toMatchObject({ problem: nobody })
  })

  test('who is left out of a year stands there as left out, and on no ground', async () => {
    const { must, published, tried, termState, mandates, commission } = await lastYear()
    const out = { mandateId: mandates[1]!, year: '2025', ground: 'illness', reason: '长期病休（演示）' } as const
    await must(exempt, out, commission)
    await published()
    await tried()
    const row = rowsOf(await termState()).find(({ mandateId }) => mandateId === mandates[1])
    expect(row!.years).toEqual([{ year: '2025', quarter: null, hundredths: 6100, grade: null, isLeftOut: true }])
    for (const word of ['illness', '病休', 'short', 'Below', 'place']) expect(JSON.stringify(row)).not.toContain(word)
  })

  test('of the townships is of all whose terms run in the same years, each of its own days and number', async () => {
    const world = await lastYear()
    const { must, tried, termState, quarterly, commission, administrator, store, ctx } = world
    for (const [name, startOn, ordinal] of [
      ['柳荫镇', '2021-11-25', 19],
      ['古花乡', '2021-12-02', 7],
      ['新并乡', '2024-01-10', 1],
    ] as const) {
      const [unit] = await must(establish, { kind: 'town', name })
      const of = { unitId: unit!.commandId, level: 'township' as const }
      const [drawn] = await must(drawDistrict, { ...of, name: '第1选区', seats: 3 })
      const endOn = '2026-11-30'
      const seat = { ...of, electoralDistrictId: drawn!.commandId, ground: 'general_election' as const, startOn, endOn }
      await must(begin, { ...seat, name: `${name.slice(0, 1)}文` })
      await must(register, { congresses: [{ congressId: of.unitId, ordinal }], startOn, endOn })
      for (const n of [1, 2, 3, 4]) await quarterly(of, `2025Q${n}`)
    }
    const township = { level: 'township' as const }
    await must(prepareYear, { ...planned, ...township }, commission)
    const { draft } = await termState({ ...township, year: '2025' })
    expect(
      await run(store, publishYear, { ...township, year: '2025', root: draft!.root, ...terms }, ctx(administrator))
    ).toMatchObject({ ok: true })
    expect(await tried({ ...summary, ...township })).toMatchObject({ ok: true })
    const state = await termState({ ...township, year: '2021-2026' })
    expect(state.term).toEqual({ ordinal: null, fromOn: '2025-01-01', untilOn: '2025-12-31' })
    expect(state.draft!.units.map(({ unitName }) => unitName)).toEqual(['柳荫镇', '古花乡'])
    // The third has another term.
    expect(await tried({ ...summary, ...township, year: '2024-2026' })).toMatchObject({ ok: true })
    const other = await termState({ ...township, year: '2024-2026' })
    expect(other).toMatchObject({ term: { ordinal: 1 }, deputyCount: 1 })
  })
})
