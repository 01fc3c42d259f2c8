import { expect, test } from 'vitest'
import { plan } from '../agenda/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import { sessionRecord } from '../session/queries.ts'
import { settle } from '../roll/commands.ts'
import { cancel as callOff, hold, move, takeBackHolding } from '../session/commands.ts'
import { racing } from '../testing-race.ts'
import { refusedFor } from '../testing-session.ts'
import { SITTING_DAY, townInHall } from '../testing-sitting.ts'
import { replayed } from '../testing-world.ts'
import {
  arrive,
  call,
  cancel,
  checkInMembers,
  close,
  leave,
  open,
  openDoors,
  reopen,
  takeBackArrival,
} from './commands.ts'
import { codeAt } from './code.ts'
import { hallOfSession, ownSittings, watchHall } from './queries.ts'

type World = Awaited<ReturnType<typeof townInHall>>

const hall = async ({ store, ctx, session }: World) => {
  const read = await ask(store, hallOfSession, { sessionId: session.sessionId }, ctx())
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

test('sitting.check-in-opened: who belongs to the body that day is expected; one sitting at a time, on its days', async () => {
  const world = await townInHall()
  const { store, ctx, session, deputies, street } = world
  expect((await hall(world)).newest).toMatchObject({ status: 'checking_in', dueCount: 9, presentCount: 0 })
  expect((await hall(world)).people.map(({ memberId }) => memberId).sort()).toEqual([...deputies].sort())
  const again = await run(store, openDoors, { ...session, kind: 'plenary' }, ctx())
  expect(again).toMatchObject(refusedFor('sitting-running'))
  const early = { ...ctx(), today: '2026-10-19' }
  expect(await run(store, openDoors, { ...session, kind: 'plenary' }, early)).toMatchObject(refusedFor('not-its-day'))
  const elsewhere = { ...session, placeId: street, body: 'street_office' as const, kind: 'plenary' as const }
  expect(await run(store, openDoors, elsewhere, ctx())).toMatchObject({ problem: { status: 404 } })
})

test('sitting.checked-in: by the code on the phone, once; for another person, another body or with an old code never', async () => {
  const world = await townInHall()
  const { phone, deputies, deputyOf, database, store, ctx } = world
  const [first, second] = deputies as [string, string]
  expect(await phone(first)).toMatchObject({ ok: true })
  expect(await phone(first)).toMatchObject(refusedFor('already-checked-in'))
  expect(await phone(second, deputyOf(first))).toMatchObject({ problem: { status: 404 } })
  const { id: other } = database.prepare(`select id from mandate where level = 'district' limit 1`).get() as {
    id: string
  }
  expect(await phone(other)).toMatchObject(refusedFor('not-on-the-roll'))
  expect(await ask(store, watchHall, { sessionId: world.session.sessionId }, ctx(deputyOf(first)))).toMatchObject({
    problem: { status: 403 },
  })
  const own = await ask(store, ownSittings, {}, ctx(deputyOf(second)))
  expect(own).toMatchObject({ value: { sittings: [{ state: 'due', session: { placeName: '柳荫镇', ordinal: 16 } }] } })
  expect(await ask(store, ownSittings, {}, ctx(deputyOf(other)))).toMatchObject({ value: { sittings: [] } })
  const counts = await hall(world)
  expect(counts.newest).toMatchObject({ presentCount: 1 })
})

test('a code of another minute is refused beside its field, and nothing changes', async () => {
  const world = await townInHall()
  const { store, deputies, deputyOf, session, sitting, ctx } = world
  const input = { sessionId: session.sessionId, sittingId: sitting.sittingId, memberId: deputies[0]! }
  const old = codeAt(world.secret(), `${SITTING_DAY}T00:50:00.000Z`)
  const late = await run(store, arrive, { ...input, code: old }, ctx(deputyOf(deputies[0]!)))
  expect(late).toMatchObject({ problem: { code: 'wrong-code', errors: [{ pointer: '/code' }] } })
  expect((await hall(world)).newest).toMatchObject({ presentCount: 0 })
})

test('the desk checks in many; whoever came by phone meanwhile stays as they are', async () => {
  const world = await townInHall()
  const { phone, desk, deputies } = world
  await phone(deputies[0]!)
  expect(await desk(deputies[0]!, deputies[1]!, deputies[2]!)).toMatchObject({ ok: true, value: { length: 2 } })
  expect(await desk(deputies[0]!)).toMatchObject(refusedFor('already-checked-in'))
  expect(await desk('nobody')).toMatchObject(refusedFor('not-on-the-roll'))
  expect((await hall(world)).newest).toMatchObject({ presentCount: 3 })
})

test('sitting.left: the phone does not let them back in, the desk does', async () => {
  const world = await townInHall()
  const { phone, desk, store, sitting, ctx, deputies } = world
  const one = { ...sitting, memberId: deputies[0]! }
  expect(await run(store, leave, one, ctx())).toMatchObject(refusedFor('not-here'))
  await phone(one.memberId)
  // Before it opens nobody has been at it: they are awaited again.
  expect(await run(store, leave, one, ctx())).toMatchObject({ ok: true })
  expect((await hall(world)).people.find(({ memberId }) => memberId === one.memberId)).toMatchObject({ state: 'due' })
  await desk(...deputies)
  await world.opens()
  expect(await run(store, leave, one, ctx())).toMatchObject({ ok: true })
  expect(await phone(one.memberId)).toMatchObject(refusedFor('left-already'))
  expect((await hall(world)).newest).toMatchObject({ presentCount: 8 })
  expect(await desk(one.memberId)).toMatchObject({ ok: true })
  expect((await hall(world)).people.find(({ memberId }) => memberId === one.memberId)).toMatchObject({
    ...{ state: 'present', leftAt: null },
  })
})

test('a return that was a mistake is taken back to the leaving before it', async () => {
  const world = await townInHall()
  const { desk, opens, store, sitting, ctx, deputies } = world
  await desk(...deputies)
  await opens()
  const one = { ...sitting, memberId: deputies[0]! }
  await run(store, leave, one, ctx())
  await desk(one.memberId)
  expect(await run(store, takeBackArrival, one, ctx())).toMatchObject({ ok: true })
  expect((await hall(world)).people.find(({ memberId }) => memberId === one.memberId)).toMatchObject({
    ...{ state: 'left', arrivedAt: `${SITTING_DAY}T01:00:00.000Z`, leftAt: `${SITTING_DAY}T01:00:00.000Z` },
  })
})

test('a closed sitting is corrected until its roll is settled; a running one of another day is ended, not gone on with', async () => {
  const world = await townInHall()
  const { desk, opens, store, sitting, session, ctx, deputies } = world
  await desk(...deputies.slice(0, 7))
  const later = () => ({ ...ctx(), today: '2026-10-21', now: '2026-10-21T01:00:00.000Z' })
  expect(await run(store, open, sitting, later())).toMatchObject(refusedFor('another-day'))
  await opens()
  expect(await run(store, call, { ...sitting, itemId: null }, later())).toMatchObject(refusedFor('another-day'))
  expect(await run(store, close, sitting, later())).toMatchObject({ ok: true })
  expect(await run(store, checkInMembers, { ...sitting, memberIds: [deputies[7]!] }, later())).toMatchObject({
    ok: true,
  })
  expect(await run(store, takeBackArrival, { ...sitting, memberId: deputies[6]! }, later())).toMatchObject({ ok: true })
  const present = (await hall(world)).people.filter(({ state }) => state === 'present').map(({ memberId }) => memberId)
  expect(present.sort()).toEqual([...deputies.slice(0, 6), deputies[7]!].sort())
  expect(await run(store, settle, { ...session, present: 7, onLeave: 0, absent: 2 }, later())).toMatchObject({
    ok: true,
  })
  expect(await run(store, checkInMembers, { ...sitting, memberIds: [deputies[8]!] }, later())).toMatchObject(
    refusedFor('roll-stands')
  )
})

test('a session whose hall is open is not moved, called off or written down from paper', async () => {
  const { store, session, ctx } = await townInHall()
  const days = { firstOn: '2026-10-25', lastOn: '2026-10-25', reason: '场地检修' }
  expect(await run(store, move, { ...session, ...days }, ctx())).toMatchObject(refusedFor('sitting-runs'))
  expect(await run(store, callOff, { ...session, reason: '并入下次' }, ctx())).toMatchObject(refusedFor('sitting-runs'))
  const held = { ...session, firstOn: SITTING_DAY, presentCount: 9 }
  expect(await run(store, hold, held, ctx())).toMatchObject(refusedFor('sitting-runs'))
})

test('an arrival between the count and the opening is in its numbers', async () => {
  const world = await townInHall()
  const { desk, store, sitting, ctx, deputies } = world
  await desk(...deputies.slice(0, 6))
  const both = racing(store, 2)
  await Promise.all([
    run(both, open, sitting, ctx()),
    run(both, checkInMembers, { ...sitting, memberIds: [deputies[6]!] }, ctx()),
  ])
  const { newest } = await hall(world)
  expect([newest?.status, newest?.presentCount]).toEqual(['open', 7])
  const at = (type: string) =>
    (world.database.prepare('select max(seq) as seq from event where type = ?').get(type) as { seq: number }).seq
  // Whoever came before it opened was counted, and whoever came after was not.
  expect(newest?.openedWith).toBe(at('sitting.checked-in') < at('sitting.opened') ? 7 : 6)
})

test('sitting.check-in-taken-back: a slip of the desk leaves no arrival', async () => {
  const world = await townInHall()
  const { desk, store, sitting, ctx, deputies } = world
  await desk(deputies[0]!)
  expect(await run(store, takeBackArrival, { ...sitting, memberId: deputies[0]! }, ctx())).toMatchObject({ ok: true })
  expect((await hall(world)).people.find(({ memberId }) => memberId === deputies[0])).toMatchObject({
    ...{ state: 'due', arrivedAt: null },
  })
})

test('sitting.opened: with two thirds only; the first plenary sitting is the session’s opening', async () => {
  const world = await townInHall()
  const { desk, opens, deputies, session, reads, store, ctx } = world
  await desk(...deputies.slice(0, 5))
  expect(await opens()).toMatchObject({
    problem: {
      ...{ code: 'below-quorum', status: 409 },
      because: { arithmetic: '5 < 6（9 × 2/3 ≤ 6）', article: { zh: '《地方组织法》第十四条' } },
    },
  })
  await desk(deputies[5]!)
  expect(await opens()).toMatchObject({ ok: true })
  expect(await reads(sessionRecord, { sessionId: session.sessionId })).toMatchObject({
    ...{ status: 'held', presentCount: 6, dueCount: 9 },
  })
  expect(await opens()).toMatchObject(refusedFor('sitting-not-so'))
  expect(await run(store, takeBackHolding, { ...session, presentCount: 6 }, ctx())).toMatchObject(
    refusedFor('opened-in-the-hall')
  )
})

test('a session written down from paper stays held once a sitting of it has opened', async () => {
  const { store, sitting, session, ctx, deputies } = await townInHall()
  const held = { ...session, firstOn: SITTING_DAY, presentCount: 9 }
  const back = () => run(store, takeBackHolding, { ...session, presentCount: 9 }, ctx())
  expect(await run(store, cancel, sitting, ctx())).toMatchObject({ ok: true })
  expect(await run(store, hold, held, ctx())).toMatchObject({ ok: true })
  const doors = await run(store, openDoors, { ...session, kind: 'plenary' }, ctx())
  if (!doors.ok) throw new Error(doors.problem.code)
  const second = { ...session, sittingId: doors.value[0]!.commandId }
  await run(store, checkInMembers, { ...second, memberIds: deputies.slice(0, 6) }, ctx())
  expect(await run(store, open, second, ctx())).toMatchObject({ ok: true })
  expect(await back()).toMatchObject(refusedFor('opened-in-the-hall'))
})

test('sitting.roll-renewed: whoever lost the seat since the doors opened is not counted, present or not', async () => {
  const world = await townInHall()
  const { desk, opens, deputies, must, town } = world
  await desk(...deputies.slice(0, 6))
  await must(endMandateEarly, {
    ...{ unitId: town, level: 'township', mandateId: deputies[0]!, endOn: '2026-10-08' },
    ...{ ending: 'resignation', decision: '柳人〔2026〕1号' },
  })
  // Five of eight are there: 8 × 2/3 takes six.
  expect(await opens()).toMatchObject({ problem: { because: { arithmetic: '5 < 6（8 × 2/3 ≤ 6）' } } })
  await desk(deputies[6]!)
  expect(await opens()).toMatchObject({ ok: true })
  expect((await hall(world)).newest).toMatchObject({ dueCount: 8, presentCount: 6 })
})

test('nobody leaves between the count and the opening', async () => {
  const world = await townInHall()
  const { desk, deputies, store, sitting, ctx } = world
  await desk(...deputies.slice(0, 6))
  const both = racing(store, 2)
  const [opened, left] = await Promise.all([
    run(both, open, sitting, ctx()),
    run(both, leave, { ...sitting, memberId: deputies[0]! }, ctx()),
  ])
  expect(left.ok).toBe(true)
  const state = (await hall(world)).newest
  // Whichever came first: it opened with six, or not at all.
  expect(opened.ok ? state?.openedWith : state?.status).toBe(opened.ok ? 6 : 'checking_in')
})

test('everybody who arrives at once writes a stream of their own: nobody waits and nobody is lost', async () => {
  const world = await townInHall()
  const { phone, deputies } = world
  const all = await Promise.all(deputies.map((memberId) => phone(memberId)))
  expect(all.every(({ ok }) => ok)).toBe(true)
  expect((await hall(world)).newest).toMatchObject({ presentCount: deputies.length })
})

test('sitting.item-called, sitting.closed: an item runs while the sitting does; a closed one goes on the same day', async () => {
  const world = await townInHall()
  const { desk, opens, deputies, store, session, sitting, ctx, must } = world
  const item = { type: 'special_report' as const, field: null, speaker: '', minutes: 30, isPublic: true }
  const [planned] = await must(plan, { ...session, items: [{ ...item, title: '民生实事' }], decision: '' })
  const itemId = `${planned!.commandId}/0`
  expect(await run(store, call, { ...sitting, itemId }, ctx())).toMatchObject(refusedFor('sitting-not-so'))
  await desk(...deputies)
  await opens()
  expect(await run(store, call, { ...sitting, itemId: 'elsewhere' }, ctx())).toMatchObject({ problem: { status: 404 } })
  expect(await run(store, call, { ...sitting, itemId }, ctx())).toMatchObject({ ok: true })
  expect(await run(store, call, { ...sitting, itemId }, ctx())).toMatchObject(refusedFor('item-runs'))
  expect((await hall(world)).newest).toMatchObject({ itemId, itemSince: `${SITTING_DAY}T01:00:00.000Z` })
  expect(await run(store, close, sitting, ctx())).toMatchObject({ ok: true })
  expect((await hall(world)).newest).toMatchObject({ status: 'closed', itemId: null })
  expect(await world.phone(deputies[0]!)).toMatchObject(refusedFor('sitting-not-so'))
  expect(await run(store, reopen, sitting, { ...ctx(), today: '2026-10-21' })).toMatchObject(refusedFor('not-the-last'))
  expect(await run(store, reopen, sitting, ctx())).toMatchObject({ ok: true })
  expect((await hall(world)).newest).toMatchObject({ status: 'open', openedWith: 9 })
})

test('sitting.cancelled: doors that were opened by mistake; their number is free again', async () => {
  const world = await townInHall()
  const { store, session, sitting, ctx } = world
  expect(await run(store, cancel, sitting, ctx())).toMatchObject({ ok: true })
  expect(await run(store, openDoors, { ...session, kind: 'plenary' }, ctx())).toMatchObject({ ok: true })
  expect((await hall(world)).newest).toMatchObject({ ordinal: 1, position: 2 })
})

test('replay makes the same sittings and presences; no code and no name is in an event', async () => {
  const world = await townInHall()
  const { desk, opens, deputies, database, store, sitting, ctx } = world
  await desk(...deputies)
  await opens()
  await run(store, leave, { ...sitting, memberId: deputies[3]! }, ctx())
  await run(store, checkInMembers, { ...sitting, memberIds: [deputies[3]!] }, ctx())
  const again = await replayed(database)
  for (const table of ['sitting', 'presence', 'session']) {
    const all = `select * from ${table}`
    expect(again.prepare(all).all()).toEqual(database.prepare(all).all())
  }
  const events = JSON.stringify(database.prepare('select data from event').all())
  expect(events).not.toContain(world.secret())
})
