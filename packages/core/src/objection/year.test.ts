import { describe, expect, test } from 'vitest'
import { prepareYear, publishYear, withdrawYear } from '../annual-board/commands.ts'
import { publishedYear } from '../annual-board/published.ts'
import { annualState } from '../annual-board/state.ts'
import { publish } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { myOverview } from '../my/queries.ts'
import { recordLate } from '../revision/commands.ts'
import { register as registerTerm } from '../term/commands.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { approval, of2025, planned, terms, wholeYear } from '../testing-annual-board.ts'
import { racing } from '../testing-race.ts'
import { replayed } from '../testing-world.ts'
import { decide, file, register, withdraw } from './commands.ts'
import { myObjections } from './mine.ts'
import { listObjections } from './queries.ts'

// The quarters of 2025 are published on 8 October 2026, their windows end on the 14th; the year's runs from the 20th to the
// 27th.

const PLANNED_ON = '2026-10-20'
const LAST_ON = '2026-10-27'

async function yearInWindow() {
  const world = await wholeYear()
  const { must, allQuarters, sign, commission, administrator, of, mandates, database, ctx } = world
  await allQuarters()
  await must(prepareYear, { ...planned, plannedOn: PLANNED_ON }, commission)
  expect(await sign({}, administrator, PLANNED_ON)).toMatchObject({ ok: true })
  const later = (actor: Actor, today: string) => ({ ...ctx(actor), today, now: `${today}T02:00:00.000Z` })
  const { personId } = database.prepare('select personId from mandate where id = ?').get(mandates[0]!) as {
    personId: string
  }
  const deputy: Actor = { kind: 'deputy', id: 'deputy', name: '陈静', personId }
  const q1 = { ...of, quarter: '2025Q1' }
  const nothing = { entryId: null, aboutOn: null, itemCode: null }
  const whole = { ...q1, revision: 1, ...nothing, mandateId: null, kind: 'other' as const, text: '年度公示没有张贴' }
  const came = { channel: 'phone', receivedOn: LAST_ON, objectorName: '', objectorContact: '' } as const
  const raised = () =>
    database.prepare('select quarter, number, raisedIn, raisedRevision, filedOn from objection order by number').all()
  const publicPage = async (on: string, revision = 1) => {
    const read = await ask(world.store, publishedYear, { ...of2025, revision }, later(world.visitor, on))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  return { ...world, later, deputy, q1, whole, byPhone: { ...whole, ...came }, raised, publicPage }
}

/** … and the term that counts them, whose window is the 2nd to the 9th of November once it is signed. */
async function termPlanned() {
  const world = await yearInWindow()
  const { store, must, later, commission, administrator } = world
  const days = { startOn: '2021-11-20', endOn: '2026-12-31' }
  await must(registerTerm, { congresses: [{ congressId: DISTRICT_PLACE, ordinal: 18 }], ...days })
  const ofTerm = { level: 'district', year: '2021-2026' } as const
  const on = '2026-11-02'
  expect(await run(store, prepareYear, { ...ofTerm, plannedOn: on }, later(commission, on))).toMatchObject({ ok: true })
  const state = async (year: string) => {
    const read = await ask(store, annualState, { level: 'district', year }, later(commission, '2026-11-05'))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  const signTerm = async () => {
    const signed = { ...ofTerm, ...terms, root: (await state(ofTerm.year)).draft!.root }
    expect(await run(store, publishYear, signed, later(administrator, on))).toMatchObject({ ok: true })
  }
  return { ...world, ofTerm, state, signTerm }
}

describe('an objection to a year', () => {
  test('is one to a quarter it shows, while the year’s window is open, and remembers what it was raised against', async () => {
    const { store, later, whole, byPhone, deputy, raised, commission } = await yearInWindow()
    expect(await run(store, file, whole, later(deputy, '2026-10-14'))).toMatchObject({ ok: true })
    expect(await run(store, file, { ...whole, kind: 'missing' }, later(deputy, LAST_ON))).toMatchObject({ ok: true })
    expect(await run(store, register, byPhone, later(commission, '2026-10-28'))).toMatchObject({ ok: true })
    expect(raised()).toEqual([
      { quarter: '2025Q1', number: 1, raisedIn: 'board', raisedRevision: null, filedOn: '2026-10-14' },
      { quarter: '2025Q1', number: 2, raisedIn: 'annual-board', raisedRevision: 1, filedOn: LAST_ON },
      { quarter: '2025Q1', number: 3, raisedIn: 'annual-board', raisedRevision: 1, filedOn: LAST_ON },
    ])
  })

  test('comes in the window of the term that counts its quarter as well, once the others are over', async () => {
    const {
      store,
      later,
      whole,
      byPhone,
      deputy,
      commission,
      visitor,
      ofTerm: of,
      state,
      signTerm,
    } = await termPlanned()
    const past = { ...whole, quarter: '2026Q1' }
    expect(await run(store, file, whole, later(deputy, '2026-11-05'))).toMatchObject({
      problem: { code: 'objections-over' },
    })
    await signTerm()
    expect(await run(store, file, whole, later(deputy, '2026-11-05'))).toMatchObject({ ok: true })
    expect(
      await run(store, register, { ...byPhone, receivedOn: '2026-11-06' }, later(commission, '2026-11-06'))
    ).toMatchObject({
      ok: true,
    })
    // A quarter that the term does not count has no board of it to object to.
    expect(await run(store, file, past, later(deputy, '2026-11-05'))).toMatchObject({
      problem: { code: 'not-published' },
    })
    const own = await ask(store, myOverview, {}, later(deputy, '2026-11-05'))
    expect(own.ok && own.value.annualBoards).toEqual([
      {
        ...{ ...of, ordinal: 18, objectionsUntilOn: '2026-11-09' },
        quarters: ['2025Q1', '2025Q2', '2025Q3', '2025Q4'],
      },
    ])
    expect((await state(of.year)).objections).toMatchObject([{ quarter: '2025Q1' }, { quarter: '2025Q1' }])
    expect((await state('2025')).objections).toEqual([])
    const page = await ask(store, publishedYear, { ...of, revision: 1 }, later(visitor, '2026-11-06'))
    expect(page).toMatchObject({ value: { objections: { received: 2 } } })
    expect(await run(store, file, whole, later(deputy, '2026-11-10'))).toMatchObject({
      problem: { title: { zh: expect.stringContaining('任期公示的异议期已于 2026-11-09 截止') as string } },
    })
  })

  test('outside both windows is refused with the dates of both, and changes nothing', async () => {
    const { store, later, whole, byPhone, deputy, raised, commission } = await yearInWindow()
    const runs = '2026-10-08 → 2026-10-14; 2026-10-20 → 2026-10-27'
    expect(await run(store, file, whole, later(deputy, '2026-10-28'))).toMatchObject({
      problem: {
        code: 'objections-over',
        title: { zh: '季度公示的异议期已于 2026-10-14 截止，年度公示的异议期已于 2026-10-27 截止' },
        because: { arithmetic: `${runs}; 2026-10-28 > 2026-10-14; 2026-10-28 > 2026-10-27` },
      },
    })
    const between = { ...byPhone, receivedOn: '2026-10-16' }
    expect(await run(store, register, between, later(commission, LAST_ON))).toMatchObject({
      problem: {
        title: { en: expect.stringContaining('Annual board: the time for objections begins on 2026-10-20') as string },
        because: { arithmetic: `${runs}; 2026-10-16 > 2026-10-14; 2026-10-16 < 2026-10-20` },
      },
    })
    expect(raised()).toEqual([])
  })

  test('to a year that was taken down, or of another level or year, there is none', async () => {
    const { store, must, later, whole, deputy, commission, of, raised } = await yearInWindow()
    const of2026 = { ...whole, quarter: '2026Q1' }
    expect(await run(store, file, of2026, later(deputy, LAST_ON))).toMatchObject({ problem: { code: 'not-published' } })
    const township = { ...whole, level: 'township' as const }
    expect(await run(store, file, township, later(deputy, LAST_ON))).toMatchObject({ problem: { status: 404 } })
    await must(withdrawYear, { ...of2025, revision: 1, ...approval }, commission)
    expect(await run(store, file, whole, later(deputy, LAST_ON))).toMatchObject({
      problem: { code: 'objections-over', because: { arithmetic: '2026-10-08 → 2026-10-14; 2026-10-27 > 2026-10-14' } },
    })
    expect(raised()).toEqual([])
    expect(await ask(store, listObjections, { ...of, quarter: '2025Q1' }, later(commission, LAST_ON))).toMatchObject({
      value: { board: { open: null } },
    })
  })

  test.each(['the objection first', 'the withdrawal first'])(
    'and the withdrawal of that year never both win: %s',
    async (order) => {
      const { store, later, whole, deputy, commission, database } = await yearInWindow()
      const shared = racing(store, 2)
      const acts = [
        () => run(shared, file, whole, later(deputy, LAST_ON)),
        () => run(shared, withdrawYear, { ...of2025, revision: 1, ...approval }, later(commission, LAST_ON)),
      ]
      await Promise.all((order === 'the objection first' ? acts : acts.toReversed()).map((one) => one()))
      const types = "'objection.filed', 'annual-board.withdrawn'"
      const written = database.prepare(`select type from event where type in (${types}) order by seq`).all()
      // Taken down first, it takes none.
      expect(written.at(-1)).toEqual({ type: 'annual-board.withdrawn' })
    }
  )

  test.each(['filed', 'registered'])(
    'nor the withdrawal of a term, whose board is named by no quarter: %s',
    async (how) => {
      const { store, later, whole, byPhone, deputy, commission, ofTerm, signTerm, raised } = await termPlanned()
      await signTerm()
      const on = '2026-11-05'
      const shared = racing(store, 2)
      const taken = run(shared, withdrawYear, { ...ofTerm, revision: 1, ...approval }, later(commission, on))
      const came =
        how === 'filed'
          ? run(shared, file, whole, later(deputy, on))
          : run(shared, register, { ...byPhone, receivedOn: on }, later(commission, on))
      expect(await taken).toMatchObject({ ok: true })
      expect(await came).toMatchObject({ problem: { code: 'objections-over' } })
      expect(raised()).toEqual([])
    }
  )

  test('is counted and answered on the year’s page and listed for its offices, by the quarter that decides', async () => {
    const { store, must, ctx, later, whole, byPhone, deputy, commission, administrator, publicPage, q1, of } =
      await yearInWindow()
    await run(store, file, whole, later(deputy, '2026-10-14'))
    for (const kind of ['missing', 'wrong', 'other'] as const) {
      await run(store, register, { ...byPhone, kind }, later(administrator, LAST_ON))
    }
    expect(await publicPage(LAST_ON)).toMatchObject({ objections: { received: 3, decided: [] } })
    const decision = { ...q1, outcome: 'dismissed', answer: '经核对无误', publicAnswer: '已补贴' } as const
    // Decision 12 holds as before: whoever closed the quarter does not decide.
    expect(await run(store, decide, { ...decision, number: 2 }, ctx(commission))).toMatchObject({
      problem: { code: 'own-board' },
    })
    const colleague = { ...commission, id: 'colleague', name: '秦岚' }
    await must(decide, { ...decision, number: 2 }, colleague)
    await must(withdraw, { ...q1, number: 3, reason: '来电人撤回' }, commission)
    const page = await publicPage(LAST_ON)
    expect(page.objections).toEqual({
      received: 2,
      decided: [
        {
          ...{ unitId: of.unitId, unitName: '北桥街道', quarter: '2025Q1', number: 2, revision: 1 },
          ...{ outcome: 'dismissed', decidedOn: '2026-10-08', answer: '已补贴' },
        },
      ],
    })
    expect(JSON.stringify(page)).not.toContain('没有张贴')
    expect(page.quarters.map(({ unitName, quarters }) => [unitName, quarters.length])).toEqual([
      ['北桥街道', 4],
      ['南桥街道', 1],
    ])
    const staff = await ask(store, annualState, of2025, ctx(commission))
    expect(staff.ok && staff.value.objections.map(({ number, status }) => [number, status])).toEqual([
      [2, 'dismissed'],
      [3, 'withdrawn'],
      [4, 'open'],
    ])
  })

  test('stays with the year when its next revision is published, and that one’s window takes others', async () => {
    const { store, must, later, whole, deputy, mandates, of, commission, administrator, publicPage, raised } =
      await yearInWindow()
    await run(store, file, whole, later(deputy, LAST_ON))
    const late = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', occurredOn: '2025-11-12', reason: '漏登' }
    await must(recordLate, late, commission)
    await must(publish, { ...of, quarter: '2025Q4', ...terms, reason: '补登' }, administrator)
    await must(prepareYear, planned, commission)
    const frozen = await ask(store, annualState, of2025, later(commission, '2026-11-02'))
    const root = (frozen.ok && frozen.value.draft?.root) || ''
    const signed = { ...of2025, root, ...terms, reason: '补登' }
    expect(await run(store, publishYear, signed, later(administrator, '2026-11-02'))).toMatchObject({ ok: true })
    expect(await run(store, file, { ...whole, kind: 'missing' }, later(deputy, '2026-11-09'))).toMatchObject({
      ok: true,
    })
    expect(raised().map(({ raisedRevision }) => raisedRevision)).toEqual([1, 2])
    expect(await publicPage('2026-11-09', 2)).toMatchObject({ objections: { received: 2 } })
  })

  test('a deputy sees which years take objections, and that each of its quarters does', async () => {
    const { store, later, deputy } = await yearInWindow()
    const years = async (on: string) => {
      const own = await ask(store, myOverview, {}, later(deputy, on))
      return own.ok && own.value.annualBoards
    }
    expect(await years(LAST_ON)).toEqual([
      {
        ...{ level: 'district', year: '2025', ordinal: null, objectionsUntilOn: LAST_ON },
        quarters: ['2025Q1', '2025Q2', '2025Q3', '2025Q4'],
      },
    ])
    expect(await years('2026-10-28')).toEqual([])
    const of = { level: 'district', quarter: '2025Q2' } as const
    expect(await ask(store, myObjections, of, later(deputy, LAST_ON))).toMatchObject({
      value: { boards: [{ open: { raisedIn: 'annual-board', objectionsUntilOn: LAST_ON } }] },
    })
    expect(await ask(store, myObjections, of, later(deputy, '2026-10-28'))).toMatchObject({
      value: { boards: [{ open: null }] },
    })
  })

  test('replay gives the same rows, also of events that say nothing of it', async () => {
    const { store, later, whole, deputy, database } = await yearInWindow()
    await run(store, file, whole, later(deputy, '2026-10-14'))
    await run(store, file, { ...whole, kind: 'missing' }, later(deputy, LAST_ON))
    const all = 'select * from objection order by number'
    const rows = database.prepare(all).all()
    expect((await replayed(database)).prepare(all).all()).toEqual(rows)
    database.exec(`drop trigger event_no_update;
      update event set data = json_remove(data, '$.raisedIn', '$.raisedRevision') where type = 'objection.filed'`)
    expect((await replayed(database)).prepare(all).all()).toEqual([
      rows[0],
      { ...rows[1], raisedIn: 'board', raisedRevision: null },
    ])
  })
})
