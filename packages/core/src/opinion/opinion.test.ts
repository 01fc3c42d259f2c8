import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { plan, remove } from '../agenda/commands.ts'
import { form } from '../deputy-group/commands.ts'
import { ask } from '../kernel/command.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { appoint } from '../body/commands.ts'
import { call, hold, takeBackHolding } from '../session/commands.ts'
import { districtWithTown, fieldRefused, refusedFor } from '../testing-session.ts'
import { replayed } from '../testing-world.ts'
import { today } from '../today/queries.ts'
import { assign, carryOn, close, record, report, takeBack } from './commands.ts'
import { sessionOpinions } from './queries.ts'
import { dueBecauseOf, sourcesOf, stateOf, usualDueOn } from './rules.ts'
import type { OpinionsShown, recordOpinion } from './schema.ts'

const SAID = '加快老旧小区管网改造'
const item = {
  ...{
    type: 'special_report' as const,
    title: '民生实事专项报告',
    field: null,
    speaker: '',
    minutes: 30,
    isPublic: true,
  },
}

/** 8 October 2026: a town's congress met in August and today; of August two opinions are on record. */
async function world() {
  const district = await districtWithTown()
  const { congress, must, tries, reads, town } = district
  const met = async (ordinal: number, firstOn: string) => {
    const called = { ...congress, kind: 'quarterly' as const, ordinal, proposerCount: null, venue: '会议室' }
    const [fact] = await must(call, { ...called, calledOn: '2026-07-01', firstOn, lastOn: firstOn })
    const of = { ...congress, sessionId: fact!.commandId }
    await must(hold, { ...of, firstOn, presentCount: 9 })
    return of
  }
  const of = await met(15, '2026-08-20')
  const later = await met(16, '2026-10-08')
  const [planned] = await must(plan, { ...of, items: [item], decision: '' })
  const [formed] = await must(form, { unitId: town, level: 'township', name: '第一代表小组' })
  const said = {
    ...of,
    itemId: `${planned!.commandId}/0`,
    source: 'deputy_group' as const,
    sourceId: formed!.commandId,
  }
  const records = (more: Partial<z.infer<typeof recordOpinion>> = {}) => tries(record, { ...said, text: SAID, ...more })
  const first = await records()
  await records({ source: 'plenary', sourceId: null, itemId: null })
  const opinionId = first.ok ? first.value[0]!.commandId : ''
  const one = { ...of, opinionId }
  const assigns = (more = {}) =>
    tries(assign, { ...one, organ: '镇人民政府', assignedOn: '2026-08-25', dueOn: '2026-09-30', ...more })
  const reports = (reportedOn = '2026-09-20') => tries(report, { ...one, reportedOn, report: '已完成两个小区' })
  const carries = (more = {}) =>
    tries(carryOn, { ...one, decidedOn: '2026-10-08', dueOn: '2026-12-31', decision: '还有三个小区', ...more })
  const closes = (closedOn = '2026-10-08') => tries(close, { ...one, closedOn, decision: '' })
  const shows = (show: OpinionsShown = 'all', sessionId = of.sessionId) => reads(sessionOpinions, { sessionId, show })
  return { ...district, of, later, said, records, one, assigns, reports, carries, closes, shows }
}

