import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { publishedBoard } from '../board/published.ts'
import { ask, run } from '../kernel/command.ts'
import { preview } from '../points/queries.ts'
import { reverse } from '../points/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { cancel, confirm, hold, report, sendBack } from './commands.ts'
import { listActivities } from './queries.ts'
import { holdActivity } from './schema.ts'

async function world() {
  const district = await districtWithDeputies({ count: 4 })
  const { of, mandates } = district
  const [first, second, third] = mandates as [string, string, string, string]
  const activity = {
    ...of,
    title: '老旧小区加装电梯视察',
    itemCode: 'inspection',
    occurredOn: '2026-09-16',
    attendance: [
      { mandateId: first, presence: 'present' as const },
      { mandateId: second, presence: 'leave' as const },
      { mandateId: third, presence: 'absent' as const },
    ],
  }
  const worker = { ...district.commission, id: 'worker', name: '刘青', roles: ['working_body' as const] }
  const totals = async () => {
    const read = await ask(district.store, preview, { ...of, quarter: '2026Q3' }, district.ctx(district.commission))
    const rows = read.ok ? read.value.rows : []
    return mandates.map((id) => rows.find((row) => row.mandateId === id)!.quarterHundredths)
  }
  return { ...district, activity, worker, totals, first }
}

describe('activity.hold', () => {
  test('activity.held: those present get the points, leave is no absence, and who it did not concern is not counted', async () => {
    const { must, database, office, of, activity, totals } = await world()
    await must(hold, { ...activity, evidence: '签到表2026-31' }, office(of.unitId))
    expect(await totals()).toEqual([300, 0, 0, 0])
    expect(
      database.prepare('select sum(present) p, sum(onLeave) l, sum(absent) a from attendance_count').get()
    ).toEqual({
      ...{ p: 1, l: 1, a: 1 },
    })
    expect(database.prepare('select note, evidence from point_note').all()).toEqual([
      { note: '老旧小区加装电梯视察', evidence: '签到表2026-31' },
    ])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('加装电梯')
  })

  test.each([
    ['another unit’s office', { unitId: 'elsewhere' }, 404],
    ['a deputy who is not the unit’s', { attendance: [{ mandateId: 'nobody', presence: 'present' as const }] }, 404],
    ['a day to come', { occurredOn: '2026-10-09' }, 422],
    ['an item the rules do not have', { itemCode: 'karaoke' }, 422],
  ])('refuses %s and changes nothing', async (_, change, status) => {
    const { store, database, ctx, office, of, activity } = await world()
    const result = await run(store, hold, { ...activity, ...change }, ctx(office(of.unitId)))
    expect(result).toMatchObject({ ok: false, problem: { status } })
    for (const table of ['activity', 'attendance', 'point_entry']) {
      expect(database.prepare(`select count(*) as count from ${table}`).get()).toEqual({ count: 0 })
    }
  })

  test('a deputy named twice is refused at the door', async () => {
    const { activity } = await world()
    const twice = { ...activity, attendance: [activity.attendance[0], activity.attendance[0]] }
    expect(holdActivity.safeParse(twice).success).toBe(false)
  })

  test('sixty deputies are one command, and replay gives the same rows', async () => {
    const { must, database, of, mandates } = await districtWithDeputies({ count: 60 })
    const attendance = mandates.map((mandateId, n) => ({
      mandateId,
      presence: n % 5 ? ('present' as const) : ('absent' as const),
    }))
    await must(hold, { ...of, title: '小组活动', itemCode: 'group-activity', occurredOn: '2026-09-16', attendance })
    expect(database.prepare('select count(*) as count from point_entry').get()).toEqual({ count: 48 })
    const again = await replayed(database)
    for (const table of ['activity', 'attendance', 'attendance_count', 'point_entry', 'mandate_year']) {
      const rows = `select * from ${table} order by 1, 2, 3`
      expect(again.prepare(rows).all(), table).toEqual(database.prepare(rows).all())
    }
  })
})

