import { expect, test } from 'vitest'
import { appoint } from '../body/commands.ts'
import type { Actor, Role } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { answer, request } from '../leave/commands.ts'
import { confirm } from '../proposal/commands.ts'
import { reactToNew } from '../reactions.ts'
import { call, hold, takeBackHolding } from '../session/commands.ts'
import { checkInMembers, close, leave, open, openDoors, reopen } from '../sitting/commands.ts'
import { racing } from '../testing-race.ts'
import { fieldRefused, refusedFor } from '../testing-session.ts'
import { SITTING_DAY, townInHall } from '../testing-sitting.ts'
import { replayed } from '../testing-world.ts'
import { mandateDossier } from '../dossier/queries.ts'
import { today } from '../today/queries.ts'
import { enter, settle, takeBack } from './commands.ts'
import { missedTwice, rollOfSession } from './queries.ts'
import { daysOfHalves } from './rules.ts'

/** A town's session whose sitting is over: seven were there, one had leave, one had none. */
async function sittingOver() {
  const world = await townInHall()
  const { desk, opens, deputies, store, sitting, session, ctx, must, of, office, town, commission } = world
  const [onLeave, absent, ...here] = deputies
  const leaveOf = async (mandateId: string, day = SITTING_DAY) => {
    const asked = { mandateId, fromOn: day, untilOn: day, reason: '出差' }
    const done = await run(store, request, asked, { ...ctx(world.deputyOf(mandateId)), today: day })
    const leaveId = done.ok ? done.value[0]!.commandId : ''
    return () => must(answer, { mandateId, leaveId, outcome: 'approved', answer: '' }, office(town))
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
  const roll = async () => {
    const read = await ask(store, rollOfSession, { sessionId: session.sessionId }, ctx())
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
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
  presentCount: number,
  lastOn = `2026-${month}-10`
) {
  const firstOn = `2026-${month}-10`
  const about = { kind: 'quarterly' as const, ordinal, proposerCount: null, venue: '会议室' }
  const calledOn = `2026-${month}-01`
  const [called] = await must(call, { ...congress, ...about, calledOn, firstOn, lastOn })
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

/** … with its points: proposals as they come, and the town's office that confirms all that wait. */
async function withPoints() {
  const world = await sittingOver()
  const { store, ctx, database, town, closes } = world
  await closes()
  const system = { kind: 'system', id: 'reactions' } as const
  const react = () => reactToNew(store, (commandId) => ({ ...ctx(system), commandId }))
  const proposals = () =>
    database
      .prepare('select id, mandateId, itemCode, kind, status, quarter from point_proposal order by mandateId, kind')
      .all() as { id: string; mandateId: string; itemCode: string; kind: string; status: string; quarter: string }[]
  const open = () => proposals().filter(({ status }) => status === 'open')
  async function confirms() {
    const chosen = open().map(({ id, mandateId }) => ({ proposalId: id, mandateId }))
    const of = { unitId: town, level: 'township' as const, quarter: '2026Q4' }
    expect(await run(store, confirm, { ...of, proposals: chosen }, ctx(world.office(town)))).toMatchObject({ ok: true })
  }
  /** How many entries stand of each deputy who has any. */
  const entries = () => {
    const rows = database.prepare('select mandateId, sum(sign(hundredths)) as n from point_entry group by 1').all()
    return Object.fromEntries(rows.map((row) => [String(row['mandateId']), row['n']]))
  }
  return { ...world, react, proposals, open, confirms, entries }
}

test('roll.taken-back: a settled roll proposes an entry to each who was there; afterwards none of them waits any more', async () => {
  const { settles, takesBack, react, proposals, open, here } = await withPoints()
  await settles()
  await react()
  expect(proposals()).toHaveLength(7)
  expect(proposals()).toContainEqual(
    expect.objectContaining({
      ...{ mandateId: here[0], itemCode: 'congress-attendance', status: 'open', quarter: '2026Q4' },
    })
  )
  expect(await takesBack(1)).toMatchObject({ ok: true })
  await react()
  expect(proposals().every(({ status }) => status === 'withdrawn')).toBe(true)
  await settles()
  await react()
  expect(proposals()).toHaveLength(7)
  expect(open()).toHaveLength(7)
})

test('proposal.reversals-withdrawn: a roll that is settled anew as it was gives nothing twice: no proposal waits, and each has one entry', async () => {
  const { settles, takesBack, react, open, confirms, entries, here, database } = await withPoints()
  const once = Object.fromEntries(here.map((mandateId) => [mandateId, 1]))
  await settles()
  await react()
  await confirms()
  for (const settlement of [1, 2]) {
    await takesBack(settlement)
    await react()
    expect(open().map(({ kind }) => kind)).toEqual(Array(7).fill('reversal'))
    await settles()
    await react()
    expect(open()).toEqual([])
    expect(entries()).toEqual(once)
  }
  const again = (await replayed(database)).prepare('select * from point_proposal').all()
  expect(again).toEqual(database.prepare('select * from point_proposal').all())
})

test('settled anew with other lines only those deputies are touched, and what was reversed meanwhile is given again', async () => {
  const { settles, takesBack, react, open, confirms, entries, here, absent, database } = await withPoints()
  await settles()
  await react()
  await confirms()
  await takesBack(1)
  await react()
  // One who was there was not, and one who was not was: the slip of the desk.
  const state = database.prepare('update presence set state = ? where memberId = ?')
  state.run('due', here[3]!)
  state.run('present', absent)
  expect(await settles()).toMatchObject({ ok: true })
  await react()
  expect(
    open()
      .map(({ kind, mandateId }) => [kind, mandateId])
      .sort()
  ).toEqual([
    ['entry', absent],
    ['reversal', here[3]],
  ])
  await confirms()
  const others = Object.fromEntries(here.map((mandateId) => [mandateId, 1]))
  expect(entries()).toEqual({ ...others, [here[3]!]: 0, [absent]: 1 })

  await takesBack(2)
  await react()
  await confirms()
  expect(Object.values(entries()).every((n) => n === 0)).toBe(true)
  await settles()
  await react()
  await confirms()
  expect(entries()).toEqual({ ...others, [here[3]!]: 0, [absent]: 1 })
  await takesBack(3)
  await react()
  expect(open().map(({ kind }) => kind)).toEqual(Array(7).fill('reversal'))
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

test('roll.enter: a line carries the half days missed; whoever came on the second day was at the session', async () => {
  const world = await townInHall()
  const paper = await onPaper(world, '06', 14, 7, '2026-06-11')
  const named = (...lines: string[]) => paper.enters(lines, 4)
  // As many as were missing are those away from the first half day, whoever else missed one later.
  expect(await named('陈静 1-2', '丁文博 3')).toMatchObject(fieldRefused('/away', 'count-differs'))
  for (const wrong of ['丁文博 0', '丁文博 3-2', '丁文博 4-5', '1-2']) {
    expect(await named('陈静 1-2', wrong), wrong).toMatchObject(fieldRefused('/away', 'no-such-half-day'))
  }
  expect(await named('陈静 镇第1选区 1-2', '丁文博', '马晓岚 2、4')).toMatchObject({ ok: true })
  const { people, counts, parts } = await world.reads(rollOfSession, { sessionId: paper.session.sessionId })
  expect(parts.map(({ heldOn }) => heldOn.slice(-2))).toEqual(['10', '10', '11', '11'])
  const at = (name: string) => people.find((one) => one.name === name)!.at.map(({ presence }) => presence)
  expect(at('陈静')).toEqual(['absent', 'absent', 'present', 'present'])
  expect(at('丁文博')).toEqual(Array(4).fill('absent'))
  expect(at('马晓岚')).toEqual(['present', 'absent', 'present', 'absent'])
  expect(counts).toEqual({ present: 8, onLeave: 0, absent: 1 })
})

test('roll.enter: leave counts half day by half day, of as many requests as cover the days', async () => {
  const world = await sittingOver()
  const paper = await onPaper(world, '06', 14, 7, '2026-06-11')
  for (const day of ['2026-06-10', '2026-06-11']) {
    await (
      await world.leaveOf(world.onLeave, day)
    )()
  }
  await (
    await world.leaveOf(world.absent, '2026-06-11')
  )()
  expect(await paper.enters(['陈静', '丁文博'], 2)).toMatchObject({ ok: true })
  const { people, counts } = await world.reads(rollOfSession, { sessionId: paper.session.sessionId })
  const at = (mandateId: string) =>
    people.find((one) => one.mandateId === mandateId)!.at.map(({ presence }) => presence)
  expect(at(world.onLeave)).toEqual(['leave', 'leave'])
  expect(at(world.absent)).toEqual(['absent', 'leave'])
  expect(counts).toEqual({ present: 7, onLeave: 1, absent: 1 })
  expect(people.some(({ hasChanged }) => hasChanged)).toBe(false)
})

test('a roll is settled when its session is over: before its last day it is refused, and the page says so', async () => {
  const world = await townInHall()
  const { store, session, ctx, database } = world
  const paper = await onPaper(world, '06', 14, 7, '2026-06-11')
  const early = { ...ctx(), today: '2026-06-10' }
  const entered = { ...paper.session, firstOn: paper.firstOn, halfDays: 1, away: ['陈静', '丁文博'] }
  const settled = { ...paper.session, present: 0, onLeave: 0, absent: 0 }
  expect(await run(store, enter, entered, early)).toMatchObject(refusedFor('not-over'))
  expect(await run(store, settle, settled, early)).toMatchObject(refusedFor('not-over'))
  expect(database.prepare('select count(*) as n from roll').get()).toEqual({ n: 0 })
  const page = (today: string) => ask(store, rollOfSession, { sessionId: paper.session.sessionId }, { ...ctx(), today })
  expect(await page('2026-06-10')).toMatchObject({ value: { isUnderWay: true, maySettle: false } })
  expect(await page('2026-06-11')).toMatchObject({ value: { isUnderWay: false, maySettle: true } })
  expect(await run(store, enter, entered, { ...ctx(), today: '2026-06-11' })).toMatchObject({ ok: true })
  expect((await world.reads(rollOfSession, { sessionId: session.sessionId })).isUnderWay).toBe(false)
})

test.each([
  [1, ['10']],
  [2, ['10', '12']],
  [3, ['10', '11', '12']],
  [5, ['10', '10', '11', '11', '12']],
  [6, ['10', '10', '11', '11', '12', '12']],
])('%i half days on paper have the days of the session', (halfDays, days) => {
  const on = daysOfHalves(halfDays, { firstOn: '2026-06-10', lastOn: '2026-06-12' })
  expect(on.map((day) => day.slice(-2))).toEqual(days)
})

test('of a street office’s session those who are no deputies have their names', async () => {
  const world = await townInHall()
  const { street, must, store, ctx } = world
  const office = { placeId: street, body: 'street_office' as const }
  const chair = { post: 'chair' as const, fromOn: '2026-01-01', people: ['金玉'], outsiders: true }
  await must(appoint, { ...office, ...chair })
  const about = { kind: 'regular' as const, ordinal: 1, proposerCount: null, venue: '会议室' }
  const days = { calledOn: '2026-10-08', firstOn: SITTING_DAY, lastOn: SITTING_DAY }
  const [called] = await must(call, { ...office, ...about, ...days })
  const session = { ...office, sessionId: called!.commandId }
  const doors = await run(store, openDoors, { ...session, kind: 'plenary' }, ctx())
  const sitting = { ...session, sittingId: doors.ok ? doors.value[0]!.commandId : '' }
  const { memberId } = world.database
    .prepare('select memberId from presence where sittingId = ?')
    .get(sitting.sittingId)!
  await run(store, checkInMembers, { ...sitting, memberIds: [String(memberId)] }, ctx())
  expect(await run(store, open, sitting, ctx())).toMatchObject({ ok: true })
  const { people } = await world.reads(rollOfSession, { sessionId: session.sessionId })
  expect(people).toMatchObject([{ name: '金玉', presence: 'present' }])
})

test('dossiers are for whoever may read them: a working body’s page leads to none', async () => {
  const { session, reads, commission } = await townInHall()
  const mayRead = async (roles: Role[]) =>
    (await reads(rollOfSession, { sessionId: session.sessionId }, { ...commission, roles } as Actor)).mayReadDossiers
  expect([await mayRead(['working_body']), await mayRead(['deputies_commission'])]).toEqual([false, true])
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
