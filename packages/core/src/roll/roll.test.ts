import { expect, test } from 'vitest'
import { run } from '../kernel/command.ts'
import { answer, request } from '../leave/commands.ts'
import { reactToNew } from '../reactions.ts'
import { call, hold, takeBackHolding } from '../session/commands.ts'
import { close, leave, openDoors, reopen } from '../sitting/commands.ts'
import { racing } from '../testing-race.ts'
import { fieldRefused, refusedFor } from '../testing-session.ts'
import { SITTING_DAY, townInHall } from '../testing-sitting.ts'
import { replayed } from '../testing-world.ts'
import { mandateDossier } from '../dossier/queries.ts'
import { today } from '../today/queries.ts'
import { enter, settle, takeBack } from './commands.ts'
import { missedTwice, rollOfSession } from './queries.ts'

/** A town's session whose sitting is over: seven were there, one had leave, one had none. */
async function sittingOver() {
  const world = await townInHall()
  const { desk, opens, deputies, store, sitting, session, ctx, must, of, office, town, commission } = world
  const [onLeave, absent, ...here] = deputies
  const days = { fromOn: SITTING_DAY, untilOn: SITTING_DAY }
  const leaveOf = async (mandateId: string) => {
    const [asked] = await must(request, { mandateId, ...days, reason: '出差' }, world.deputyOf(mandateId))
    return () => must(answer, { mandateId, leaveId: asked!.commandId, outcome: 'approved', answer: '' }, office(town))
  }
  await (
    await leaveOf(onLeave!)
  )()
  await desk(...here)
  await opens()
  await run(store, leave, { ...sitting, memberId: here[0]! }, ctx())
  const closes = () => run(store, close, sitting, ctx())
  const settles = (counts = { present: 7, onLeave: 1, absent: 1 }) =>
    run(store, settle, { ...session, ...counts }, ctx())
  const takesBack = (settlement: number) => run(store, takeBack, { ...session, settlement, reason: '漏登一人' }, ctx())
  const roll = () => world.reads(rollOfSession, { sessionId: session.sessionId })
  return {
    ...world,
    of,
    commission,
    onLeave: onLeave!,
    absent: absent!,
    here,
    closes,
    settles,
    takesBack,
    roll,
    leaveOf,
  }
}

/** Sessions of the town written down from paper, in the quarters before. */
async function onPaper(
  { must, congress, store, database, ctx }: Awaited<ReturnType<typeof townInHall>>,
  month: string,
  ordinal: number,
  presentCount: number
) {
  const firstOn = `2026-${month}-10`
  const about = { kind: 'quarterly' as const, ordinal, proposerCount: null, venue: '会议室' }
  const calledOn = `2026-${month}-01`
  const [called] = await must(call, { ...congress, ...about, calledOn, firstOn, lastOn: firstOn })
  const session = { ...congress, sessionId: called!.commandId }
  await must(hold, { ...session, firstOn, presentCount })
  const enters = (away: string[], halfDays = 1) => run(store, enter, { ...session, firstOn, halfDays, away }, ctx())
  return { session, firstOn, enters, database }
}

test('roll.settled: whoever was there at any time, who had leave that day, and who had none', async () => {
  const { settles, closes, roll, session, absent, onLeave, here } = await sittingOver()
  expect(await settles()).toMatchObject(refusedFor('sitting-runs'))
  await closes()
  const before = await roll()
  expect(before).toMatchObject({ settlement: null, maySettle: true, counts: { present: 7, onLeave: 1, absent: 1 } })
  expect(await settles({ present: 8, onLeave: 0, absent: 1 })).toMatchObject(refusedFor('roll-moved'))
  expect(await settles()).toMatchObject({ ok: true })
  const after = await roll()
  expect(after).toMatchObject({
    settlement: { number: 1, settledOn: SITTING_DAY },
    maySettle: false,
    mayTakeBack: true,
  })
  const presence = Object.fromEntries(after.people.map((one) => [one.mandateId, one.presence]))
  expect(presence).toMatchObject({ [absent]: 'absent', [onLeave]: 'leave', [here[0]!]: 'present' })
  expect(after.people.some(({ hasChanged }) => hasChanged)).toBe(false)
  expect(await settles()).toMatchObject(refusedFor('roll-settled'))
  expect(session.body).toBe('congress')
})

test('roll.taken-back: a settled roll proposes an entry to each who was there; afterwards none of them waits any more', async () => {
  const { settles, closes, takesBack, store, ctx, database, here } = await sittingOver()
  await closes()
  await settles()
  const react = () =>
    reactToNew(store, (commandId) => ({ ...ctx({ kind: 'system', id: 'reactions' } as never), commandId }))
  const proposals = () =>
    database.prepare('select mandateId, itemCode, status, quarter from point_proposal order by mandateId').all()
  await react()
  expect(proposals()).toHaveLength(7)
  expect(proposals()).toContainEqual({
    ...{ mandateId: here[0], itemCode: 'congress-attendance', status: 'open', quarter: '2026Q4' },
  })
  expect(await takesBack(1)).toMatchObject({ ok: true })
  await react()
  expect(proposals().every((one) => (one as { status: string }).status === 'withdrawn')).toBe(true)
  await settles()
  await react()
  expect(proposals().filter((one) => (one as { status: string }).status === 'open')).toHaveLength(7)
})

