import { expect, test } from 'vitest'
import { plan } from '../agenda/commands.ts'
import { invite, checkIn as checkInGuest } from '../guest/commands.ts'
import { ask, run } from '../kernel/command.ts'
import type { SectionedPaper } from '../kernel/sectioned-paper.ts'
import { transfer } from '../mandate/commands.ts'
import { enter, settle } from '../roll/commands.ts'
import { call, hold } from '../session/commands.ts'
import { call as callItem, checkInMembers, close, leave, reopen, takeBackArrival } from '../sitting/commands.ts'
import { districtWithTown } from '../testing-session.ts'
import { townThatVotes } from '../testing-decision.ts'
import { SITTING_DAY, townInHall } from '../testing-sitting.ts'
import { awayFor, courseOf, lateIn, leftBefore, wasPresentAt } from './course-rules.ts'
import { attendanceCertificate, sessionMinutes } from './queries.ts'

/** A morning: six are there at nine, one comes at half past, one leaves and returns, one leaves for good. */
async function morning() {
  const world = await townInHall()
  const { store, deputies, sitting, session, ctx } = world
  const at = (clock: string) => ctx(world.administrator, `${SITTING_DAY}T${clock}:00.000Z`)
  const desk = (clock: string, ...memberIds: string[]) =>
    run(store, checkInMembers, { ...sitting, memberIds }, at(clock))
  const leaves = (clock: string, memberId: string) => run(store, leave, { ...sitting, memberId }, at(clock))
  const item = { type: 'special_report' as const, field: null, speaker: '镇长', minutes: 30, isPublic: true }
  const [planned] = await world.must(plan, { ...session, items: [{ ...item, title: '民生实事' }], decision: '' })
  await world.must(invite, { ...session, lines: ['高远，区发改委，列席', '林夏，区法院'] })
  const [guest] = world.database.prepare('select id from guest order by position').all() as [{ id: string }]
  await run(store, checkInGuest, { ...session, guestId: guest.id }, at('00:55'))
  await desk('00:50', ...deputies.slice(0, 7))
  await run(store, takeBackArrival, { ...sitting, memberId: deputies[6]! }, at('00:52'))
  await world.opens()
  await run(store, callItem, { ...sitting, itemId: `${planned!.commandId}/0` }, at('01:05'))
  await desk('01:30', deputies[7]!)
  await leaves('01:40', deputies[0]!)
  await desk('01:45', deputies[0]!)
  await leaves('02:00', deputies[1]!)
  await run(store, close, sitting, at('03:00'))
  const minutes = async () => (await world.reads(sessionMinutes, { sessionId: session.sessionId })).paper
  const name = (n: number) =>
    (
      world.database
        .prepare('select name from person join mandate on mandate.personId = person.id where mandate.id = ?')
        .get(deputies[n]!) as { name: string }
    ).name
  return { ...world, at, minutes, name, desk }
}

const textOf = (paper: SectionedPaper): string => JSON.stringify(paper)

test('minutes tell a sitting from its events: who was there, who came later, who left, which item ran when', async () => {
  const { minutes, name } = await morning()
  const told = textOf(await minutes())
  expect(told).toContain('第一次全体会议，2026年10月20日09:00开会，应到9名，实到6名，11:00散会。')
  expect(told).toContain(`开会后到会：${name(7)}（09:30）。`)
  expect(told).toContain(`中途离场后返回：${name(0)}（09:40至09:45）。`)
  expect(told).toContain(`散会前离场：${name(1)}（10:00）。`)
  expect(told).toContain('["09:05","民生实事","镇长"]')
  expect(told).toContain('6名（9 × 2/3 ≤ 6；《地方组织法》第十四条）')
  expect(told).toContain('登记2名，到会1名，不计入法定人数，不参加表决。')
  expect(told).not.toContain('出席名册')
})

