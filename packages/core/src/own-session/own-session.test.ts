import { describe, expect, test } from 'vitest'
import { adopt, plan, step } from '../agenda/commands.ts'
import type { ItemType } from '../agenda/schema.ts'
import { appoint } from '../body/commands.ts'
import type { BodyAt } from '../body/schema.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { answer, request } from '../leave/commands.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import { myOverview } from '../my/queries.ts'
import { attach, remove } from '../paper/commands.ts'
import { begin, drawDistrict } from '../people/commands.ts'
import { enter } from '../roll/commands.ts'
import { call, cancel, hold, move } from '../session/commands.ts'
import { cancel as cancelSitting, checkInMembers, close, leave, open, openDoors } from '../sitting/commands.ts'
import { ownSittings } from '../sitting/queries.ts'
import { townThatVotes } from '../testing-decision.ts'
import { districtWithTown } from '../testing-session.ts'
import { pdfNamed, upload } from '../testing-upload.ts'
import { ownPaper, ownSession, ownSessions } from './queries.ts'
import { attends } from './rules.ts'

const TODAY = '2026-10-08'

/** 8 October 2026: a town's congress and the district's standing committee are called, each with an item and its paper. */
async function world() {
  const district = await districtWithTown()
  const { congress, must, store, database, ctx, administrator, town, deputies, mandates } = district
  const committee = { placeId: 'district', body: 'standing_committee' as const }
  const member = { post: 'member' as const, fromOn: '2026-01-01', outsiders: false }
  await must(appoint, { ...committee, ...member, people: ['陈静 第1选区'] })
  let ordinal = 16
  const called = async (of: BodyAt, firstOn: string, lastOn = firstOn) => {
    const kind = of.body === 'congress' ? ('quarterly' as const) : ('regular' as const)
    const about = { calledOn: TODAY, proposerCount: null, venue: '镇政府三楼', kind, ordinal: ordinal++ }
    return { ...of, sessionId: (await must(call, { ...of, ...about, firstOn, lastOn }))[0]!.commandId }
  }
  const plans = async (of: Awaited<ReturnType<typeof called>>, type: ItemType, title: string) => {
    const item = { type, title, field: null, speaker: '张镇长', minutes: 30, isPublic: false }
    return `${(await must(plan, { ...of, items: [item], decision: '' }))[0]!.commandId}/0`
  }
  const attaches = async (of: Awaited<ReturnType<typeof called>>, itemId: string, name: string) => {
    const fileId = await upload(store, administrator, pdfNamed(`file-${itemId}`))
    return (await must(attach, { ...of, itemId, fileId, name, isPublic: false }))[0]!.commandId
  }
  const deputy = (mandateId: string): Actor => {
    const row = database.prepare('select personId from mandate where id = ?').get(mandateId)
    return { kind: 'deputy', id: mandateId, name: '代表', personId: (row as { personId: string }).personId }
  }
  const at = (actor: Actor, today = TODAY) => ({ ...ctx(actor), today })
  const list = async (actor: Actor, today?: string) => {
    const read = await ask(store, ownSessions, {}, at(actor, today))
    if (!read.ok) throw new Error(read.problem.code)
    const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id)
    return { coming: ids(read.value.coming), past: ids(read.value.past) }
  }
  const record = async (sessionId: string, actor: Actor, today?: string) => {
    const read = await ask(store, ownSession, { sessionId }, at(actor, today))
    return read.ok ? read.value : read.problem.status
  }
  const paper = async (of: { sessionId: string; paperId: string }, actor: Actor, today?: string) => {
    const read = await ask(store, ownPaper, of, at(actor, today))
    return read.ok ? read.value.name : read.problem.status
  }
  const townSession = await called(congress, '2026-10-20', '2026-10-21')
  const itemId = await plans(townSession, 'special_report', '民生实事报告')
  const paperId = await attaches(townSession, itemId, '民生实事报告（内部）')
  const ends = (mandateId: string, endOn: string, of = { unitId: town, level: 'township' as const }) =>
    run(
      store,
      endMandateEarly,
      { ...of, mandateId, endOn, ending: 'resignation', decision: '柳人〔2026〕1号' },
      { ...at(administrator, '2026-12-01') }
    )
  const [chen, ofDistrict] = [deputy(deputies[0]!), deputy(mandates[0]!)]
  return {
    ...{ ...district, committee, member, called, plans, attaches, deputy, list, record, paper, ends, at },
    ...{ townSession, itemId, paperId, chen, ofDistrict },
  }
}