test('leave approved after settling changes nothing of it: the page says whose line is another now', async () => {
  const { settles, closes, takesBack, roll, absent, leaveOf, session, ctx, store } = await sittingOver()
  await closes()
  const approve = await leaveOf(absent)
  await settles()
  await approve()
  expect((await roll()).people.filter(({ hasChanged }) => hasChanged)).toMatchObject([
    { mandateId: absent, presence: 'absent' },
  ])
  expect(await takesBack(2)).toMatchObject(refusedFor('roll-not-so'))
  await takesBack(1)
  expect(await roll()).toMatchObject({ settlement: null, takenBack: '漏登一人' })
  expect(await settles({ present: 7, onLeave: 2, absent: 0 })).toMatchObject({ ok: true })
  expect(await roll()).toMatchObject({ settlement: { number: 2 } })
  expect(await run(store, settle, { ...session, present: 0, onLeave: 0, absent: 0 }, ctx())).toMatchObject(
    refusedFor('roll-settled')
  )
})

test('nothing that changes who was there happens beside a settled roll', async () => {
  const { settles, closes, store, session, sitting, ctx } = await sittingOver()
  await closes()
  await settles()
  expect(await run(store, reopen, sitting, ctx())).toMatchObject(refusedFor('roll-stands'))
  expect(await run(store, openDoors, { ...session, kind: 'plenary' }, ctx())).toMatchObject(refusedFor('roll-stands'))
})

test('a sitting that goes on and a roll that is settled at once: one of them is refused', async () => {
  const { closes, store, session, sitting, ctx } = await sittingOver()
  await closes()
  const both = racing(store, 2)
  const [settled, going] = await Promise.all([
    run(both, settle, { ...session, present: 7, onLeave: 1, absent: 1 }, ctx()),
    run(both, reopen, sitting, ctx()),
  ])
  expect([settled.ok, going.ok].sort()).toEqual([false, true])
})

test('roll.enter: of a session on paper everybody was there but those named, as many as were missing', async () => {
  const world = await townInHall()
  const { store, ctx, database, reads } = world
  const paper = await onPaper(world, '06', 14, 7)
  expect(await paper.enters(['陈静'])).toMatchObject(fieldRefused('/away', 'count-differs'))
  expect(await paper.enters(['陈静', '无此人'])).toMatchObject(fieldRefused('/away', 'not-a-deputy'))
  expect(await paper.enters(['陈静', '陈静'])).toMatchObject(fieldRefused('/away', 'named-twice'))
  expect(database.prepare('select count(*) as n from roll').get()).toEqual({ n: 0 })
  expect(await paper.enters(['陈静', '丁文博'], 2)).toMatchObject({ ok: true })
  const roll = await reads(rollOfSession, { sessionId: paper.session.sessionId })
  expect(roll).toMatchObject({ counts: { present: 7, onLeave: 0, absent: 2 }, isFromPaper: true })
  expect(roll.parts.map(({ part }) => part)).toEqual([1, 2])
  expect(await run(store, takeBackHolding, { ...paper.session, presentCount: 7 }, ctx())).toMatchObject(
    refusedFor('roll-stands')
  )
})

test('roll.settle: a session without sittings is entered by its list, and none but a congress’s has a roll', async () => {
  const world = await townInHall()
  const { store, ctx, session } = world
  const { session: paper } = await onPaper(world, '06', 14, 7)
  const none = { present: 0, onLeave: 0, absent: 0 }
  expect(await run(store, settle, { ...paper, ...none }, ctx())).toMatchObject(refusedFor('no-sittings'))
  expect(await run(store, settle, { ...session, ...none }, ctx())).toMatchObject(refusedFor('not-held'))
  expect(await run(store, settle, { ...session, ...none, body: 'presidium' }, ctx())).toMatchObject({
    problem: { status: 404 },
  })
})

test('代表法 62: two sessions missed without leave are named with the article; nothing follows by itself', async () => {
  const world = await sittingOver()
  const { closes, settles, roll, absent, store, database, takesBack } = world
  await closes()
  await settles()
  const twice = async () => (await store.read([missedTwice().compile()]))[0]
  expect(await twice()).toEqual([])
  const paper = await onPaper(world, '06', 14, 8)
  expect(await paper.enters(['丁文博'])).toMatchObject({ ok: true })
  expect(await twice()).toEqual([{ mandateId: absent, count: 2 }])
  expect((await roll()).people.find(({ mandateId }) => mandateId === absent)).toMatchObject({
    ...{ missedCount: 2, missedBecause: { article: { zh: '《代表法》第六十二条' }, arithmetic: '2 ≥ 2' } },
  })
  const { paper: dossier } = await world.reads(mandateDossier, { mandateId: absent })
  expect(JSON.stringify(dossier)).toContain('未经批准没有出席的会议2次。《代表法》第六十二条：')
  expect(JSON.stringify(dossier)).toContain('"柳荫镇第二十届人民代表大会第十六次会议","2026年10月20日","未到","0／1"')
  const owed = async (unitId: string) => (await world.reads(today, { quarter: '2026Q3' }, world.office(unitId))).missed
  expect(await owed(world.town)).toEqual([{ mandateId: absent, name: '丁文博', count: 2 }])
  expect(await owed(world.street)).toEqual([])
  expect(database.prepare('select count(*) as n from mandate_end').get()).toEqual({ n: 0 })
  await takesBack(1)
  expect(await twice()).toEqual([])
})

test('replay makes the same rolls; why one was taken back is in no event', async () => {
  const { settles, closes, takesBack, database } = await sittingOver()
  await closes()
  await settles()
  await takesBack(1)
  await settles()
  const again = await replayed(database)
  for (const table of ['roll', 'roll_line']) {
    const all = `select * from ${table}`
    expect(again.prepare(all).all()).toEqual(database.prepare(all).all())
  }
  expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('漏登一人')
})
