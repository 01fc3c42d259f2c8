import { describe, expect, test } from 'vitest'
import { appoint } from '../body/commands.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import { districtWithTown, fieldRefused, refusedFor } from '../testing-session.ts'
import { run } from '../kernel/command.ts'
import { racing } from '../testing-race.ts'
import { replayed } from '../testing-world.ts'
import { call, cancel, hold, move, setDays, setSessionPattern, takeBackHolding } from './commands.ts'
import { sessionMatrix, sessionRecord, sessionsOfPlace } from './queries.ts'

/** 8 October 2026: a town of nine deputies whose congress is called for the 20th. */
async function world(count = 9) {
  const district = await districtWithTown({ count })
  const { congress, tries, reads } = district
  const base = {
    ...{ ...congress, kind: 'quarterly' as const, ordinal: 16, calledOn: '2026-10-08' },
    ...{ firstOn: '2026-10-20', lastOn: '2026-10-20', proposerCount: null, venue: '镇政府三楼会议室' },
  }
  const calls = (input: Partial<Parameters<typeof call.decide>[1]> = {}) => tries(call, { ...base, ...input })
  const called = async (input: Parameters<typeof calls>[0] = {}) => {
    const result = await calls(input)
    if (!result.ok) throw new Error(result.problem.code)
    const { placeId = congress.placeId, body = congress.body } = input
    return { placeId, body, sessionId: result.value[0]!.commandId }
  }
  const record = (sessionId: string) => reads(sessionRecord, { sessionId })
  return { ...district, calls, called, record }
}

