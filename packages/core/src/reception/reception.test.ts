import { describe, expect, test } from 'vitest'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly, transfer } from '../mandate/commands.ts'
import { establish } from '../people/commands.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { recordVoters, withdraw } from './commands.ts'
import { listReceptions } from './queries.ts'
import { recordReception } from './schema.ts'

async function world() {
  const district = await districtWithDeputies({ count: 4 })
  const { of, mandates, office } = district
  const reception = {
    ...of,
    occurredOn: '2026-09-16',
    place: '北桥街道人大代表之家',
    mandateIds: mandates.slice(0, 2),
    voterCount: 7,
    raised: '反映小区电梯停运',
  }
  const listed = async () => {
    const { store, ctx } = district
    const read = await ask(store, listReceptions, { ...of, quarter: '2026Q3' }, ctx(office(of.unitId)))
    return read.ok ? read.value.receptions : []
  }
  return { ...district, reception, listed, clerk: office(of.unitId) }
}

describe('reception.record', () => {
  test('reception.recorded: who received, where and how many; what was raised is in no event, and it gives no points of itself', async () => {
    const { must, database, reception, listed, clerk } = await world()
    await must(recordVoters, reception, clerk)
    expect(await listed()).toMatchObject([
      {
        ...{ occurredOn: '2026-09-16', place: '北桥街道人大代表之家', voterCount: 7, raised: '反映小区电梯停运' },
        ...{ status: 'recorded', recorder: '罗敏', reason: null, receivedBy: [{ name: '丁文博' }, { name: '陈静' }] },
      },
    ])
    const events = JSON.stringify(database.prepare('select data from event').all())
    expect(events).not.toContain('电梯')
    expect(events).not.toContain('代表之家')
    expect(database.prepare('select count(*) as count from point_entry').get()).toEqual({ count: 0 })
  })

  test.each([
    ['another unit’s office', { unitId: 'elsewhere' }, 404],
    ['a deputy who is not the unit’s', { mandateIds: ['nobody'] }, 404],
    ['a day to come', { occurredOn: '2026-10-09' }, 422],
    ['a day before the mandate', { occurredOn: '2021-11-19' }, 422],
  ])('refuses %s and changes nothing', async (_, change, status) => {
    const { store, database, ctx, reception, clerk } = await world()
    const result = await run(store, recordVoters, { ...reception, ...change }, ctx(clerk))
    expect(result).toMatchObject({ ok: false, problem: { status } })
    for (const table of ['reception', 'reception_deputy', 'reception_note']) {
      expect(database.prepare(`select count(*) as count from ${table}`).get()).toEqual({ count: 0 })
    }
  })

  test.each([
    ['no deputy', { mandateIds: [] }],
    ['a deputy twice', { mandateIds: ['a', 'a'] }],
    ['more deputies than receive on a day', { mandateIds: Array.from({ length: 21 }, (_, n) => `m${n}`) }],
    ['no voters', { voterCount: 0 }],
    ['a place of nothing', { place: ' ' }],
    ['a story', { raised: '长'.repeat(301) }],
  ])('%s is refused at the door', async (_, change) => {
    const { reception } = await world()
    expect(recordReception.safeParse({ ...reception, ...change }).success).toBe(false)
  })

  test('of a mandate that ended on the way, up to its last day; of one that moved, by the unit that has it now', async () => {
    const { must, store, ctx, reception, clerk, of, mandates, administrator } = await world()
    const [first, second] = mandates as [string, string]
    const decision = '青禾人常发〔2026〕5号'
    const ended = { ...of, mandateId: first, ending: 'resignation', decision, endOn: '2026-09-15' } as const
    await must(endMandateEarly, ended, administrator)
    const late = { ...reception, mandateIds: [first] }
    expect(await run(store, recordVoters, late, ctx(clerk))).toMatchObject({ problem: { code: 'outside-the-mandate' } })
    await must(recordVoters, { ...late, occurredOn: '2026-09-15' }, clerk)
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const move = { ...of, mandateId: second, toUnitId: town!.commandId, fromOn: '2026-09-20', reason: '工作变动' }
    await must(transfer, move, administrator)
    const moved = { ...reception, mandateIds: [second] }
    expect(await run(store, recordVoters, moved, ctx(clerk))).toMatchObject({ problem: { status: 404 } })
    await must(recordVoters, { ...moved, unitId: town!.commandId }, administrator)
  })
})

test('reception.withdrawn: once, with a reason that is in no event; replay gives the same rows', async () => {
  const { must, store, ctx, database, reception, listed, clerk } = await world()
  const [recorded] = await must(recordVoters, reception, clerk)
  const { unitId, level, occurredOn } = reception
  const one = { unitId, level, occurredOn, receptionId: recorded!.commandId, reason: '登错日期' }
  expect(await run(store, withdraw, { ...one, receptionId: 'nothing' }, ctx(clerk))).toMatchObject({
    problem: { status: 404 },
  })
  await must(withdraw, one, clerk)
  expect(await listed()).toMatchObject([{ status: 'withdrawn', reason: '登错日期' }])
  expect(await run(store, withdraw, one, ctx(clerk))).toMatchObject({ problem: { code: 'already-withdrawn' } })
  expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('登错')
  const again = await replayed(database)
  for (const table of ['reception', 'reception_deputy']) {
    const rows = `select * from ${table} order by 1, 2`
    expect(again.prepare(rows).all(), table).toEqual(database.prepare(rows).all())
  }
})
