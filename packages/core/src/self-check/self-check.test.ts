import { describe, expect, test } from 'vitest'
import { closePeriod } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { record, reverse } from '../points/commands.ts'
import { preview } from '../points/queries.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { today } from '../today/queries.ts'
import { answer, file, openSelfCheck, setBoardSettings, withdraw } from './commands.ts'
import { quarterState } from './quarter.ts'
import { mySelfCheck, readBoardSettings, selfCheck } from './queries.ts'

const ownRules = {
  zh: '《代表法》第五十八条；本区履职积分办法（本区设定）',
  en: 'Law on Deputies, art. 58; the district’s own rules on duty points',
}

/** A quarter that is over, its first deputy with one entry, five working days to look at it. */
async function world() {
  const district = await districtWithDeputies({ selfCheckWorkingDays: 5 })
  const { must, database, of, mandates, office } = district
  const [mandateId, otherId] = mandates as [string, string, string]
  const entry = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-09-16', note: '加装电梯视察' }
  const [recorded] = await must(record, entry, office(of.unitId))
  const personOf = (id: string) =>
    (database.prepare('select personId from mandate where id = ?').get(id) as { personId: string }).personId
  const deputyOf = (id: string): Actor => ({ kind: 'deputy', id: `d${id}`, name: '陈静', personId: personOf(id) })
  const key = { ...of, quarter: '2026Q3' }
  const entryId = `${recorded!.commandId}/0`
  const wrong = { ...key, mandateId, kind: 'wrong' as const, entryId, occurredOn: '2026-09-16', itemCode: null }
  const later = (actor: Actor, on: string) => ({ ...district.ctx(actor), today: on, now: `${on}T02:00:00.000Z` })
  return {
    ...district,
    ...{ key, entryId, mandateId, otherId, later },
    wrong: { ...wrong, note: '这次我没有参加' },
    deputy: deputyOf(mandateId),
    other: deputyOf(otherId),
  }
}

async function opened() {
  const one = await world()
  await one.must(openSelfCheck, one.key, one.office(one.of.unitId))
  return one
}

