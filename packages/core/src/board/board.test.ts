import { describe, expect, test } from 'vitest'
import { ask, run } from '../kernel/command.ts'
import { canonicalJson, leafHash, merkleRoot } from '../kernel/hash.ts'
import { begin } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { closePeriod, publish } from './commands.ts'
import { listBoards } from './list.ts'
import { newestBoard } from './queries.ts'
import { publishedBoard } from './published.ts'

const settings = { objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }

async function closedQuarter() {
  const world = await districtWithDeputies({ count: 4 })
  const { must, of, mandates, office } = world
  const key = { ...of, mandateId: mandates[0]!, occurredOn: '2026-09-16', note: '' }
  for (const itemCode of ['inspection', 'suggestion', 'congress-leave']) {
    await must(record, { ...key, itemCode }, office(of.unitId))
  }
  await must(record, { ...key, occurredOn: '2026-05-01', itemCode: 'training' })
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  return { ...world, board }
}

describe('period.close', () => {
  test('period.closed: only after the quarter’s last day, once, and by the unit’s own office', async () => {
    const { store, ctx, office, of, board } = await closedQuarter()
    const early = await run(store, closePeriod, { ...of, quarter: '2026Q4' }, ctx(office(of.unitId)))
    expect(early).toMatchObject({
      problem: { code: 'quarter-not-over', because: { arithmetic: '2026-10-08 ≤ 2026-12-31' } },
    })
    expect(await run(store, closePeriod, board, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'already-closed' },
    })
    expect(await run(store, closePeriod, board, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    const before = { ...of, quarter: '2024Q4' }
    expect(await run(store, closePeriod, before, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'no-rules-in-force' },
    })
  })

  test('closes the year up to the quarter, because its board shows the year so far', async () => {
    const { store, ctx, commission, of, mandates } = await closedQuarter()
    const earlier = { ...of, mandateId: mandates[1]!, itemCode: 'survey', occurredOn: '2026-05-02', note: '' }
    expect(await run(store, record, earlier, ctx(commission))).toMatchObject({
      problem: { code: 'quarter-closed', title: { en: '2026Q3 was closed on 2026-10-08' } },
    })
    const lastYear = { ...earlier, occurredOn: '2025-12-31' }
    expect(await run(store, record, lastYear, ctx(commission))).toMatchObject({ ok: true })
  })

  test('refuses a quarter in which nobody sat', async () => {
    const { store, ctx, commission, of } = await closedQuarter()
    const township = { ...of, level: 'township' as const, quarter: '2026Q3' }
    expect(await run(store, closePeriod, township, ctx(commission))).toMatchObject({ problem: { code: 'no-deputies' } })
  })

  test('a closed quarter takes no more entries', async () => {
    const { store, ctx, commission, of, mandates } = await closedQuarter()
    const late = { ...of, mandateId: mandates[1]!, itemCode: 'survey', occurredOn: '2026-09-30', note: '' }
    expect(await run(store, record, late, ctx(commission))).toMatchObject({ problem: { code: 'quarter-closed' } })
  })
})

