import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { today } from '../today/queries.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { answer, request, withdraw } from './commands.ts'
import { listLeaves, myLeaves } from './queries.ts'

const DAYS = { fromOn: '2026-10-12', untilOn: '2026-10-16', reason: '住院（演示）' }

/** Three deputies on 8 October; the first asks for leave. */
async function world() {
  const district = await districtWithDeputies()
  const { store, ctx, database, mandates, office, of } = district
  const personOf = (mandateId: string) =>
    (database.prepare('select personId from mandate where id = ?').get(mandateId) as { personId: string }).personId
  const deputy = (mandateId: string): Actor => ({
    ...{ kind: 'deputy', id: `account-${mandateId}`, name: '陈静', personId: personOf(mandateId) },
  })
  const own = mandates[0]!
  const asks = (actor: Actor, input: Partial<typeof DAYS> = {}, mandateId = own) =>
    run(store, request, { mandateId, ...DAYS, ...input }, ctx(actor))
  const asked = async (actor = deputy(own)) => {
    const result = await asks(actor)
    if (!result.ok) throw new Error(result.problem.code)
    return { mandateId: own, leaveId: result.value[0]!.commandId }
  }
  const answers = (
    one: { mandateId: string; leaveId: string },
    outcome: 'approved' | 'refused',
    text = '',
    by?: Actor
  ) => run(store, answer, { ...one, outcome, answer: text }, ctx(by ?? office(of.unitId)))
  const list = async (by: Actor = office(of.unitId)) => {
    const read = await ask(store, listLeaves, { ...of, quarter: '2026Q4' }, ctx(by))
    return read.ok ? read.value.leaves : read.problem
  }
  return { ...district, own, deputy, asks, asked, answers, list }
}

const refusedFor = (code: string) => ({ ok: false, problem: { code } })
const fieldRefused = (pointer: string, code: string) => ({ ok: false, problem: { code, errors: [{ pointer }] } })

describe('leave.request', () => {
  test('leave.requested: is the deputy’s, waits for the unit’s office, and its reason is in no event', async () => {
    const { asked, deputy, own, mandates, list, store, ctx, database, office, of } = await world()
    const { leaveId } = await asked()
    const row = { id: leaveId, name: '陈静', fromOn: '2026-10-12', untilOn: '2026-10-16', status: 'requested' }
    expect(await list()).toMatchObject([{ ...row, reason: DAYS.reason, writtenDownBy: null, isOwn: false }])
    const mine = async (mandateId: string) => {
      const read = await ask(store, myLeaves, {}, ctx(deputy(mandateId)))
      return read.ok ? read.value.leaves.map(({ id }) => id) : []
    }
    expect([await mine(own), await mine(mandates[1]!)]).toEqual([[leaveId], []])
    const waits = await ask(store, today, { quarter: '2026Q3' }, ctx(office(of.unitId)))
    expect(waits.ok && waits.value.leaves).toMatchObject([{ ...of, quarter: '2026Q4', count: 1 }])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain(DAYS.reason)
  })

  test('is nobody else’s: not another deputy’s, not another unit’s', async () => {
    const { asks, deputy, mandates, office, list } = await world()
    expect(await asks(deputy(mandates[1]!))).toMatchObject({ problem: { status: 404 } })
    expect(await asks(office('elsewhere'))).toMatchObject({ problem: { status: 404 } })
    expect(await list(office('elsewhere'))).toMatchObject({ status: 404 })
  })

  test('refuses an end before the start, days outside the mandate, days that have passed, and an overlap', async () => {
    const { asks, asked, answers, deputy, own, office, of } = await world()
    const me = deputy(own)
    expect(await asks(me, { untilOn: '2026-10-11' })).toMatchObject(fieldRefused('/untilOn', 'ends-before-start'))
    expect(await asks(me, { untilOn: '2027-01-01' })).toMatchObject(fieldRefused('/untilOn', 'outside-the-mandate'))
    expect(await asks(me, { fromOn: '2021-11-19' })).toMatchObject(fieldRefused('/fromOn', 'outside-the-mandate'))
    expect(await asks(me, { fromOn: '2026-10-07' })).toMatchObject(fieldRefused('/fromOn', 'in-the-past'))
    const first = await asked()
    expect(await asks(me, { fromOn: '2026-10-16', untilOn: '2026-10-20' })).toMatchObject(refusedFor('leave-overlaps'))
    await answers(first, 'approved')
    expect(await asks(me, { fromOn: '2026-10-01', untilOn: '2026-10-12' })).toMatchObject({ ok: false })
    expect(await asks(office(of.unitId), { fromOn: '2026-10-01', untilOn: '2026-10-12' })).toMatchObject(
      refusedFor('leave-overlaps')
    )
    expect(await asks(me, { fromOn: '2026-10-17', untilOn: '2026-10-17' })).toMatchObject({ ok: true })
  })

  test('an office writes down what it was told in time, also later; and does not answer it itself', async () => {
    const { asks, answers, list, office, of, own, commission } = await world()
    const result = await asks(office(of.unitId), { fromOn: '2026-10-05', untilOn: '2026-10-06' })
    expect(result.ok).toBe(true)
    const one = { mandateId: own, leaveId: result.ok ? result.value[0]!.commandId : '' }
    expect(await list()).toMatchObject([{ writtenDownBy: office(of.unitId).name, isOwn: true }])
    expect(await answers(one, 'approved')).toMatchObject(refusedFor('own-request'))
    expect(await answers(one, 'approved', '', commission)).toMatchObject({ ok: true })
  })
})

describe('leave.answer', () => {
  test('leave.answered: approves, or refuses with a reason; once', async () => {
    const { asked, answers, list, database } = await world()
    const one = await asked()
    expect(await answers(one, 'refused')).toMatchObject(fieldRefused('/answer', 'reason-missing'))
    expect(await answers(one, 'refused', '当日有专题审议')).toMatchObject({ ok: true })
    expect(await list()).toMatchObject([{ status: 'refused', answer: '当日有专题审议', answeredOn: '2026-10-08' }])
    expect(await answers(one, 'approved')).toMatchObject(refusedFor('already-answered'))
    const all = 'select * from leave_request'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('is the office’s that keeps the record, and no deputy’s', async () => {
    const { asked, answers, office, deputy, own } = await world()
    const one = await asked()
    expect(await answers(one, 'approved', '', office('elsewhere'))).toMatchObject({ problem: { status: 404 } })
    expect(await answers(one, 'approved', '', deputy(own))).toMatchObject({ problem: { status: 403 } })
    expect(await answers({ ...one, leaveId: 'unknown' }, 'approved')).toMatchObject({ problem: { status: 404 } })
  })
})

describe('leave.withdraw', () => {
  test('leave.withdrawn: by the deputy, before it is answered; its days are free again', async () => {
    const { asked, answers, asks, store, ctx, deputy, own, mandates } = await world()
    const one = await asked()
    const takesBack = (by: string, what = one) => run(store, withdraw, what, ctx(deputy(by)))
    expect(await takesBack(mandates[1]!)).toMatchObject({ problem: { status: 404 } })
    expect(await takesBack(own)).toMatchObject({ ok: true })
    expect(await takesBack(own)).toMatchObject(refusedFor('already-withdrawn'))
    expect(await answers(one, 'approved')).toMatchObject(refusedFor('already-withdrawn'))
    const again = await asked()
    await answers(again, 'approved')
    expect(await takesBack(own, again)).toMatchObject(refusedFor('already-answered'))
    expect(await asks(deputy(own))).toMatchObject(refusedFor('leave-overlaps'))
  })
})