describe('own-session.list', () => {
  test('a deputy’s are those of the bodies they sit in, the next first, then those of the last year', async () => {
    const { list, called, congress, committee, townSession, chen, ofDistrict, deputy, mandates, must, town } =
      await world()
    const sessionId = (of: { sessionId: string }) => of.sessionId
    const later = await called(congress, '2026-12-02')
    const district = await called({ placeId: 'district', body: 'congress' }, '2026-11-20', '2026-11-22')
    const board = await called(committee, '2026-11-26')
    expect(await list(chen)).toEqual({ coming: [townSession, later].map(sessionId), past: [] })
    expect(await list(ofDistrict)).toEqual({ coming: [district, board].map(sessionId), past: [] })
    expect(await list(deputy(mandates[1]!))).toEqual({ coming: [district.sessionId], past: [] })
    expect(await list(chen, '2026-12-02')).toEqual({ coming: [later.sessionId], past: [townSession.sessionId] })
    expect(await list(chen, '2027-12-01')).toEqual({ coming: [], past: [later.sessionId] })
    const presidium = { placeId: town, body: 'presidium' as const }
    await must(appoint, { ...presidium, post: 'chair', fromOn: '2026-01-01', people: ['丁文博'], outsiders: false })
    const meets = await called(presidium, '2026-10-22')
    expect((await list(chen)).coming).not.toContain(meets.sessionId)
  })

  test('the chairpersons’ meeting is of the committee’s chairs; one that was called off stays on the list', async () => {
    const { list, called, committee, member, must, deputy, mandates, ofDistrict } = await world()
    await must(appoint, { ...committee, ...member, post: 'chair', people: ['丁文博 第1选区'] })
    const { sessionId, ...of } = await called({ ...committee, body: 'chairpersons_meeting' }, '2026-10-16')
    expect(await list(ofDistrict)).toEqual({ coming: [], past: [] })
    expect(await list(deputy(mandates[1]!))).toEqual({ coming: [sessionId], past: [] })
    await must(cancel, { ...of, sessionId, reason: '无议题' })
    expect(await list(deputy(mandates[1]!))).toEqual({ coming: [sessionId], past: [] })
  })

  test('who left before a session has none of it; who left on one of its days has it still', async () => {
    const { list, called, congress, ends, deputies, deputy, townSession } = await world()
    const later = await called(congress, '2026-12-02')
    const [early, late] = [deputies[1]!, deputies[2]!]
    expect(await ends(early, '2026-10-19')).toMatchObject({ ok: true })
    expect(await ends(late, '2026-10-20')).toMatchObject({ ok: true })
    expect(await list(deputy(early))).toEqual({ coming: [], past: [] })
    expect(await list(deputy(late))).toEqual({ coming: [townSession.sessionId], past: [] })
    expect((await list(deputy(deputies[0]!))).coming).toEqual([townSession.sessionId, later.sessionId])
  })

  test('is no office’s and no visitor’s', async () => {
    const { store, ctx, administrator, visitor } = await world()
    expect(await ask(store, ownSessions, {}, ctx(administrator))).toMatchObject({ problem: { status: 403 } })
    expect(await ask(store, ownSessions, {}, ctx(visitor))).toMatchObject({ problem: { status: 401 } })
  })

  test('the next that is not called off stands in the overview', async () => {
    const { store, at, must, called, congress, chen, townSession } = await world()
    const next = async () => {
      const read = await ask(store, myOverview, {}, at(chen))
      return read.ok ? read.value.nextSession : null
    }
    const later = await called(congress, '2026-12-02')
    expect(await next()).toMatchObject({ id: townSession.sessionId, placeName: '柳荫镇', venue: '镇政府三楼' })
    await must(cancel, { ...townSession, reason: '并入下次会议' })
    expect(await next()).toMatchObject({ id: later.sessionId })
    await must(cancel, { ...later, reason: '并入下次会议' })
    expect(await next()).toBeNull()
  })
})

