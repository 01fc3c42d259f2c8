import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addQuarters } from '../kernel/calendar.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { begin } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { recordLate, reverseLate } from './commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { today } from '../today/queries.ts'
import { closePeriod, publish, withdraw } from '../board/commands.ts'
import { listBoards } from '../board/list.ts'
import { newestBoard, newestContent, newestOf } from '../board/queries.ts'
import { publishedBoard } from '../board/published.ts'
import { boardDue } from './queries.ts'

const settings = { objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }

/** One entry, closed by the office; the commission publishes unless asked not to. */
async function world({ published = true } = {}) {
  const district = await districtWithDeputies({ count: 4 })
  const { must, of, mandates, office, commission, administrator, store, ctx, visitor } = district
  const mandateId = mandates[0]!
  const entry = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-09-16' }
  const [recorded] = await must(record, { ...entry, note: '' }, office(of.unitId))
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  if (published) await must(publish, { ...board, ...settings }, commission)
  const read = async (revision: number | 'newest') => {
    const answer = await ask(store, publishedBoard, { ...board, revision }, ctx(visitor))
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value
  }
  return {
    ...district,
    ...{ board, mandateId, read },
    entryId: `${recorded!.commandId}/0`,
    late: { ...entry, itemCode: 'survey', reason: '漏登，有签到名册为证' },
    another: { ...administrator, id: 'wangfang', name: '王方' },
    anew: { ...board, ...settings, reason: '补登一件' },
    gone: { ...board, revision: 1, reason: '误公示', approverName: '赵立新', approverOffice: '区人大常委会主任' },
  }
}