describe('board.publish', () => {
  test('board.published: freezes every deputy’s row, in stroke order, with the window for objections', async () => {
    const { must, store, ctx, commission, visitor, board } = await closedQuarter()
    await must(publish, { ...board, ...settings }, commission)
    const read = await ask(store, publishedBoard, { ...board, revision: 1 }, ctx(visitor))
    expect(read).toMatchObject({
      ok: true,
      value: {
        publishedOn: '2026-10-08',
        objectionsUntilOn: '2026-10-14',
        deputyCount: 4,
        ruleVersion: 1,
        content: { unitName: '北桥街道', categories: [{ name: '会议' }, { name: '活动' }, {}, {}, {}, {}] },
      },
    })
    if (!read.ok) return
    const rows = read.value.content.rows.map((one) => one.row!)
    expect(rows.map((row) => [row.name, row.quarterHundredths, row.yearHundredths])).toEqual([
      ['丁文博', 0, 0],
      ['马晓岚', 0, 0],
      ['王素梅', 0, 0],
      ['陈静', 500, 700],
    ])
    expect(rows[3]!.categories).toEqual({ activity: 300, meeting: -100, suggestion: 300 })
  })

  test('anyone can recompute the root from the rows, and an erased row keeps it valid', async () => {
    const { must, store, ctx, commission, visitor, board } = await closedQuarter()
    await must(publish, { ...board, ...settings }, commission)
    const read = await ask(store, publishedBoard, { ...board, revision: 1 }, ctx(visitor))
    if (!read.ok) throw new Error('not published')
    const { rows } = read.value.content
    expect(rows.map(({ salt, row }) => leafHash(salt!, canonicalJson(row)))).toEqual(rows.map(({ leaf }) => leaf))
    expect(merkleRoot(rows.map(({ leaf }) => leaf))).toBe(read.value.root)
    const forged = leafHash(rows[0]!.salt!, canonicalJson({ ...rows[0]!.row, quarterHundredths: 9900 }))
    expect(merkleRoot([forged, ...rows.slice(1).map(({ leaf }) => leaf)])).not.toBe(read.value.root)
  })

  test('whoever closed the quarter does not publish it', async () => {
    const { must, store, ctx, commission, office, of } = await districtWithDeputies()
    const board = { ...of, quarter: '2026Q3' }
    await must(closePeriod, board, commission)
    expect(await run(store, publish, { ...board, ...settings }, ctx(commission))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    expect(await run(store, publish, { ...board, ...settings }, ctx(office(of.unitId)))).toMatchObject({
      problem: { status: 403 },
    })
  })

  test('refuses an open quarter, a second publication and a public period that ends too early', async () => {
    const { must, store, ctx, commission, of, board } = await closedQuarter()
    const open = { ...of, quarter: '2026Q2', ...settings }
    expect(await run(store, publish, open, ctx(commission))).toMatchObject({ problem: { code: 'quarter-not-closed' } })
    const short = { ...board, ...settings, publicUntilOn: '2026-10-13' }
    expect(await run(store, publish, short, ctx(commission))).toMatchObject({
      problem: { code: 'public-period-too-short', errors: [{ pointer: '/publicUntilOn' }] },
    })
    await must(publish, { ...board, ...settings }, commission)
    expect(await run(store, publish, { ...board, ...settings }, ctx(commission))).toMatchObject({
      problem: { code: 'already-published' },
    })
  })

  test('a mandate that ended within the quarter is on its board', async () => {
    const { must, store, ctx, commission, visitor, of, seats } = await districtWithDeputies({ count: 4 })
    const left = { ...of, name: '许佳宁', electoralDistrictId: seats[1]!, startOn: '2021-11-20', endOn: '2026-08-31' }
    const [begun] = await must(begin, { ...left, ground: 'general_election' })
    const entry = { ...of, mandateId: begun!.commandId, itemCode: 'inspection', occurredOn: '2026-08-30', note: '' }
    await must(record, entry)
    const board = { ...of, quarter: '2026Q3' }
    await must(closePeriod, board)
    await must(publish, { ...board, ...settings }, commission)
    const read = await ask(store, publishedBoard, { ...board, revision: 1 }, ctx(visitor))
    const row = read.ok ? read.value.content.rows.find((one) => one.row?.name === '许佳宁')?.row : null
    expect(row).toMatchObject({ quarterHundredths: 300, yearHundredths: 300 })
  })

  test('a deputy registered while the board is being published is on it, or comes after it', async () => {
    const { store, ctx, commission, visitor, of, seats, board } = await closedQuarter()
    const shared = racing(store, 2)
    const newcomer = {
      ...of,
      name: '许佳宁',
      electoralDistrictId: seats[1]!,
      startOn: '2026-07-01',
      endOn: '2026-12-31',
    }
    await Promise.all([
      run(shared, begin, { ...newcomer, ground: 'by_election' as const }, ctx(commission)),
      run(shared, publish, { ...board, ...settings }, ctx(commission)),
    ])
    const [rows] = await store.read([
      {
        sql: "select type from event where type in ('mandate.begun', 'board.published') order by seq desc limit 2",
        parameters: [],
      },
    ])
    const read = await ask(store, publishedBoard, { ...board, revision: 1 }, ctx(visitor))
    const publishedLast = (rows as { type: string }[])[0]!.type === 'board.published'
    expect(read.ok && read.value.content.rows.some((one) => one.row?.name === '许佳宁')).toBe(publishedLast)
  })

  test('after its public period a board keeps its hash and loses its names', async () => {
    const { must, store, ctx, commission, visitor, board } = await closedQuarter()
    const forever = { ...board, objectionWorkingDays: 5, publicUntilOn: '2036-01-01' }
    expect(await run(store, publish, forever, ctx(commission))).toMatchObject({
      problem: { code: 'public-period-too-long' },
    })
    await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2026-10-20' }, commission)
    const later = { ...ctx(visitor), today: '2026-10-21' }
    const read = await ask(store, publishedBoard, { ...board, revision: 1 }, later)
    expect(read).toMatchObject({ value: { isOver: true, content: { rows: [] } } })
    expect(JSON.stringify(read)).not.toContain('陈静')
  })

  test('of two people publishing at once, one board comes out', async () => {
    const { store, database, ctx, commission, administrator, board } = await closedQuarter()
    const shared = racing(store, 2)
    const results = await Promise.all(
      [commission, administrator].map((actor) => run(shared, publish, { ...board, ...settings }, ctx(actor)))
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(database.prepare('select count(*) as count from board_content').get()).toEqual({ count: 1 })
  })

  test('the public finds the newest revision and no name enters an event', async () => {
    const { must, store, database, ctx, commission, visitor, board } = await closedQuarter()
    expect(await ask(store, newestBoard, board, ctx(visitor))).toMatchObject({ problem: { status: 404 } })
    await must(publish, { ...board, ...settings }, commission)
    expect(await ask(store, newestBoard, board, ctx(visitor))).toEqual({ ok: true, value: { revision: 1 } })
    const list = await ask(store, listBoards, {}, ctx(visitor))
    expect(list).toMatchObject({
      value: { boards: [{ quarter: '2026Q3', revision: 1, deputyCount: 4 }], older: null, newer: null },
    })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('陈静')
    const again = await replayed(database)
    for (const table of ['period_close', 'board_revision']) {
      const rows = `select * from ${table}`
      expect(again.prepare(rows).all()).toEqual(database.prepare(rows).all())
    }
  })
})

describe('merkleRoot', () => {
  test('is RFC 6962’s tree: the empty tree, and an odd leaf that is promoted', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    const [a, b, c] = ['00', '01', '02'].map((salt) => leafHash(salt, '{}')) as [string, string, string]
    expect(merkleRoot([a, b, c])).toBe(merkleRoot([merkleRoot([a, b]), c]))
  })
})