test('a post on a committee falls with the mandate it came with, whatever else its holder sits in', () => {
  const session = {
    placeId: 'district',
    body: 'standing_committee' as const,
    firstOn: '2026-10-20',
    lastOn: '2026-10-20',
  }
  const seat = { level: 'district' as const, unitId: 'u', mandateId: 'd', fromOn: '2021-11-20', untilOn: '2026-12-31' }
  const town = { ...seat, level: 'township' as const, mandateId: 't' }
  const post = { placeId: 'district', body: 'standing_committee', mandateId: 'd', post: 'member' as const }
  const member = { ...post, fromOn: '2022-01-01', untilOn: null }
  expect(attends(session, [seat, town], [member])).toBe(true)
  expect(attends(session, [{ ...seat, untilOn: '2026-10-19' }, town], [member])).toBe(false)
  expect(attends(session, [seat], [{ ...member, untilOn: '2026-10-19' }])).toBe(false)
  expect(attends({ ...session, lastOn: '2026-10-22' }, [seat], [{ ...member, fromOn: '2026-10-22' }])).toBe(true)
})

describe('own-session.record', () => {
  test('when, where and what about, with papers that are not public; another body’s is none', async () => {
    const { record, townSession, chen, ofDistrict, itemId, paperId, must } = await world()
    const { sessionId } = townSession
    await must(adopt, { ...townSession, adoptedOn: TODAY })
    expect(await record(sessionId, chen)).toMatchObject({
      ...{ placeName: '柳荫镇', firstOn: '2026-10-20', lastOn: '2026-10-21', venue: '镇政府三楼', status: 'called' },
      ...{ calledOn: TODAY, adoptedOn: TODAY, running: null, leaves: [], certificate: null, mayAskLeave: true },
      items: [
        {
          ...{ id: itemId, title: '民生实事报告', speaker: '张镇长', minutes: 30, awaited: null },
          papers: [{ id: paperId, name: '民生实事报告（内部）' }],
        },
      ],
    })
    expect(await record(sessionId, ofDistrict)).toBe(404)
    expect(await record('another', chen)).toBe(404)
  })

  test('why it was moved; of one that was called off why, and nothing to read', async () => {
    const { record, paper, townSession, chen, must, paperId } = await world()
    const { sessionId } = townSession
    await must(move, { ...townSession, firstOn: '2026-10-27', lastOn: '2026-10-28', reason: '场地检修' })
    expect(await record(sessionId, chen)).toMatchObject({ firstOn: '2026-10-27', movedReason: '场地检修' })
    await must(cancel, { ...townSession, reason: '并入下次会议' })
    expect(await record(sessionId, chen)).toMatchObject({
      ...{ status: 'cancelled', cancelledReason: '并入下次会议', items: [], mayAskLeave: false },
    })
    expect(await paper({ sessionId, paperId }, chen)).toBe(404)
  })

  test('their own leave for its days, by the mandate that sits in it, and nobody else’s', async () => {
    const { record, must, townSession, chen, deputy, deputies, of } = await world()
    const days = { fromOn: '2026-10-20', untilOn: '2026-10-20', reason: '出差' }
    const [mine, other] = [deputies[0]!, deputies[1]!]
    const [asked] = await must(request, { mandateId: mine, ...days }, chen)
    await must(request, { mandateId: other, ...days }, deputy(other))
    await must(request, { mandateId: mine, ...days, fromOn: '2026-10-22', untilOn: '2026-10-22' }, chen)
    const shown = { fromOn: days.fromOn, untilOn: days.untilOn }
    const { personId } = chen as Extract<Actor, { kind: 'deputy' }>
    const [drawn] = await must(drawDistrict, { ...of, name: '第9选区', seats: 3 })
    const seat = { ...of, startOn: '2021-11-20', endOn: '2026-12-31', ground: 'by_election' as const }
    const [also] = await must(begin, { ...seat, electoralDistrictId: drawn!.commandId, name: '陈静', personId })
    await must(request, { mandateId: also!.commandId, ...days }, chen)
    expect(await record(townSession.sessionId, chen)).toMatchObject({ leaves: [{ ...shown, status: 'requested' }] })
    await must(answer, { mandateId: mine, leaveId: asked!.commandId, outcome: 'approved', answer: '' })
    expect(await record(townSession.sessionId, chen)).toMatchObject({ leaves: [{ ...shown, status: 'approved' }] })
  })
})