describe('self-check.open', () => {
  test('self-check.opened: the window is counted in working days from the day after, as the setting stands', async () => {
    const { store, database, ctx, key, commission, office, of } = await opened()
    // 8 October 2026 is a Thursday; Saturday the 10th is a working day of the holiday notice.
    expect(database.prepare('select openedOn, untilOn, workingDays from self_check').get()).toEqual({
      openedOn: '2026-10-08',
      untilOn: '2026-10-14',
      workingDays: 5,
    })
    expect(await run(store, openSelfCheck, key, ctx(commission))).toMatchObject({ problem: { code: 'already-opened' } })
    const running = { ...key, quarter: '2026Q4' }
    expect(await run(store, openSelfCheck, running, ctx(commission))).toMatchObject({
      problem: { code: 'quarter-not-over' },
    })
    expect(await run(store, openSelfCheck, key, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    const empty = { ...of, level: 'township' as const, quarter: '2026Q3' }
    expect(await run(store, openSelfCheck, empty, ctx(commission))).toMatchObject({ problem: { code: 'no-deputies' } })
  })

  test('board-settings.changed: a district that wants no window has none and closes at once', async () => {
    const { store, must, ctx, key, commission, office, of } = await world()
    await must(setBoardSettings, { selfCheckWorkingDays: 0 }, commission)
    expect(await ask(store, readBoardSettings, {}, ctx(commission))).toEqual({
      ok: true,
      value: { selfCheckWorkingDays: 0 },
    })
    expect(await run(store, openSelfCheck, key, ctx(commission))).toMatchObject({ problem: { code: 'no-self-check' } })
    expect(await run(store, setBoardSettings, { selfCheckWorkingDays: 5 }, ctx(office(of.unitId)))).toMatchObject({
      problem: { status: 403 },
    })
    await must(closePeriod, key, commission)
  })

  test('a district that never set anything has five working days', async () => {
    const { database, store, ctx, key, commission } = await world()
    database.exec('delete from board_setting')
    expect(await run(store, closePeriod, key, ctx(commission))).toMatchObject({
      problem: { code: 'self-check-not-opened', because: { arithmetic: '5 > 0' } },
    })
  })
})

describe('period.close waits for the deputies', () => {
  test('until the window was opened, is over and every report answered', async () => {
    const { store, must, ctx, later, key, wrong, deputy, commission, mandateId } = await world()
    expect(await run(store, closePeriod, key, ctx(commission))).toMatchObject({
      problem: { code: 'self-check-not-opened' },
    })
    await must(openSelfCheck, key, commission)
    const [filed] = await must(file, wrong, deputy)
    expect(await run(store, closePeriod, key, later(commission, '2026-10-14'))).toMatchObject({
      problem: {
        code: 'self-check-running',
        because: { arithmetic: '2026-10-08 + 5 → 2026-10-14; 2026-10-14 ≤ 2026-10-14' },
      },
    })
    expect(await run(store, closePeriod, key, later(commission, '2026-10-15'))).toMatchObject({
      problem: { code: 'reports-unanswered', because: { arithmetic: '1 > 0' } },
    })
    await must(answer, { ...key, mandateId, reportId: filed!.commandId, outcome: 'refused', answer: '签到表有您' })
    expect(await run(store, closePeriod, key, later(commission, '2026-10-15'))).toMatchObject({ ok: true })
  })

  test('a window once opened counts, though the setting is 0 by then', async () => {
    const { store, must, ctx, key, commission } = await opened()
    await must(setBoardSettings, { selfCheckWorkingDays: 0 }, commission)
    expect(await run(store, closePeriod, key, ctx(commission))).toMatchObject({
      problem: { code: 'self-check-running' },
    })
  })

  test('a report and a closing never both win with the report unanswered', async () => {
    for (const order of [0, 1]) {
      const { store, database, later, key, wrong, deputy, commission } = await opened()
      const shared = racing(store, 2)
      // The deputy's clock stands on the last day, the office's on the day after.
      const acts = [
        () => run(shared, file, wrong, later(deputy, '2026-10-14')),
        () => run(shared, closePeriod, key, later(commission, '2026-10-15')),
      ]
      const [one, two] = order === 0 ? acts : acts.toReversed()
      await Promise.all([one!(), two!()])
      const closed = database.prepare('select count(*) as count from period_close').get() as { count: number }
      const open = database.prepare("select count(*) as count from point_report where status = 'open'").get()
      expect(closed.count + (open as { count: number }).count).toBe(1)
    }
  })
})

describe('point-report', () => {
  test('point-report.filed: what was written stays out of the event, and only one’s own ledger is reached', async () => {
    const { store, must, database, ctx, wrong, deputy, other, commission } = await opened()
    await must(file, wrong, deputy)
    expect(database.prepare('select kind, status, itemCode from point_report').get()).toEqual({
      ...{ kind: 'wrong', status: 'open', itemCode: 'inspection' },
    })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('没有参加')
    expect(await run(store, file, wrong, ctx(other))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, file, wrong, ctx(commission))).toMatchObject({ problem: { status: 403 } })
    expect(await run(store, file, wrong, ctx(deputy))).toMatchObject({ problem: { code: 'already-reported' } })
  })

  test.each([
    ['an entry that does not exist', { entryId: 'nothing/0' }, 'no-such-entry'],
    ['a missing entry without an item', { kind: 'missing' as const }, 'no-such-item'],
    ['a day of another quarter', { kind: 'missing' as const, occurredOn: '2026-06-30' }, 'outside-the-quarter'],
  ])('refuses %s and changes nothing', async (_, change, code) => {
    const { store, database, ctx, wrong, deputy } = await opened()
    expect(await run(store, file, { ...wrong, ...change }, ctx(deputy))).toMatchObject({ problem: { code } })
    expect(database.prepare('select count(*) as count from point_report').get()).toEqual({ count: 0 })
  })

  test('refuses reports before the window and after it', async () => {
    const one = await world()
    expect(await run(one.store, file, one.wrong, one.ctx(one.deputy))).toMatchObject({
      problem: { code: 'self-check-over' },
    })
    await one.must(openSelfCheck, one.key)
    expect(await run(one.store, file, one.wrong, one.later(one.deputy, '2026-10-15'))).toMatchObject({
      problem: { code: 'self-check-over', title: { en: 'The window for it ended on 2026-10-14' } },
    })
  })

  test('point-report.answered: by the commission, never by the office that scored; then the ledger is to be corrected', async () => {
    const { store, must, ctx, key, wrong, deputy, commission, office, of, mandateId, entryId } = await opened()
    const [filed] = await must(file, wrong, deputy)
    const reply = { ...key, mandateId, reportId: filed!.commandId, outcome: 'accepted' as const, answer: '核对属实' }
    expect(await run(store, answer, reply, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
    expect(await run(store, answer, { ...reply, reportId: 'none' }, ctx(commission))).toMatchObject({
      problem: { status: 404 },
    })
    await must(answer, reply, commission)
    expect(await run(store, answer, reply, ctx(commission))).toMatchObject({ problem: { code: 'already-answered' } })
    const read = () => ask(store, selfCheck, key, ctx(office(of.unitId)))
    expect(await read()).toMatchObject({
      value: { answered: 1, reports: [{ name: '陈静', note: '这次我没有参加', answer: '核对属实', toCorrect: true }] },
    })
    const waiting = async () => {
      const answered = await ask(store, today, { quarter: '2026Q3' }, ctx(office(of.unitId)))
      return answered.ok ? answered.value.pointReports : null
    }
    expect(await waiting()).toMatchObject([{ unitName: '北桥街道', status: 'accepted', count: 1 }])
    const entry = { ...of, entryId, mandateId, occurredOn: '2026-09-16', reason: '本人未参加' }
    await must(reverse, entry, office(of.unitId))
    expect(await read()).toMatchObject({ value: { reports: [{ toCorrect: false }] } })
    expect(await waiting()).toEqual([])
  })

  test('whoever recorded the entry does not answer for it, by hand or under another role', async () => {
    const { store, must, database, ctx, key, wrong, deputy, commission, administrator, of, mandateId } = await opened()
    const entry = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-09-20', note: '' }
    const [own] = await must(record, entry, commission)
    const reported = { ...wrong, entryId: `${own!.commandId}/0`, occurredOn: '2026-09-20' }
    const [filed] = await must(file, reported, deputy)
    const reply = { ...key, mandateId, reportId: filed!.commandId, outcome: 'refused' as const, answer: '无误' }
    expect(await run(store, answer, reply, ctx(commission))).toMatchObject({
      problem: { status: 409, code: 'own-entry', because: { article: ownRules } },
    })
    expect(database.prepare('select status from point_report').get()).toEqual({ status: 'open' })
    await must(answer, reply, administrator)
  })

  test('a quarter’s state is its points with the window and how many reports wait', async () => {
    const { store, must, ctx, key, wrong, deputy, commission, office, of, mandateId } = await opened()
    const [filed] = await must(file, wrong, deputy)
    const read = () => ask(store, quarterState, key, ctx(office(of.unitId)))
    const points = await ask(store, preview, key, ctx(office(of.unitId)))
    expect(points.ok && points.value.rows.length).toBeGreaterThan(0)
    expect(await read()).toEqual({
      ok: true,
      value: {
        ...(points.ok && points.value),
        check: {
          workingDays: 5,
          window: expect.objectContaining({ untilOn: '2026-10-14', running: true }) as unknown,
          reported: 1,
          answered: 0,
        },
      },
    })
    const reply = { ...key, mandateId, reportId: filed!.commandId, outcome: 'refused' as const, answer: '已核对' }
    await must(answer, reply, commission)
    expect(await read()).toMatchObject({ value: { check: { reported: 1, answered: 1 } } })
    expect(await ask(store, quarterState, key, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
  })

  test('what was missing is corrected by an entry of that item and day', async () => {
    const { store, must, ctx, key, wrong, deputy, commission, mandateId, of } = await opened()
    const missing = { ...wrong, kind: 'missing' as const, entryId: null, itemCode: 'survey' }
    const [filed] = await must(file, missing, deputy)
    await must(answer, { ...key, mandateId, reportId: filed!.commandId, outcome: 'accepted', answer: '补登' })
    const read = () => ask(store, selfCheck, key, ctx(commission))
    expect(await read()).toMatchObject({ value: { reports: [{ toCorrect: true }] } })
    await must(record, { ...of, mandateId, itemCode: 'survey', occurredOn: '2026-09-16', note: '' })
    expect(await read()).toMatchObject({ value: { reports: [{ toCorrect: false }] } })
  })

  test('point-report.withdrawn: by the deputy, while it waits', async () => {
    const { store, must, ctx, key, wrong, deputy, other, mandateId } = await opened()
    const [filed] = await must(file, wrong, deputy)
    const back = { ...key, mandateId, reportId: filed!.commandId }
    expect(await run(store, withdraw, back, ctx(other))).toMatchObject({ problem: { status: 404 } })
    await must(withdraw, back, deputy)
    expect(await run(store, withdraw, back, ctx(deputy))).toMatchObject({ problem: { code: 'already-answered' } })
  })

  test('a deputy sees the own row, entries and reports, and nobody else’s', async () => {
    const { store, must, ctx, wrong, deputy, other } = await opened()
    await must(file, wrong, deputy)
    const input = { level: 'district' as const, quarter: '2026Q3' }
    expect(await ask(store, mySelfCheck, input, ctx(deputy))).toMatchObject({
      value: {
        window: { untilOn: '2026-10-14', running: true },
        totals: { quarterHundredths: 300 },
        entries: [{ item: '视察、调研、执法检查', hundredths: 300 }],
        reports: [{ kind: 'wrong', status: 'open', note: '这次我没有参加' }],
      },
    })
    expect(await ask(store, mySelfCheck, input, ctx(other))).toMatchObject({
      value: { totals: null, entries: [], reports: [] },
    })
  })

  test('replay gives the same settings, windows and reports', async () => {
    const { must, database, key, wrong, deputy, mandateId } = await opened()
    const [filed] = await must(file, wrong, deputy)
    await must(answer, { ...key, mandateId, reportId: filed!.commandId, outcome: 'refused', answer: '无误' })
    const again = await replayed(database)
    for (const table of ['board_setting', 'self_check', 'point_report']) {
      const rows = `select * from ${table}`
      expect(again.prepare(rows).all()).toEqual(database.prepare(rows).all())
    }
  })
})