describe('session.call', () => {
  test('session.called: with its term, its number and what it had to keep to; where it meets is in no event', async () => {
    const { called, record, database } = await world()
    const { sessionId } = await called()
    expect(await record(sessionId)).toMatchObject({
      ...{ termOrdinal: 20, ordinal: 16, noticeDays: 7, memberCount: 9, status: 'called' },
      ...{ venue: '镇政府三楼会议室', place: { name: '柳荫镇', kind: 'town' }, quorum: { needed: 6 } },
    })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('三楼')
    const all = 'select * from session'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('a street has no congress to call, a township no standing committee: the refusal says why', async () => {
    const { calls, street, town } = await world()
    expect(await calls({ placeId: street })).toMatchObject({
      problem: {
        ...{ code: 'no-such-body-there', errors: [{ pointer: '/body' }] },
        because: { article: { zh: '《地方组织法》第五十九条' } },
      },
    })
    expect(await calls({ placeId: town, body: 'standing_committee', kind: 'regular' })).toMatchObject(
      fieldRefused('/body', 'no-such-body-there')
    )
    expect(await calls({ kind: 'regular' })).toMatchObject(fieldRefused('/kind', 'no-such-kind'))
    expect(await calls({ placeId: 'elsewhere' })).toMatchObject({ problem: { status: 404 } })
  })

  test('session.notice-set: is made in time, by the district’s own notice if it has one', async () => {
    const { calls, tries } = await world()
    expect(await calls({ firstOn: '2026-10-14', lastOn: '2026-10-14' })).toMatchObject({
      problem: { code: 'notice-too-short', because: { arithmetic: '6 < 7' } },
    })
    const article = '《重庆市乡镇人民代表大会工作条例》'
    expect(await tries(setDays, { body: 'congress', noticeDays: 10, article })).toMatchObject({ ok: true })
    expect(await tries(setDays, { body: 'congress', noticeDays: 10, article })).toMatchObject(
      fieldRefused('/noticeDays', 'notice-unchanged')
    )
    expect(await calls({ firstOn: '2026-10-17', lastOn: '2026-10-17' })).toMatchObject({
      problem: { code: 'notice-too-short', because: { arithmetic: '9 < 10', article: { zh: article } } },
    })
    expect(await calls({ firstOn: '2026-10-18', lastOn: '2026-10-19' })).toMatchObject({ ok: true })
  })

  test('an extraordinary session keeps no notice, and deputies who propose one are a fifth', async () => {
    const { calls } = await world()
    const soon = { kind: 'extraordinary' as const, firstOn: '2026-10-09', lastOn: '2026-10-09' }
    expect(await calls({ ...soon, proposerCount: 1 })).toMatchObject({
      problem: { code: 'too-few-proposers', because: { arithmetic: '1 < 9 ÷ 5 → 2' } },
    })
    expect(await calls({ ...soon, proposerCount: 10 })).toMatchObject(
      fieldRefused('/proposerCount', 'more-than-members')
    )
    expect(await calls({ ...soon, proposerCount: 2 })).toMatchObject({ ok: true })
  })

  test('refuses days that cannot be', async () => {
    const { calls, called } = await world()
    await called()
    const on = (firstOn: string, lastOn = firstOn) => calls({ ordinal: 17, firstOn, lastOn })
    expect(await calls({ calledOn: '2026-10-09' })).toMatchObject(fieldRefused('/calledOn', 'called-in-the-future'))
    expect(await on('2026-11-02', '2026-11-01')).toMatchObject(fieldRefused('/lastOn', 'ends-before-start'))
    expect(await on('2026-11-02', '2026-11-17')).toMatchObject(fieldRefused('/lastOn', 'too-long'))
    expect(await on('2026-10-07')).toMatchObject(fieldRefused('/firstOn', 'before-the-call'))
    expect(await on('2026-10-19', '2026-10-21')).toMatchObject(fieldRefused('/firstOn', 'sessions-overlap'))
    expect(await on('2027-02-01')).toMatchObject(fieldRefused('/firstOn', 'no-term'))
    expect(await on('2027-01-08', '2027-01-12')).toMatchObject(fieldRefused('/lastOn', 'another-term'))
  })

  test('numbers follow the days of a term, and a number is given once', async () => {
    const { calls, called } = await world()
    await called()
    const later = { firstOn: '2026-12-01', lastOn: '2026-12-01' }
    expect(await calls({ ...later, ordinal: 16 })).toMatchObject(fieldRefused('/ordinal', 'number-taken'))
    expect(await calls({ ...later, ordinal: 15 })).toMatchObject(fieldRefused('/ordinal', 'number-out-of-order'))
    expect(await calls({ ...later, ordinal: 17 })).toMatchObject({ ok: true })
  })

  test('a body without members is not called; a street office counts by years', async () => {
    const { calls, must, street } = await world()
    const office = { placeId: street, body: 'street_office' as const }
    const input = { ...office, kind: 'regular' as const, ordinal: 1 }
    expect(await calls(input)).toMatchObject(fieldRefused('/firstOn', 'no-members'))
    await must(appoint, { ...office, post: 'chair', fromOn: '2026-01-01', people: ['何晓'], outsiders: true })
    expect(await calls(input)).toMatchObject({ ok: true })
    expect(await calls({ ...input, firstOn: '2027-03-01', lastOn: '2027-03-01' })).toMatchObject({ ok: true })
  })

  test('is a unit’s own affair', async () => {
    const { tries, congress, street, town } = await world()
    const by = (unitId: string) => ({
      ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as const, unitId },
    })
    const input = {
      ...{ ...congress, kind: 'quarterly' as const, ordinal: 16, calledOn: '2026-10-08', venue: '会议室' },
      ...{ firstOn: '2026-10-20', lastOn: '2026-10-20', proposerCount: null },
    }
    expect(await tries(call, input, by(street))).toMatchObject({ problem: { status: 404 } })
    expect(await tries(call, input, by(town))).toMatchObject({ ok: true })
    const district = { ...input, placeId: 'district' }
    expect(await tries(call, district, by(town))).toMatchObject({ problem: { status: 404 } })
  })
})

describe('session.move, session.cancel', () => {
  test('session.moved: put off as told, brought forward in time only', async () => {
    const { called, tries, record } = await world()
    const one = await called()
    const to = (firstOn: string, lastOn = firstOn, reason = '场地检修') =>
      tries(move, { ...one, firstOn, lastOn, reason })
    expect(await to('2026-10-20')).toMatchObject(fieldRefused('/firstOn', 'days-unchanged'))
    expect(await to('2026-10-12')).toMatchObject(fieldRefused('/firstOn', 'notice-too-short'))
    expect(await to('2027-02-01')).toMatchObject(fieldRefused('/firstOn', 'another-term'))
    expect(await to('2026-10-15')).toMatchObject({ ok: true })
    expect(await to('2026-10-27', '2026-10-28', '与区人代会冲突')).toMatchObject({ ok: true })
    const moved = await record(one.sessionId)
    expect(moved).toMatchObject({ firstOn: '2026-10-27', lastOn: '2026-10-28', movedReason: '与区人代会冲突' })
    // Each move keeps its reason.
    expect(moved.history?.items.map(({ type, note, movedTo }) => [type, note, movedTo])).toEqual([
      ['session.moved', '与区人代会冲突', { firstOn: '2026-10-27', lastOn: '2026-10-28' }],
      ['session.moved', '场地检修', { firstOn: '2026-10-15', lastOn: '2026-10-15' }],
      ['session.called', null, null],
    ])
  })

  test('session.cancelled: once, with a reason, and its number and days are free again', async () => {
    const { called, calls, tries, record } = await world()
    const one = await called()
    expect(await tries(cancel, { ...one, reason: '并入下次会议' })).toMatchObject({ ok: true })
    expect(await tries(cancel, { ...one, reason: '并入下次会议' })).toMatchObject(refusedFor('not-called'))
    expect(await record(one.sessionId)).toMatchObject({ status: 'cancelled', cancelledReason: '并入下次会议' })
    expect(await calls()).toMatchObject({ ok: true })
  })
})

describe('session.record-held', () => {
  const past = { calledOn: '2026-09-01', firstOn: '2026-09-15', lastOn: '2026-09-15' }

  test('session.held: with a quorum only; the refusal shows the arithmetic and the article', async () => {
    const { called, tries, record } = await world()
    const one = { ...(await called(past)), firstOn: past.firstOn }
    expect(await tries(hold, { ...one, presentCount: 5 })).toMatchObject({
      problem: {
        ...{ code: 'below-quorum', errors: [{ pointer: '/presentCount' }] },
        because: { article: { zh: '《地方组织法》第十四条' }, arithmetic: '5 < 6（9 × 2/3 ≤ 6）' },
      },
    })
    expect(await tries(hold, { ...one, presentCount: 10 })).toMatchObject(
      fieldRefused('/presentCount', 'more-than-members')
    )
    expect(await tries(hold, { ...one, firstOn: '2026-09-16', presentCount: 6 })).toMatchObject(
      refusedFor('moved-meanwhile')
    )
    expect(await tries(hold, { ...one, presentCount: 6 })).toMatchObject({ ok: true })
    expect(await tries(hold, { ...one, presentCount: 7 })).toMatchObject(refusedFor('not-called'))
    expect(await record(one.sessionId)).toMatchObject({ status: 'held', presentCount: 6, dueCount: 9 })
  })

  test('session.holding-taken-back: what was written down wrongly is written down again', async () => {
    const { called, tries, record, database } = await world()
    const { sessionId, ...of } = await called(past)
    const held = { ...of, sessionId, firstOn: past.firstOn }
    const back = (presentCount: number) => tries(takeBackHolding, { ...of, sessionId, presentCount })
    expect(await back(6)).toMatchObject(refusedFor('not-held-so'))
    await tries(hold, { ...held, presentCount: 6 })
    expect(await back(7)).toMatchObject(refusedFor('not-held-so'))
    expect(await back(6)).toMatchObject({ ok: true })
    expect(await record(sessionId)).toMatchObject({ status: 'called', presentCount: null })
    expect(await tries(hold, { ...held, presentCount: 8 })).toMatchObject({ ok: true })
    const all = 'select * from session'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('counts whoever belongs to the body on its first day, not when it was called', async () => {
    const { called, tries, must, deputies, town } = await world()
    const { sessionId, ...of } = await called(past)
    await must(endMandateEarly, {
      ...{ unitId: town, level: 'township', mandateId: deputies[0]!, endOn: '2026-09-10' },
      ...{ ending: 'resignation', decision: '柳人〔2026〕1号' },
    })
    const held = { ...of, sessionId, firstOn: past.firstOn }
    expect(await tries(hold, { ...held, presentCount: 9 })).toMatchObject(
      fieldRefused('/presentCount', 'more-than-members')
    )
    expect(await tries(hold, { ...held, presentCount: 6 })).toMatchObject({ ok: true })
  })

  test('not before it begins', async () => {
    const { called, tries } = await world()
    const one = { ...(await called()), firstOn: '2026-10-20', presentCount: 9 }
    expect(await tries(hold, one)).toMatchObject(refusedFor('not-begun'))
  })
})

describe('the year of the district', () => {
  test('session.pattern-set: is one matrix of every place that has the body: held, called, due, overdue', async () => {
    const { called, tries, reads, town } = await world()
    const first = await called({ ordinal: 14, calledOn: '2026-02-01', firstOn: '2026-02-20', lastOn: '2026-02-21' })
    await tries(hold, { ...first, firstOn: '2026-02-20', presentCount: 8 })
    await called({ ordinal: 15, calledOn: '2026-05-01', firstOn: '2026-09-02', lastOn: '2026-09-02', kind: 'midyear' })
    const matrix = () => reads(sessionMatrix, { body: 'congress', year: '2026' })
    const town2026 = async () => (await matrix()).rows.find(({ placeId }) => placeId === town)!
    expect((await matrix()).rows.map(({ name }) => name)).toEqual(['青禾区', '柳荫镇'])
    expect(await town2026()).toMatchObject({ pattern: 'statutory', cells: ['held', 'none', 'none', 'due'] })
    const quarterly = { unitIds: [town], fromYear: '2026', pattern: 'quarterly' as const }
    expect(await tries(setSessionPattern, quarterly)).toMatchObject({ ok: true })
    expect(await tries(setSessionPattern, quarterly)).toMatchObject(fieldRefused('/pattern', 'pattern-unchanged'))
    expect(await town2026()).toMatchObject({ pattern: 'quarterly', cells: ['held', 'overdue', 'overdue', 'due'] })
    expect((await town2026()).sessions).toMatchObject([{ isOutOfSeason: false }, { isOutOfSeason: true }])
    const before = await reads(sessionMatrix, { body: 'congress', year: '2020' })
    expect(before.rows.map(({ cells }) => new Set(cells))).toEqual([new Set(['none']), new Set(['none'])])
    const offices = await reads(sessionMatrix, { body: 'street_office', year: '2026' })
    expect(offices.rows).toMatchObject([{ name: '北桥街道', cells: ['unkept', 'unkept', 'unkept', 'due'] }])
  })

  test('a session that was called off says nothing of since when a body is kept here', async () => {
    const { called, tries, reads } = await world()
    const cells = async () => (await reads(sessionMatrix, { body: 'congress', year: '2025' })).rows[1]!.cells
    const before = await cells()
    const days = { calledOn: '2024-12-02', firstOn: '2024-12-20', lastOn: '2024-12-20' }
    const wrong = await called({ ordinal: 3, ...days })
    expect(await cells()).not.toEqual(before)
    expect(await tries(cancel, { ...wrong, reason: '录错' })).toMatchObject({ ok: true })
    expect(await cells()).toEqual(before)
  })

  test('a pattern is a congress’s: a street has none', async () => {
    const { tries, street } = await world()
    expect(await tries(setSessionPattern, { unitIds: [street], fromYear: '2026', pattern: 'quarterly' })).toMatchObject(
      fieldRefused('/unitIds', 'street-has-no-congress')
    )
    expect(await tries(setSessionPattern, { unitIds: ['x'], fromYear: '2026', pattern: 'quarterly' })).toMatchObject({
      problem: { status: 404 },
    })
  })

  test('a unit’s office sees its own and the district’s, and the number the next one gets', async () => {
    const { called, reads, town, street, congress } = await world()
    await called()
    const by = (unitId: string) => ({
      ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as const, unitId },
    })
    const names = async (unitId: string) =>
      (await reads(sessionMatrix, { body: 'congress', year: '2026' }, by(unitId))).rows.map(({ name }) => name)
    expect([await names(town), await names(street)]).toEqual([['青禾区', '柳荫镇'], ['青禾区']])
    expect(await reads(sessionsOfPlace, { ...congress, year: '2026' }, by(town))).toMatchObject({
      ...{ nextOrdinal: 17, isWithoutTerm: false, sessions: [{ ordinal: 16, venue: '镇政府三楼会议室' }] },
    })
  })

  test('reads the sessions of one year, however many there were before', async () => {
    const { reads, database, town } = await world()
    const add =
      database.prepare(`insert into session (id, placeId, body, termOrdinal, ordinal, kind, calledOn, firstOn, lastOn,
      noticeDays, memberCount, status, presentCount, dueCount) values (?, ?, 'congress', 20, ?, 'quarterly', ?, ?, ?, 7, 9, 'held', 9, 9)`)
    for (let year = 2022; year <= 2026; year++) {
      for (let n = 0; n < 4; n++) {
        const on = `${year}-${String(n * 3 + 2).padStart(2, '0')}-10`
        add.run(`${year}-${n}`, town, (year - 2022) * 4 + n + 1, on, on, on)
      }
    }
    const { rows } = await reads(sessionMatrix, { body: 'congress', year: '2026' })
    expect(rows[1]!.sessions).toHaveLength(4)
    const plan = database
      .prepare(
        `explain query plan select id from session where body = 'congress' and firstOn >= '2026-01-01' and firstOn <= '2026-12-31'`
      )
      .all() as { detail: string }[]
    expect(plan[0]!.detail).toContain('session_calendar (body=? AND firstOn>? AND firstOn<?)')
  })
})

describe('who is counted', () => {
  const of = { placeId: 'district', body: 'standing_committee' as const }
  const called = { calledOn: '2026-09-01', firstOn: '2026-09-15', lastOn: '2026-09-15' }

  /** A standing committee of three whose session is past, and a store on which two decide on one state. */
  async function committee() {
    const made = await world()
    const people = ['陈静 第1选区', '丁文博 第1选区', '马晓岚 第1选区']
    await made.must(appoint, { ...of, post: 'member', fromOn: '2026-01-01', people, outsiders: false })
    const one = await made.called({ ...of, kind: 'regular', ordinal: 30, ...called })
    const held = { ...one, firstOn: called.firstOn, presentCount: 3 }
    const racers = racing(made.store, 2)
    return { ...made, holds: () => run(racers, hold, held, made.ctx(made.administrator)), racers }
  }

  test('does not move while a session is written down: a mandate that ends meanwhile is seen', async () => {
    const { holds, racers, ctx, administrator, mandates, street } = await committee()
    const end = {
      ...{ unitId: street, level: 'district' as const, mandateId: mandates[0]!, endOn: '2026-09-10' },
      ...{ ending: 'resignation' as const, decision: '青人〔2026〕1号' },
    }
    const [ended, held] = await Promise.all([run(racers, endMandateEarly, end, ctx(administrator)), holds()])
    expect(ended).toMatchObject({ ok: true })
    expect(held).toMatchObject(fieldRefused('/presentCount', 'more-than-members'))
  })
})