describe('own-session.paper', () => {
  test('is a member’s, as long as it is there; not another body’s, not who left before', async () => {
    const { paper, townSession, paperId, chen, ofDistrict, ends, deputies, deputy, must } = await world()
    const of = { sessionId: townSession.sessionId, paperId }
    expect(await paper(of, chen)).toBe('民生实事报告（内部）')
    expect(await paper(of, ofDistrict)).toBe(404)
    await ends(deputies[1]!, '2026-10-19')
    expect(await paper(of, deputy(deputies[1]!))).toBe(404)
    expect(await paper({ ...of, paperId: 'another' }, chen)).toBe(404)
    await must(remove, { ...townSession, paperId })
    expect(await paper(of, chen)).toBe(404)
  })

  test('a report the law sends to the committee first is read once it was sent to the members, or they sit', async () => {
    const { paper, record, called, committee, plans, attaches, must, ofDistrict } = await world()
    const session = await called(committee, '2026-11-26')
    const itemId = await plans(session, 'special_report', '环境状况报告')
    const { sessionId } = session
    const paperId = await attaches(session, itemId, '环境状况报告（征求意见稿）')
    const reads = (today?: string) => paper({ sessionId, paperId }, ofDistrict, today)
    expect(await reads()).toBe(404)
    expect(await record(sessionId, ofDistrict)).toMatchObject({
      items: [{ papers: [], awaited: { dueOn: '2026-11-19', because: { article: { zh: '《监督法》第十五条' } } } }],
    })
    expect(await reads('2026-11-25')).toBe(404)
    expect(await reads('2026-11-26')).toBe('环境状况报告（征求意见稿）')
    await must(step, { ...session, itemId, step: 'to_committee', doneOn: TODAY })
    expect(await reads()).toBe(404)
    await must(step, { ...session, itemId, step: 'to_members', doneOn: TODAY })
    expect(await reads()).toBe('环境状况报告（征求意见稿）')
    expect(await record(sessionId, ofDistrict)).toMatchObject({ items: [{ awaited: null, papers: [{ id: paperId }] }] })
  })
})