test('minutes tell what was decided with its numbers and their arithmetic, and nothing of a count that is not over', async () => {
  const { reads, session, decided, votes, counts, first } = await townThatVotes()
  await decided([6, 1, 0, 0])
  await decided([4, 2, 1, 0])
  await counts(await votes({ question: '通过补充决议' }), [7, 0, 0, 0], first)
  const told = textOf((await reads(sessionMinutes, { sessionId: session.sessionId })).paper)
  expect(told).toContain('表决3次，由两位计票人独立计票。《地方组织法》第二十五条：')
  expect(told).toContain('["通过决议草案","举手表决","赞成6，反对1，弃权0，废票0","通过（6 ≥ 5（9 ÷ 2 < 5））"]')
  expect(told).toContain('["通过决议草案","举手表决","赞成4，反对2，弃权1，废票0","未通过（4 < 5（9 ÷ 2 < 5））"]')
  expect(told).toContain('["通过补充决议","举手表决","","正在计票"]')
})

test('a sitting that goes on was opened once, and closes when it closes for good', async () => {
  const { minutes, store, sitting, at } = await morning()
  await run(store, reopen, sitting, at('03:10'))
  expect(textOf(await minutes())).toContain('实到6名，尚未散会。')
  await run(store, close, sitting, at('04:00'))
  expect(textOf(await minutes())).toContain('09:00开会，应到9名，实到6名，12:00散会。')
})

test('a settled roll says who had leave and who had none', async () => {
  const { minutes, store, session, at, name } = await morning()
  await run(store, settle, { ...session, present: 7, onLeave: 0, absent: 2 }, at('03:30'))
  const told = textOf(await minutes())
  expect(told).toContain('出席7名，请假0名，未经批准缺席2名。')
  expect(told).toMatch(new RegExp(`未经批准缺席：(${name(6)}、${name(8)}|${name(8)}、${name(6)})。`))
})

test('a certificate tells one member’s sittings; whoever is no member has none', async () => {
  const { reads, session, deputies, name, store, ctx } = await morning()
  const of = (memberId: string) => reads(attendanceCertificate, { sessionId: session.sessionId, memberId })
  const { paper } = await of(deputies[1]!)
  expect(paper.opening).toContain(
    `兹证明${name(1)}（柳荫镇镇第1选区）在柳荫镇第二十届人民代表大会第十六次会议的出席情况`
  )
  expect(textOf(paper)).toContain('["第一次全体会议","2026年10月20日","08:50","10:00","在场"]')
  expect(textOf((await of(deputies[7]!)).paper)).toContain('"09:30","—","不在场"]')
  expect(textOf((await of(deputies[8]!)).paper)).toContain('"未签到","—","不在场"]')
  const other = await ask(store, attendanceCertificate, { sessionId: session.sessionId, memberId: 'nobody' }, ctx())
  expect(other).toMatchObject({ problem: { status: 404 } })
})

test('a certificate names the seat of the session’s day, whatever unit keeps the record since', async () => {
  const { must, of, mandates, town, administrator, reads } = await districtWithTown()
  const congress = { placeId: 'district', body: 'congress' as const }
  const days = { calledOn: '2026-06-01', firstOn: '2026-06-10', lastOn: '2026-06-10' }
  const about = { kind: 'annual' as const, ordinal: 7, proposerCount: null, venue: '会堂' }
  const [called] = await must(call, { ...congress, ...about, ...days })
  const session = { ...congress, sessionId: called!.commandId }
  await must(hold, { ...session, firstOn: days.firstOn, presentCount: 6 })
  await must(enter, { ...session, firstOn: days.firstOn, halfDays: 1, away: [] })
  const opening = async () =>
    (await reads(attendanceCertificate, { sessionId: session.sessionId, memberId: mandates[0]! })).paper.opening
  const before = await opening()
  const move = { ...of, mandateId: mandates[0]!, toUnitId: town, fromOn: '2026-07-01', reason: '调动' }
  await must(transfer, move, administrator)
  expect(await opening()).toBe(before)
  expect(before).not.toContain('柳荫镇')
})