describe('opinion.record', () => {
  test('opinion.recorded: numbered in its session, by whom and of what; what was said is in no event', async () => {
    const { shows, database } = await world()
    expect((await shows()).opinions).toMatchObject([
      { number: 1, source: 'deputy_group', speaker: '第一代表小组', text: SAID, itemTitle: '民生实事专项报告' },
      { number: 2, source: 'plenary', speaker: '', itemTitle: null, state: 'recorded' },
    ])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain(SAID)
  })

  test('only of a session that was held, of an item on its agenda, by who can have spoken there', async () => {
    const { records, tries, congress, must, street } = await world()
    expect(await records({ itemId: 'another' })).toMatchObject(fieldRefused('/itemId', 'no-such-item'))
    expect(await records({ sourceId: 'another' })).toMatchObject(fieldRefused('/source', 'no-such-speaker'))
    expect(await records({ source: 'delegation', sourceId: street })).toMatchObject(
      fieldRefused('/source', 'no-such-speaker')
    )
    expect(await records({ source: 'group_meeting', sourceId: null })).toMatchObject(
      fieldRefused('/source', 'no-such-speaker')
    )
    const called = { ...congress, kind: 'quarterly' as const, ordinal: 17, proposerCount: null, venue: '会议室' }
    const [fact] = await must(call, { ...called, calledOn: '2026-10-08', firstOn: '2026-10-20', lastOn: '2026-10-20' })
    const coming = { ...congress, sessionId: fact!.commandId, itemId: null, source: 'plenary' as const, sourceId: null }
    expect(await tries(record, { ...coming, text: SAID })).toMatchObject(refusedFor('not-held'))
  })

  test.each([
    ['congress', true, ['delegation', 'plenary']],
    ['congress', false, ['deputy_group', 'plenary']],
    ['standing_committee', true, ['plenary', 'group_meeting']],
    ['presidium', false, ['plenary', 'group_meeting']],
  ] as const)('in a %s (district: %s) speak %j', (body, isDistrict, sources) => {
    expect(sourcesOf(body, isDistrict)).toEqual(sources)
  })

  test('the delegations of the district’s congress are its units with deputies', async () => {
    const { must, reads, street } = await world()
    const district = { placeId: 'district', body: 'congress' as const }
    const called = { ...district, kind: 'annual' as const, ordinal: 6, proposerCount: null, venue: '礼堂' }
    const [fact] = await must(call, { ...called, calledOn: '2026-07-01', firstOn: '2026-09-01', lastOn: '2026-09-02' })
    const of = { ...district, sessionId: fact!.commandId }
    await must(hold, { ...of, firstOn: '2026-09-01', presentCount: 6 })
    const speakers = (await reads(sessionOpinions, { sessionId: of.sessionId, show: 'all' })).speakers
    expect(speakers.map(({ source, sourceId }) => [source, sourceId])).toEqual([
      ['delegation', street],
      ['plenary', null],
    ])
    await must(record, { ...of, itemId: null, source: 'delegation', sourceId: street, text: SAID })
  })

  test('what it is about stays: neither its item nor that the session was held is taken away', async () => {
    const { tries, of, said } = await world()
    expect(await tries(remove, { ...of, itemId: said.itemId, decision: '' })).toMatchObject(refusedFor('has-opinions'))
    expect(await tries(takeBackHolding, { ...of, presentCount: 9 })).toMatchObject(refusedFor('has-opinions'))
  })

  test('has an end', async () => {
    const { records } = await world()
    for (let n = 2; n < 200; n++) expect(await records()).toMatchObject({ ok: true })
    expect(await records()).toMatchObject(refusedFor('too-many-opinions'))
  })
})