describe('a report', () => {
  test('activity.reported and activity.confirmed: nothing counts until the unit office agrees with what it saw', async () => {
    const { must, store, ctx, office, of, activity, worker, totals } = await world()
    const [reported] = await must(report, activity, worker)
    expect(await totals()).toEqual([0, 0, 0, 0])
    const seen = { ...activity, activityId: reported!.commandId }
    const altered = { ...seen, attendance: seen.attendance.map((line) => ({ ...line, presence: 'present' as const })) }
    expect(await run(store, confirm, altered, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'report-differs' },
    })
    expect(await run(store, confirm, seen, ctx(worker))).toMatchObject({ problem: { status: 403 } })
    const shared = racing(store, 2)
    const results = await Promise.all([1, 2].map(() => run(shared, confirm, seen, ctx(office(of.unitId)))))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'already-decided' } })
    expect(await totals()).toEqual([300, 0, 0, 0])
  })

  test('activity.returned: with a reason, and closing waits until every report is dealt with', async () => {
    const { must, store, ctx, office, of, activity, worker, totals } = await world()
    const [reported] = await must(report, activity, worker)
    const quarter = { ...of, quarter: '2026Q3' }
    expect(await run(store, closePeriod, quarter, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'activities-undecided' },
    })
    const back = { ...of, activityId: reported!.commandId, occurredOn: activity.occurredOn, reason: '签到表不清' }
    await must(sendBack, back, office(of.unitId))
    const list = await ask(store, listActivities, quarter, ctx(worker))
    expect(list).toMatchObject({
      value: { activities: [{ status: 'returned', reason: '签到表不清', reporter: '刘青' }] },
    })
    expect(await totals()).toEqual([0, 0, 0, 0])
    await must(closePeriod, quarter, office(of.unitId))
  })

  test('a report and a close never both win with the report left undecided', async () => {
    const { store, database, ctx, office, of, activity, worker } = await world()
    const shared = racing(store, 2)
    await Promise.all([
      run(shared, report, activity, ctx(worker)),
      run(shared, closePeriod, { ...of, quarter: '2026Q3' }, ctx(office(of.unitId))),
    ])
    const count = (table: string) =>
      (database.prepare(`select count(*) as count from ${table}`).get() as { count: number }).count
    expect(count('activity') + count('period_close')).toBe(1)
  })
})

describe('activity.cancel', () => {
  test('activity.cancelled: takes back what still stands, and only that', async () => {
    const { must, database, office, of, mandates, activity, first, totals } = await world()
    const all = { ...activity, attendance: mandates.map((mandateId) => ({ mandateId, presence: 'present' as const })) }
    const [held] = await must(hold, all, office(of.unitId))
    const key = { ...of, mandateId: first, occurredOn: activity.occurredOn }
    await must(reverse, { ...key, entryId: `${held!.commandId}/1`, reason: '登错' }, office(of.unitId))
    const one = { ...of, activityId: held!.commandId, occurredOn: activity.occurredOn, reason: '活动改期' }
    await must(cancel, { ...one, mandateIds: mandates }, office(of.unitId))
    expect(await totals()).toEqual([0, 0, 0, 0])
    expect(database.prepare('select sum(present) as present from attendance_count').get()).toEqual({ present: 0 })
    expect(database.prepare('select count(*) as count from point_entry').get()).toEqual({ count: 8 })
  })

  test('not twice, and not once the quarter is closed', async () => {
    const { must, store, ctx, office, of, activity, first } = await world()
    const [held] = await must(hold, activity, office(of.unitId))
    const one = { ...of, activityId: held!.commandId, occurredOn: activity.occurredOn, reason: '登错' }
    const [other] = await must(hold, { ...activity, title: '另一次' }, office(of.unitId))
    await must(cancel, { ...one, mandateIds: [first] }, office(of.unitId))
    const clerk = ctx(office(of.unitId))
    expect(await run(store, cancel, { ...one, mandateIds: [first] }, clerk)).toMatchObject({
      problem: { code: 'already-decided' },
    })
    await must(closePeriod, { ...of, quarter: '2026Q3' }, office(of.unitId))
    const late = { ...one, activityId: other!.commandId, mandateIds: [first] }
    expect(await run(store, cancel, late, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'quarter-closed' },
    })
  })
})

test('the board shows 应参加, 出席, 请假, 未到 of the quarter’s activities', async () => {
  const { must, store, ctx, office, commission, visitor, of, activity } = await world()
  await must(hold, activity, office(of.unitId))
  await must(hold, { ...activity, title: '又一次', occurredOn: '2026-09-20' }, office(of.unitId))
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
  const read = await ask(store, publishedBoard, { ...board, revision: 1 }, ctx(visitor))
  const rows = read.ok ? read.value.content.rows.map((one) => one.row!) : []
  expect(
    rows.map(({ name, concerned, present, onLeave, absent }) => [name, concerned, present, onLeave, absent])
  ).toEqual([
    ['丁文博', 2, 0, 2, 0],
    ['马晓岚', 2, 0, 0, 2],
    ['王素梅', 0, 0, 0, 0],
    ['陈静', 2, 2, 0, 0],
  ])
})