describe('points.record-late', () => {
  test('period.revision-due: an entry after closing marks its own quarter’s board, and the ledger says why', async () => {
    const { must, store, database, ctx, late, administrator, commission, office, of, board } = await world()
    await must(recordLate, late, administrator)
    expect(database.prepare('select revision, cause, actor, dueOn from revision_due').all()).toEqual([
      { revision: 1, cause: 'late-entry', actor: 'member:zhangzhuren', dueOn: '2026-10-08' },
    ])
    expect(database.prepare('select note from point_note').all()).toEqual([{ note: '漏登，有签到名册为证' }])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('签到名册')
    expect(await ask(store, boardDue, board, ctx(office(of.unitId)))).toMatchObject({
      value: {
        due: [{ cause: 'late-entry', name: '张敏之' }],
        changes: [{ name: '陈静', before: { quarterHundredths: 300 }, after: { quarterHundredths: 400 } }],
      },
    })
    const waiting = async (actor: Actor) => {
      const answer = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
      return answer.ok ? answer.value.revisionsDue : null
    }
    expect(await waiting(commission)).toMatchObject([{ unitName: '北桥街道', quarter: '2026Q3' }])
    // Whoever made it due does not publish it.
    expect(await waiting(administrator)).toEqual([])
  })

  test.each([
    ['an open quarter', { occurredOn: '2026-10-01' }, 'quarter-open'],
    ['an item the rules do not have', { itemCode: 'karaoke' }, 'no-such-item'],
    ['a day before the mandate', { occurredOn: '2021-11-19' }, 'outside-the-mandate'],
    ['somebody else’s mandate', { mandateId: 'nobody' }, 'not-found'],
  ])('refuses %s and changes nothing', async (_, change, code) => {
    const { store, database, ctx, late, commission } = await world()
    expect(await run(store, recordLate, { ...late, ...change }, ctx(commission))).toMatchObject({ problem: { code } })
    expect(database.prepare('select count(*) as count from revision_due').get()).toEqual({ count: 0 })
  })

  test('is no matter of the office that closed', async () => {
    const { store, ctx, late, office, of } = await world()
    expect(await run(store, recordLate, late, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
    const both = { ...office(of.unitId), roles: ['deputies_commission' as const] }
    expect(await run(store, recordLate, late, ctx(both))).toMatchObject({ problem: { status: 404 } })
  })

  test('before the first publication it simply is on it, and another person publishes', async () => {
    const { store, must, ctx, late, administrator, commission, board, read } = await world({ published: false })
    await must(recordLate, late, administrator)
    expect(await run(store, publish, { ...board, ...settings }, ctx(administrator))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    await must(publish, { ...board, ...settings }, commission)
    const { content, revision } = await read(1)
    expect([revision, content.rows.find(({ row }) => row?.name === '陈静')?.row?.quarterHundredths]).toEqual([1, 400])
  })

  test('the year to date on a later quarter’s board stays as it was frozen', async () => {
    const { must, database, late, administrator, read } = await world()
    await must(recordLate, { ...late, occurredOn: '2026-05-02' }, administrator)
    expect(database.prepare('select quarter, revision from revision_due').all()).toEqual([
      { quarter: '2026Q2', revision: 0 },
    ])
    const row = (await read(1)).content.rows.find((one) => one.row?.name === '陈静')!.row!
    expect(row.yearHundredths).toBe(300)
  })
})

describe('points.reverse-late', () => {
  test('takes an entry of a closed quarter back, once, with its reason', async () => {
    const { must, store, ctx, entryId, mandateId, of, commission, anew, another, read } = await world()
    const back = { ...of, entryId, mandateId, occurredOn: '2026-09-16', reason: '与上一季度重复' }
    await must(reverseLate, back, commission)
    expect(await run(store, reverseLate, back, ctx(commission))).toMatchObject({
      problem: { code: 'already-reversed' },
    })
    await must(publish, anew, another)
    expect(await read(2)).toMatchObject({
      changes: [{ name: '陈静', before: { quarterHundredths: 300 }, after: { quarterHundredths: 0 } }],
    })
  })
})

describe('a revision', () => {
  test('says what changed and why; the one before shows its notice and hash only', async () => {
    const { must, store, ctx, visitor, late, administrator, commission, anew, board, read } = await world()
    const { root } = await read(1)
    await must(recordLate, late, administrator)
    await must(publish, anew, commission)
    expect(await read(2)).toMatchObject({
      state: 'in-force',
      revisionReason: '补登一件',
      changes: [{ name: '陈静', before: { quarterHundredths: 300 }, after: { quarterHundredths: 400 } }],
    })
    expect(await read('newest')).toEqual(await read(2))
    const old = await read(1)
    expect(old).toMatchObject({
      state: 'superseded',
      root,
      supersededBy: { revision: 2, publishedOn: '2026-10-08' },
      content: { rows: [] },
      changes: [],
    })
    for (const name of ['陈静', '丁文博']) expect(JSON.stringify(old)).not.toContain(name)
    expect(await ask(store, newestBoard, board, ctx(visitor))).toEqual({ ok: true, value: { revision: 2 } })
  })

  test('a deputy registered at the moment of publishing is on the board, or known to be missing from it', async () => {
    const { store, of, ctx, database, commission, administrator, seats, board } = await world({ published: false })
    const newcomer = { ...of, name: '许佳宁', electoralDistrictId: seats[1]!, ground: 'by_election' as const }
    const shared = racing(store, 2)
    const results = await Promise.all([
      run(shared, publish, { ...board, ...settings }, ctx(commission)),
      run(shared, begin, { ...newcomer, startOn: '2026-07-01', endOn: '2026-12-31' }, ctx(administrator)),
    ])
    expect(results.map(({ ok }) => ok)).toEqual([true, true])
    expect(database.prepare('select deputyCount from board_revision').all()).toEqual([{ deputyCount: 4 }])
    expect(database.prepare('select cause from revision_due').all()).toEqual([{ cause: 'seat-added' }])
  })

  test('needs a change, a reason and another person than who made the change', async () => {
    const { must, store, ctx, late, administrator, commission, another, anew } = await world()
    expect(await run(store, publish, anew, ctx(another))).toMatchObject({ problem: { code: 'already-published' } })
    await must(recordLate, late, administrator)
    expect(await run(store, publish, anew, ctx(administrator))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    const { reason: _, ...silent } = anew
    expect(await run(store, publish, silent, ctx(commission))).toMatchObject({
      problem: { code: 'reason-needed', errors: [{ pointer: '/reason' }] },
    })
    await must(publish, anew, commission)
    expect(await run(store, publish, anew, ctx(commission))).toMatchObject({ problem: { code: 'already-published' } })
  })

  test('a deputy registered with a day that is past is a change too, and another person publishes it', async () => {
    const { must, of, store, ctx, database, administrator, seats, another, anew, read } = await world()
    const newcomer = { ...of, name: '许佳宁', electoralDistrictId: seats[1]!, ground: 'by_election' as const }
    await must(begin, { ...newcomer, startOn: '2026-07-01', endOn: '2026-12-31' }, administrator)
    expect(database.prepare('select quarter, revision, cause from revision_due').all()).toEqual([
      { quarter: '2026Q3', revision: 1, cause: 'seat-added' },
    ])
    expect(await run(store, publish, anew, ctx(administrator))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    await must(publish, anew, another)
    expect(await read(2)).toMatchObject({ changes: [{ name: '许佳宁', before: null, after: { present: 0 } }] })
  })

  test('a late entry and a publication never pass each other unseen', async () => {
    for (const order of [0, 1]) {
      const { store, database, ctx, late, administrator, commission, board } = await world({ published: false })
      const shared = racing(store, 2)
      const acts = [
        () => run(shared, recordLate, late, ctx(administrator)),
        () => run(shared, publish, { ...board, ...settings }, ctx(commission)),
      ]
      const [one, two] = order === 0 ? acts : acts.toReversed()
      expect(await Promise.all([one!(), two!()])).toMatchObject([{ ok: true }, { ok: true }])
      const { rows } = database.prepare('select rows from board_content').get() as { rows: string }
      const onBoard = rows.includes('"quarterHundredths":400')
      const due = database.prepare('select revision from revision_due').get() as { revision: number }
      // On the board, or the board is marked as out of date.
      expect(due.revision).toBe(onBoard ? 0 : 1)
    }
  })

  test('every figure on a board is what its entries sum to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.constantFrom('inspection', 'suggestion', 'survey', 'congress-leave')), {
          maxLength: 12,
        }),
        fc.nat(12),
        async (entries, lateFrom) => {
          const { must, database, mandates, late, administrator, commission, anew, read } = await world()
          for (const [index, itemCode] of entries.slice(lateFrom)) {
            await must(recordLate, { ...late, mandateId: mandates[index]!, itemCode }, administrator)
          }
          if (lateFrom >= entries.length) return
          await must(publish, anew, commission)
          for (const { row } of (await read(2)).content.rows) {
            const sum = database
              .prepare("select sum(hundredths) as sum from point_entry where mandateId = ? and quarter = '2026Q3'")
              .get(row!.mandateId) as { sum: number | null }
            expect(row!.quarterHundredths).toBe(sum.sum ?? 0)
            expect(Object.values(row!.categories).reduce((total, one) => total + one, 0)).toBe(row!.quarterHundredths)
          }
        }
      ),
      { numRuns: 6 }
    )
  })
})