describe('an opinion handed to an organ', () => {
  test('opinion.assigned: by a day that can be kept; to another organ or by another day as often as need be', async () => {
    const { assigns, shows } = await world()
    expect(await assigns({ assignedOn: '2026-10-09', dueOn: '2026-12-31' })).toMatchObject(
      fieldRefused('/assignedOn', 'in-the-future')
    )
    expect(await assigns({ assignedOn: '2026-08-19' })).toMatchObject(fieldRefused('/assignedOn', 'too-early'))
    expect(await assigns({ dueOn: '2026-08-24' })).toMatchObject(fieldRefused('/dueOn', 'too-early'))
    expect(await assigns({ dueOn: '2028-08-26' })).toMatchObject(fieldRefused('/dueOn', 'too-late'))
    expect(await assigns()).toMatchObject({ ok: true })
    expect(await assigns()).toMatchObject(fieldRefused('/organ', 'assigned-so'))
    expect(await assigns({ organ: '镇城管办', dueOn: '2026-11-30' })).toMatchObject({ ok: true })
    const [one] = (await shows()).opinions
    expect(one).toMatchObject({ organ: '镇城管办', state: 'assigned', round: 1, rounds: [{ dueOn: '2026-11-30' }] })
  })

  test('opinion.reported, opinion.closed: each once, in their order and on days that follow', async () => {
    const { assigns, reports, closes, carries, shows } = await world()
    expect(await reports()).toMatchObject(refusedFor('opinion-moved'))
    await assigns()
    expect(await closes()).toMatchObject(refusedFor('opinion-moved'))
    expect(await reports('2026-08-24')).toMatchObject(fieldRefused('/reportedOn', 'too-early'))
    expect(await reports('2026-10-09')).toMatchObject(fieldRefused('/reportedOn', 'in-the-future'))
    expect(await reports()).toMatchObject({ ok: true })
    expect(await reports()).toMatchObject(refusedFor('opinion-moved'))
    expect(await assigns({ organ: '镇城管办' })).toMatchObject(refusedFor('opinion-moved'))
    expect(await closes('2026-09-19')).toMatchObject(fieldRefused('/closedOn', 'too-early'))
    expect(await closes()).toMatchObject({ ok: true })
    expect(await carries()).toMatchObject(refusedFor('opinion-moved'))
    const [one] = (await shows()).opinions
    expect(one).toMatchObject({ state: 'closed', rounds: [{ report: '已完成两个小区', closedOn: '2026-10-08' }] })
  })

  test('opinion.carried-on: the organ it had goes on in another round, and both reports stand', async () => {
    const { assigns, reports, carries, closes, shows } = await world()
    await assigns()
    await reports()
    expect(await carries({ decidedOn: '2026-09-19' })).toMatchObject(fieldRefused('/decidedOn', 'too-early'))
    expect(await carries({ dueOn: '2026-10-07' })).toMatchObject(fieldRefused('/dueOn', 'too-early'))
    expect(await carries()).toMatchObject({ ok: true })
    expect((await shows()).opinions[0]).toMatchObject({ organ: '镇人民政府', state: 'carried_on', round: 2 })
    expect(await reports('2026-10-07')).toMatchObject(fieldRefused('/reportedOn', 'too-early'))
    await reports('2026-10-08')
    await closes()
    expect((await shows()).opinions[0]).toMatchObject({
      state: 'closed',
      rounds: [
        { decision: '还有三个小区', closedOn: null },
        { reportedOn: '2026-10-08', closedOn: '2026-10-08' },
      ],
    })
  })

  test('opinion.step-taken-back: the newest step goes with what was written, and replay gives the same', async () => {
    const { assigns, reports, carries, closes, shows, tries, one, database } = await world()
    await assigns()
    await reports()
    await carries()
    await reports('2026-10-08')
    await closes()
    const back = (status: 'recorded' | 'assigned' | 'reported' | 'closed', round: number) =>
      tries(takeBack, { ...one, status, round })
    expect(await back('closed', 1)).toMatchObject(refusedFor('opinion-moved'))
    const tables = async () => {
      for (const table of ['opinion', 'opinion_round']) {
        const all = `select * from ${table}`
        expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
      }
    }
    const standing = async () => {
      await tables()
      const { status, round, rounds } = (await shows()).opinions.find(({ id }) => id === one.opinionId)!
      return [status, round, rounds.map(({ report: text, decision }) => [text, decision])]
    }
    expect(await standing()).toMatchObject(['closed', 2, [{ length: 2 }, { length: 2 }]])
    expect(await back('closed', 2)).toMatchObject({ ok: true })
    expect((await standing()).slice(0, 2)).toEqual(['reported', 2])
    await back('reported', 2)
    expect(await standing()).toEqual([
      'assigned',
      2,
      [
        ['已完成两个小区', '还有三个小区'],
        ['', ''],
      ],
    ])
    await back('assigned', 2)
    expect(await standing()).toEqual(['reported', 1, [['已完成两个小区', '']]])
    await back('reported', 1)
    expect(await standing()).toEqual(['assigned', 1, [['', '']]])
    await back('assigned', 1)
    expect(await standing()).toEqual(['recorded', 0, []])
    await back('recorded', 0)
    await tables()
    expect((await shows()).opinions.map(({ number }) => number)).toEqual([2])
    expect(database.prepare('select * from opinion_note where opinionId = ?').all(one.opinionId)).toEqual([])
  })
})

describe('taking back that an opinion was handed on', () => {
  const step = async ({ shows }: Awaited<ReturnType<typeof world>>) => {
    const { status, round, organ, dueOn } = (await shows()).opinions[0]!
    return [status, round, organ, dueOn]
  }

  test('gives back the organ before and its day, one after the other, and then it is not assigned', async () => {
    const all = await world()
    const { assigns, tries, one, database } = all
    const back = () => tries(takeBack, { ...one, status: 'assigned', round: 1 })
    await assigns()
    await assigns({ organ: '镇城管办', dueOn: '2026-11-30' })
    await assigns({ organ: '镇水务站', assignedOn: '2026-09-01', dueOn: '2026-12-31' })
    await back()
    expect(await step(all)).toEqual(['assigned', 1, '镇城管办', '2026-11-30'])
    await assigns({ organ: '镇农业站', dueOn: '2026-12-01' })
    await back()
    await back()
    expect(await step(all)).toEqual(['assigned', 1, '镇人民政府', '2026-09-30'])
    const rows = 'select * from opinion_round'
    expect((await replayed(database)).prepare(rows).all()).toEqual(database.prepare(rows).all())
    await back()
    expect(await step(all)).toEqual(['recorded', 0, '', null])
  })

  test('in a later round gives back the organ that went on, and what was decided of its report stays', async () => {
    const all = await world()
    const { assigns, reports, carries, tries, one, shows } = all
    await assigns()
    await reports()
    await carries()
    await assigns({ organ: '镇城管办', assignedOn: '2026-10-08', dueOn: '2027-01-31' })
    await tries(takeBack, { ...one, status: 'assigned', round: 2 })
    expect(await step(all)).toEqual(['assigned', 2, '镇人民政府', '2026-12-31'])
    expect((await shows()).opinions[0]!.rounds[0]).toMatchObject({ decision: '还有三个小区' })
    await tries(takeBack, { ...one, status: 'assigned', round: 2 })
    expect(await step(all)).toEqual(['reported', 1, '镇人民政府', '2026-09-30'])
  })
})