test('two of one name are told apart in the list of certificates', async () => {
  const { deputies, reads, session, name, database } = await morning()
  const members = async () => (await reads(sessionMinutes, { sessionId: session.sessionId })).members
  expect((await members()).some(({ isNamesake }) => isNamesake)).toBe(false)
  const rename = 'update person set name = ? where id = (select personId from mandate where id = ?)'
  database.prepare(rename).run(name(0), deputies[5]!)
  expect((await members()).filter(({ isNamesake }) => isNamesake)).toMatchObject([
    { memberId: deputies[0], electoralDistrict: '镇第1选区' },
    { memberId: deputies[5], electoralDistrict: '镇第2选区' },
  ])
})

test('who was present at a moment follows from the order of events, not from clocks', () => {
  const event = (seq: number, type: string, more: object = {}) => ({
    // The clock runs backwards: it is never asked.
    ...{ seq, type: `sitting.${type}`, recordedAt: `2026-10-20T0${9 - seq}:00:00.000Z` },
    data: { id: 's', sittingId: 's', memberId: 'm', presentCount: 1, dueCount: 1, ...more },
  })
  const course = courseOf('s', [event(1, 'checked-in'), event(2, 'opened'), event(4, 'left'), event(6, 'checked-in')])
  expect([1, 2, 4, 5, 6, 7].map((seq) => wasPresentAt(course, 'm', seq))).toEqual([
    ...[false, true, true, false, false, true],
  ])
  expect(courseOf('s', [event(1, 'checked-in'), event(2, 'check-in-taken-back')]).moves).toEqual([])
  expect(courseOf('other', [event(1, 'checked-in')]).moves).toEqual([])
})

test('whoever left before it opened was not at it: they did not leave it, and who returns comes late', () => {
  const event = (seq: number, type: string, memberId: string) => ({
    ...{ seq, type: `sitting.${type}`, recordedAt: `2026-10-20T0${seq}:00:00.000Z` },
    data: { id: 's', sittingId: 's', memberId, presentCount: 1, dueCount: 3 },
  })
  const course = courseOf('s', [
    ...['gone', 'back', 'there'].map((who) => event(1, 'checked-in', who)),
    ...['gone', 'back'].map((who) => event(2, 'left', who)),
    event(3, 'opened', ''),
    event(4, 'checked-in', 'back'),
    event(5, 'left', 'there'),
    event(6, 'checked-in', 'there'),
    event(7, 'left', 'back'),
  ])
  const who = (all: readonly { memberId: string }[]) => all.map(({ memberId }) => memberId)
  expect(who(lateIn(course))).toEqual(['back'])
  expect(who(awayFor(course))).toEqual(['there'])
  expect(who(leftBefore(course))).toEqual(['back'])
})

test('minutes of a session that was not held say so, and nobody’s attendance is certified', async () => {
  const { store, session, deputies, ctx } = await townInHall()
  const { sessionId } = session
  const read = await ask(store, sessionMinutes, { sessionId }, ctx())
  expect(read).toMatchObject({ value: { members: [], paper: { sections: [{ title: '一、会议概况' }] } } })
  expect(JSON.stringify(read)).toContain('会议尚未召开')
  const one = { sessionId, memberId: deputies[0]! }
  expect(await ask(store, attendanceCertificate, one, ctx())).toMatchObject({ problem: { status: 404 } })
})

test('a certificate tells who was in the hall when something was put to the vote, by the order of events', async () => {
  const world = await townThatVotes()
  const { decided, votes, reads, session, sitting, deputies, store, ctx, desk } = world
  await decided()
  // Leaves and comes back within the same second of the clock that stands still here.
  await run(store, leave, { ...sitting, memberId: deputies[0]! }, ctx())
  await votes({ question: '选举副镇长', itemId: world.electionId, method: 'paper' })
  await desk(deputies[0]!)
  const of = async (memberId: string) =>
    textOf((await reads(attendanceCertificate, { sessionId: session.sessionId, memberId })).paper)
  expect(await of(deputies[0]!)).toContain('["通过决议草案","09:00","在场"],["选举副镇长","09:00","不在场"]')
  expect(await of(deputies[1]!)).toContain('["选举副镇长","09:00","在场"]')
  expect(await of(deputies[8]!)).toContain('["通过决议草案","09:00","不在场"]')
})
