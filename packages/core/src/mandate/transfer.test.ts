import { describe, expect, test } from 'vitest'
import { cancel, hold } from '../activity/commands.ts'
import { closePeriod, publish } from '../board/commands.ts'
import { publishedBoard } from '../board/published.ts'
import { change, form } from '../deputy-group/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { establish } from '../people/commands.ts'
import { record, reverse } from '../points/commands.ts'
import { ledger } from '../points/ledger.ts'
import { recordLate } from '../revision/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { endMandateEarly, reinstate, takeBackTransfer, transfer } from './commands.ts'

/** 陈静 moved from the street to the town within the third quarter. */
async function world() {
  const district = await districtWithDeputies()
  const { must, store, ctx, administrator, of, mandates } = district
  const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
  const mandateId = mandates[0]!
  const there = { ...of, unitId: town!.commandId }
  const entry = { mandateId, itemCode: 'inspection', note: '' }
  const move = { fromOn: '2026-08-10', reason: '人户变动' }
  await must(record, { ...of, ...entry, occurredOn: '2026-07-10' })
  await must(transfer, { ...of, mandateId, toUnitId: there.unitId, ...move })
  const back = { ...there, mandateId, fromUnitId: of.unitId, ...move }
  const as = ctx(administrator)
  const refusal = async (result: ReturnType<typeof run>) => {
    const done = await result
    return done.ok ? null : done.problem
  }
  return { ...district, store, as, there, mandateId, entry, back, refusal }
}

describe('mandate.withdraw-transfer', () => {
  test('mandate.transfer-withdrawn and seat.returned: as if it had not moved, and replay gives the same rows', async () => {
    const { must, database, of, mandateId, back, store, as, refusal } = await world()
    await must(takeBackTransfer, back)
    const seats = (db: typeof database) => db.prepare('select * from mandate_unit where mandateId = ?').all(mandateId)
    expect(seats(database)).toMatchObject([{ unitId: of.unitId, untilOn: '2026-12-31' }])
    expect(seats(await replayed(database))).toEqual(seats(database))
    expect(await refusal(run(store, takeBackTransfer, back, as))).toMatchObject({ status: 404 })
  })

  test('refused, by name, once something was built on it: a closing, an end, an activity, an entry, a group', async () => {
    const { must, store, as, there, mandateId, entry, back, refusal } = await world()
    const no = () => refusal(run(store, takeBackTransfer, back, as))
    const [formed] = await must(form, { ...there, name: '第一代表小组' })
    const group = { ...there, groupId: formed!.commandId }
    await must(change, { ...group, joining: [mandateId], leaving: [] })
    expect(await no()).toMatchObject({ title: { zh: '转入以后已编入“第一代表小组”，请先移出，不能撤回转入' } })
    await must(change, { ...group, joining: [], leaving: [mandateId] })

    const [recorded] = await must(record, { ...there, ...entry, occurredOn: '2026-09-03' })
    expect(await no()).toMatchObject({
      code: 'built-on-transfer',
      title: { zh: '转入以后有 2026-09-03 的记录（登记积分），积分请先冲正，不能撤回转入' },
    })
    const reversal = { entryId: `${recorded!.commandId}/0`, mandateId, occurredOn: '2026-09-03', reason: '登错' }
    await must(reverse, { ...there, ...reversal })

    const activity = { title: '走访企业', itemCode: 'group-activity', occurredOn: '2026-09-04' }
    const attendance = [{ mandateId, presence: 'leave' as const }]
    const [held] = await must(hold, { ...there, ...activity, attendance })
    expect(await no()).toMatchObject({
      title: { zh: '转入以后有 2026-09-04 的活动“走访企业”，请先撤销或退回，不能撤回转入' },
    })
    const cancelled = { activityId: held!.commandId, occurredOn: activity.occurredOn, reason: '登错', mandateIds: [] }
    await must(cancel, { ...there, ...cancelled })

    const end = { endOn: '2026-09-30', ending: 'resignation' as const, decision: '青人常〔2026〕12号' }
    await must(endMandateEarly, { ...there, mandateId, ...end })
    expect(await no()).toMatchObject({ title: { zh: '转入以后资格已于 2026-09-30 终止，不能撤回转入' } })
    await must(reinstate, { ...there, mandateId, endedOn: end.endOn, reason: '登错' })

    await must(closePeriod, { ...there, quarter: '2026Q3' })
    expect(await no()).toMatchObject({ code: 'quarter-closed' })
  })

  test('what was taken back or concerns an earlier quarter does not stand in its way; another move does', async () => {
    const { must, store, as, of, there, mandateId, entry, back, refusal } = await world()
    await must(record, { ...of, ...entry, occurredOn: '2026-05-05' })
    const wrong = { ...back, fromOn: '2026-08-11' }
    expect(await refusal(run(store, takeBackTransfer, wrong, as))).toMatchObject({ code: 'not-moved' })
    await must(transfer, { ...there, mandateId, toUnitId: of.unitId, fromOn: '2026-09-01', reason: '迁回' })
    expect(await refusal(run(store, takeBackTransfer, back, as))).toMatchObject({ status: 404 })
    await must(takeBackTransfer, {
      ...{ ...of, mandateId, fromUnitId: there.unitId, fromOn: '2026-09-01', reason: '登错' },
    })
    await must(takeBackTransfer, back)
  })

  test('against an entry, an activity or a closing at that moment: whoever comes second sees the first', async () => {
    for (const rival of ['entry', 'leave', 'closing']) {
      const { store, ctx, administrator, commission, there, mandateId, entry, back } = await world()
      const shared = racing(store, 2)
      const activity = { title: '走访企业', itemCode: 'group-activity', occurredOn: '2026-09-04' }
      const second =
        rival === 'entry'
          ? run(shared, record, { ...there, ...entry, occurredOn: '2026-09-03' }, ctx(commission))
          : rival === 'leave'
            ? run(
                shared,
                hold,
                { ...there, ...activity, attendance: [{ mandateId, presence: 'leave' }] },
                ctx(commission)
              )
            : run(shared, closePeriod, { ...there, quarter: '2026Q3' }, ctx(commission))
      const results = await Promise.all([run(shared, takeBackTransfer, back, ctx(administrator)), second])
      expect(
        results.filter((result) => result.ok),
        rival
      ).toHaveLength(1)
    }
  })
})