describe('what certifies one’s attendance', () => {
  const DAY = '2026-10-20'

  test('their own at each sitting and each vote: nobody else’s, and no count', async () => {
    const { store, deputyOf, deputies, session, sitting, ctx, votes, counts, first, decided } = await townThatVotes()
    const own = async (n: number) => {
      const read = await ask(store, ownSession, { sessionId: session.sessionId }, ctx(deputyOf(deputies[n]!)))
      if (!read.ok) throw new Error(read.problem.code)
      return read.value
    }
    await decided()
    await run(store, leave, { ...sitting, memberId: deputies[0]! }, ctx(undefined, `${DAY}T01:30:00.000Z`))
    await counts(await votes({ question: '第二项表决' }), [5, 1, 0, 0], first)
    const [left, stayed, never] = [await own(0), await own(1), await own(8)]
    expect(left.running).toMatchObject({ sittingId: sitting.sittingId, state: 'left' })
    expect(never.running).toMatchObject({ state: 'due', arrivedAt: null })
    const rows = ({ certificate }: typeof left) =>
      certificate!.sections.map(({ parts }) => parts.flatMap((part) => (part.kind === 'table' ? part.rows : [])))
    expect(rows(left)).toEqual([
      [['第一次全体会议', '2026年10月20日', '09:00', '09:30', '在场']],
      [
        ['通过决议草案', '09:00', '在场'],
        ['第二项表决', '09:00', '不在场'],
      ],
    ])
    expect(rows(stayed)[1]!.map(([, , there]) => there)).toEqual(['在场', '在场'])
    expect(rows(never)[0]!.map(([, , ...when]) => when)).toEqual([['未签到', '—', '不在场']])
    expect(rows(never)[1]!.map(([, , there]) => there)).toEqual(['不在场', '不在场'])
    for (const mandateId of deputies.slice(1)) expect(JSON.stringify(left)).not.toContain(mandateId)
    expect(JSON.stringify(left)).not.toMatch(/Count/)
  })

  test('there is none before it was held; the sitting that checks in is theirs to go to', async () => {
    const { record, townSession, chen, store, administrator, at } = await world()
    const { sessionId, ...of } = townSession
    expect(await record(sessionId, chen)).toMatchObject({ certificate: null })
    const doors = await run(store, openDoors, { ...townSession, kind: 'plenary' }, at(administrator, DAY))
    const sittingId = doors.ok ? doors.value[0]!.commandId : ''
    expect(await record(sessionId, chen, DAY)).toMatchObject({ certificate: null, running: { sittingId } })
    await run(store, cancelSitting, { ...townSession, sittingId }, at(administrator, DAY))
    expect(await record(sessionId, chen, DAY)).toMatchObject({ certificate: null, running: null })
    // Written down from paper, and no roll says who was there: a check-in that was called off does not either.
    const held = { ...of, sessionId, firstOn: DAY, presentCount: 8 }
    expect(await run(store, hold, held, at(administrator, '2026-10-21'))).toMatchObject({ ok: true })
    expect(await record(sessionId, chen)).toMatchObject({ status: 'held', certificate: null })
  })

  test('of the sittings at which they were a member: who came on the second day missed nothing on the first', async () => {
    const { townSession, town, deputies, deputy, store, administrator, at, record } = await world()
    const day = async (heldOn: string, memberIds: readonly string[]) => {
      const ctx = () => ({ ...at(administrator, heldOn), now: `${heldOn}T01:00:00.000Z` })
      const doors = await run(store, openDoors, { ...townSession, kind: 'plenary' }, ctx())
      if (!doors.ok) throw new Error(doors.problem.code)
      const sitting = { ...townSession, sittingId: doors.value[0]!.commandId }
      await run(store, checkInMembers, { ...sitting, memberIds: [...memberIds] }, ctx())
      expect(await run(store, open, sitting, ctx())).toMatchObject({ ok: true })
      return { over: () => run(store, close, sitting, ctx()) }
    }
    await (await day(DAY, deputies.slice(0, 8))).over()
    const of = { unitId: town, level: 'township' as const }
    const later = () => at(administrator, '2026-10-21')
    const ending = { endOn: DAY, ending: 'resignation' as const, decision: '柳人〔2026〕1号' }
    await run(store, endMandateEarly, { ...of, mandateId: deputies[0]!, ...ending }, later())
    const drawn = await run(
      store,
      drawDistrict,
      { ...of, name: '镇第99选区', seats: 1 },
      at(administrator, '2026-10-21')
    )
    const seat = { startOn: '2026-10-21', endOn: '2026-12-31', ground: 'by_election' as const, name: '新代表' }
    const electoralDistrictId = drawn.ok ? drawn.value[0]!.commandId : ''
    const begun = await run(store, begin, { ...of, ...seat, electoralDistrictId }, later())
    const fresh = begun.ok ? begun.value[0]!.commandId : ''
    await day('2026-10-21', [...deputies.slice(1, 8), fresh])
    const rows = async (mandateId: string) => {
      const own = await record(townSession.sessionId, deputy(mandateId), '2026-10-21')
      if (typeof own === 'number') throw new Error(String(own))
      return own.certificate!.sections[0]!.parts.flatMap((part) => (part.kind === 'table' ? part.rows : []))
    }
    expect(await rows(fresh)).toEqual([['第二次全体会议', '2026年10月21日', '09:00', '—', '在场']])
    expect(await rows(deputies[0]!)).toEqual([['第一次全体会议', '2026年10月20日', '09:00', '—', '在场']])
    expect((await rows(deputies[8]!)).map(([, , ...there]) => there)).toEqual([
      ['未签到', '—', '不在场'],
      ['未签到', '—', '不在场'],
    ])
  })

  test('a sitting of a day before that nobody closed takes nobody in', async () => {
    const { store, deputyOf, deputies, session, ctx } = await townThatVotes()
    const next = { ...ctx(deputyOf(deputies[1]!)), today: '2026-10-21' }
    const read = await ask(store, ownSession, { sessionId: session.sessionId }, next)
    expect(read).toMatchObject({ value: { running: null } })
    expect(await ask(store, ownSittings, {}, next)).toMatchObject({ value: { sittings: [] } })
  })

  test('of a session on paper it is what the settled roll says', async () => {
    const { record, townSession, chen, deputies, deputy, store, administrator, at } = await world()
    const { sessionId, ...of } = townSession
    const held = { ...of, sessionId, firstOn: DAY, presentCount: 8 }
    await run(store, hold, held, at(administrator, '2026-10-21'))
    const roll = { ...of, sessionId, firstOn: DAY, halfDays: 1, away: ['陈静 镇第1选区'] }
    expect(await run(store, enter, roll, at(administrator, '2026-10-21'))).toMatchObject({ ok: true })
    const says = async (mandateId: string) => JSON.stringify(await record(sessionId, deputy(mandateId)))
    expect(JSON.stringify(await record(sessionId, chen))).toContain('确认的出席名册登记为：未到')
    expect(await says(deputies[1]!)).toContain('确认的出席名册登记为：出席')
    expect(await says(deputies[1]!)).not.toContain('陈静')
  })
})