describe('what is still open', () => {
  test('is seen in the sessions after, and only there', async () => {
    const { shows, later, assigns, reports, closes } = await world()
    const earlier = async () =>
      (await shows('all', later.sessionId)).earlier.map(({ number, of }) => [of.ordinal, number])
    expect(await earlier()).toEqual([
      [15, 1],
      [15, 2],
    ])
    expect((await shows()).earlier).toEqual([])
    await assigns()
    await reports()
    await closes()
    expect(await earlier()).toEqual([[15, 2]])
  })

  test('overdue once its day has passed without a report: filtered, counted, and a task of the place’s own office', async () => {
    const { shows, assigns, later, store, ctx, town, street, administrator, reports } = await world()
    await assigns()
    expect((await shows('overdue')).opinions.map(({ number }) => number)).toEqual([1])
    expect((await shows('overdue', later.sessionId)).earlier.map(({ number }) => number)).toEqual([1])
    expect((await shows('open')).counts).toEqual({ all: 2, open: 2, overdue: 1 })
    const office = (unitId: string) => ({
      ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as MemberRole[], unitId },
    })
    const waits = async (actor = office(town) as Parameters<typeof ctx>[0]) => {
      const read = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
      return read.ok && read.value.opinions
    }
    expect(await waits()).toMatchObject([{ number: 1, dueOn: '2026-09-30', organ: '镇人民政府', ordinal: 15 }])
    expect(await waits(office(street))).toEqual([])
    expect(await waits(administrator)).toEqual([])
    await reports()
    expect(await waits()).toEqual([])
  })

  test.each([
    ['assigned', 1, '2026-10-08', 'assigned'],
    ['assigned', 1, '2026-10-07', 'overdue'],
    ['assigned', 2, '2026-10-08', 'carried_on'],
    ['reported', 1, '2026-10-07', 'reported'],
  ] as const)('%s in round %d, due on %s, it is %s', (status, round, dueOn, state) => {
    expect(stateOf({ status, round, dueOn }, '2026-10-08')).toBe(state)
  })

  test.each([
    ['standing_committee', '《重庆市人民代表大会常务委员会议事规则》第三十三条、第三十四条'],
    ['congress', '本区设定'],
    ['presidium', '本区设定'],
    ['street_office', '本区设定'],
  ] as const)('by when a %s is reported to is said by %s', (body, article) => {
    expect(dueBecauseOf(body).article.zh).toBe(article)
  })

  test('a report is proposed for six months on', () => {
    expect(usualDueOn('2026-08-31')).toBe('2027-02-28')
  })
})

test('opinions are their body’s offices’ to write and to read: not another unit’s, nor the district’s through a unit', async () => {
  const { of, said, tries, store, ctx, street, must } = await world()
  const office = (unitId: string) => ({
    ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as MemberRole[], unitId },
  })
  expect(await tries(record, { ...said, text: SAID }, office(street))).toMatchObject({ problem: { status: 404 } })
  expect(
    await tries(record, { ...said, text: SAID, placeId: street, body: 'street_office' }, office(street))
  ).toMatchObject({ problem: { status: 404 } })
  const seen = await ask(store, sessionOpinions, { sessionId: of.sessionId, show: 'all' }, ctx(office(street)))
  expect(seen).toMatchObject({ problem: { status: 404 } })
  await must(appoint, {
    ...{ placeId: 'district', body: 'standing_committee', post: 'chair', fromOn: '2026-01-01' },
    ...{ people: ['丁文博 第1选区'], outsiders: false },
  })
  const elsewhere = { ...said, text: SAID, placeId: 'district', body: 'standing_committee' as const }
  expect(await tries(record, elsewhere)).toMatchObject({ problem: { status: 404 } })
})