describe('the year of a deputy who moved', () => {
  test('is closed with any later quarter of it: the unit before records no more, and the late way is open', async () => {
    const { must, store, as, ctx, visitor, of, there, mandateId, entry, commission, administrator, refusal } =
      await world()
    const [early] = await must(record, { ...of, ...entry, occurredOn: '2026-05-05' })
    const late = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-05-07', reason: '漏登' }
    expect(await refusal(run(store, recordLate, late, as))).toMatchObject({ code: 'quarter-open' })
    const closed = { ...there, quarter: '2026Q3' }
    await must(closePeriod, closed, commission)
    expect(await refusal(run(store, record, { ...of, ...entry, occurredOn: '2026-05-06' }, as))).toMatchObject({
      code: 'quarter-closed',
      title: { zh: expect.stringMatching(/代表已转由另一街镇管理，那里的 2026Q3 已于 2026-10-08 结账/) as string },
    })
    const reversal = { entryId: `${early!.commandId}/0`, mandateId, occurredOn: '2026-05-05', reason: '登错' }
    expect(await refusal(run(store, reverse, { ...of, ...reversal }, as))).toMatchObject({ code: 'quarter-closed' })
    const activity = { title: '走访企业', itemCode: 'group-activity', occurredOn: '2026-05-08' }
    const present = [{ mandateId, presence: 'present' as const }]
    expect(await refusal(run(store, hold, { ...of, ...activity, attendance: present }, as))).toMatchObject({
      code: 'quarter-closed',
    })
    await must(publish, { ...closed, objectionWorkingDays: 5, publicUntilOn: '2027-01-31' }, administrator)
    const board = await ask(store, publishedBoard, { ...closed, revision: 1 }, ctx(visitor))
    expect(board.ok && board.value.content.rows[0]!.row).toMatchObject({
      ...{ mandateId, yearHundredths: 600 },
      // Elected where they were: the unit there has no such electoral district.
      electoralDistrict: '第1选区',
    })
    const shown = await ask(store, ledger, { ...of, mandateId, quarter: '2026Q2' }, as)
    expect(shown.ok && shown.value.closedOn).toBe('2026-10-08')
    await must(recordLate, late)
  })

  test('stays open for everybody else of the unit before', async () => {
    const { must, of, there, mandates, entry } = await world()
    await must(closePeriod, { ...there, quarter: '2026Q3' })
    await must(record, { ...of, ...entry, mandateId: mandates[1]!, occurredOn: '2026-05-06' })
  })

  test('an entry there against the closing here: it is on the board, or it is refused', async () => {
    for (const first of ['closing', 'entry']) {
      const { store, database, ctx, administrator, commission, of, there, entry } = await world()
      const shared = racing(store, 2)
      const close = () => run(shared, closePeriod, { ...there, quarter: '2026Q3' }, ctx(commission))
      const enter = () => run(shared, record, { ...of, ...entry, occurredOn: '2026-05-06' }, ctx(administrator))
      const [one, other] = first === 'closing' ? [close(), enter()] : [enter(), close()]
      const results = await Promise.all([one, other])
      const [closing, entered] = first === 'closing' ? results : [results[1], results[0]]
      expect(closing.ok).toBe(true)
      const seq = (type: string, on: string) =>
        (
          database.prepare('select max(seq) as seq from event where type = ? and occurredOn >= ?').get(type, on) as {
            seq: number
          }
        ).seq
      if (!entered.ok) expect(entered.problem.code).toBe('quarter-closed')
      else expect(seq('points.recorded', '2026-01-01')).toBeLessThan(seq('period.closed', '2026-01-01'))
    }
  })
})