describe('board.withdraw', () => {
  test('board.withdrawn: a notice takes the place of the rows, and the approver stays private', async () => {
    const { must, store, database, ctx, visitor, gone, administrator, read } = await world()
    await must(withdraw, gone, administrator)
    const board = await read(1)
    expect(board).toMatchObject({
      state: 'withdrawn',
      withdrawnOn: '2026-10-08',
      withdrawalReason: '误公示',
      content: { rows: [] },
    })
    expect(await read('newest')).toEqual(board)
    for (const hidden of ['陈静', '赵立新', '主任']) expect(JSON.stringify(board)).not.toContain(hidden)
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('误公示')
    // Nothing is told of it to employers either.
    for (const statement of [newestOf(gone), newestContent(gone)]) {
      expect(await store.read([statement.compile()])).toEqual([[]])
    }
    const list = await ask(store, listBoards, {}, ctx(visitor))
    expect(list).toMatchObject({ value: { boards: [{ revision: 1, withdrawnOn: '2026-10-08' }] } })
  })

  test('once, of the newest revision, and by another than who published it', async () => {
    const { must, store, ctx, gone, commission, administrator } = await world()
    expect(await run(store, withdraw, gone, ctx(commission))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    expect(await run(store, withdraw, { ...gone, revision: 2 }, ctx(administrator))).toMatchObject({
      problem: { status: 404 },
    })
    await must(withdraw, gone, administrator)
    expect(await run(store, withdraw, gone, ctx(administrator))).toMatchObject({
      problem: { code: 'already-withdrawn' },
    })
  })

  test('a new revision may follow, and does not repeat what was withdrawn', async () => {
    const { must, store, ctx, gone, anew, commission, administrator, late, another, read } = await world()
    await must(withdraw, gone, administrator)
    expect(await run(store, publish, anew, ctx(administrator))).toMatchObject({
      problem: { code: 'second-signature-needed' },
    })
    await must(recordLate, late, another)
    await must(publish, anew, commission)
    expect(await read(2)).toMatchObject({ state: 'in-force', changes: [] })
    expect(await read(1)).toMatchObject({ state: 'superseded', withdrawalReason: null })
    expect(await run(store, withdraw, gone, ctx(administrator))).toMatchObject({
      problem: { code: 'already-superseded' },
    })
  })

  test('a withdrawal and a new publication never both stand on one revision', async () => {
    const { must, store, ctx, gone, anew, administrator, commission, late, another, read } = await world()
    await must(recordLate, late, another)
    const shared = racing(store, 2)
    const [, withdrawn] = await Promise.all([
      run(shared, publish, anew, ctx(commission)),
      run(shared, withdraw, gone, ctx(administrator)),
    ])
    // Withdrawn first, the new one follows it; published first, there was nothing left to withdraw.
    expect(withdrawn.ok || withdrawn.problem.code === 'already-superseded').toBe(true)
    expect(await read('newest')).toEqual(await read(2))
    expect(await read(2)).toMatchObject({ state: 'in-force', changes: withdrawn.ok ? [] : [{ name: '陈静' }] })
  })
})

describe('board.list', () => {
  test('pages by quarter, a year a page, and leads back', async () => {
    const { must, store, ctx, visitor, office, commission, of } = await districtWithDeputies({ count: 1 })
    const quarters = Array.from({ length: 6 }, (_, n) => addQuarters('2025Q1', n))
    for (const quarter of quarters) {
      const board = { ...of, quarter }
      await must(closePeriod, board, office(of.unitId))
      await must(publish, { ...board, ...settings }, commission)
    }
    const page = async (before?: string) => {
      const answer = await ask(store, listBoards, before === undefined ? {} : { before }, ctx(visitor))
      if (!answer.ok) throw new Error(answer.problem.code)
      return { ...answer.value, quarters: answer.value.boards.map((one) => one.quarter) }
    }
    const first = await page()
    expect(first).toMatchObject({ quarters: quarters.toReversed().slice(0, 4), older: '2025Q3', newer: null })
    const second = await page(first.older!)
    expect(second).toMatchObject({ quarters: ['2025Q2', '2025Q1'], older: null })
    expect((await page(second.newer!)).quarters).toEqual(first.quarters)
  })
})

test('replay gives the same revisions and what is due', async () => {
  const { must, database, late, administrator, commission, anew, gone, another } = await world()
  await must(recordLate, late, administrator)
  await must(publish, anew, commission)
  await must(withdraw, { ...gone, revision: 2 }, another)
  const again = await replayed(database)
  for (const table of ['board_revision', 'revision_due', 'point_entry']) {
    const rows = `select * from ${table}`
    expect(again.prepare(rows).all()).toEqual(database.prepare(rows).all())
  }
})
