import { describe, expect, test } from 'vitest'
import { hold, report } from '../activity/commands.ts'
import { listActivities } from '../activity/queries.ts'
import { boardSources, rowsNow, type Sources } from '../revision/queries.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly, transfer } from '../mandate/commands.ts'
import { establish } from '../people/commands.ts'
import { retireUnit } from '../place/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { appoint, change, dissolve, form, rename } from './commands.ts'
import { listGroups, unitDeputies } from './queries.ts'

async function world() {
  const district = await districtWithDeputies({ count: 5 })
  const { must, store, ctx, of, office, administrator } = district
  const [formed] = await must(form, { ...of, name: '第一代表小组' }, office(of.unitId))
  const group = { ...of, groupId: formed!.commandId }
  const members = (joining: number[], leaving: number[] = []) => {
    const ids = (ns: number[]) => ns.map((n) => district.mandates[n]!)
    return { ...group, joining: ids(joining), leaving: ids(leaving) }
  }
  const groups = async () => {
    const read = await ask(store, listGroups, of, ctx(office(of.unitId)))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  const historyFor = async (actor: Actor, groupId = group.groupId) => {
    const read = await ask(store, listGroups, { ...of, groupId }, ctx(actor))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value.history
  }
  const workingBody: Actor = { ...district.commission, roles: ['working_body'] }
  const refusal = async (result: ReturnType<typeof run>) => {
    const done = await result
    return done.ok ? null : done.problem
  }
  return { ...district, group, members, groups, historyFor, workingBody, refusal, as: ctx(administrator) }
}

describe('deputy groups', () => {
  test('deputy-group.formed, deputy-group.members-changed, deputy-group.leader-appointed, deputy-group.renamed and deputy-group.dissolved: replay gives the same rows', async () => {
    const { must, store, ctx, of, office, database, group, members, groups, mandates, historyFor, workingBody } =
      await world()
    await must(change, members([0, 1, 2]))
    await must(appoint, { ...group, mandateId: mandates[0]! })
    await must(rename, { ...group, name: '城南代表小组' })
    await must(change, members([3], [2]))
    const { groups: now, free } = await groups()
    expect(now).toMatchObject([{ name: '城南代表小组', leader: { mandateId: mandates[0] } }])
    expect(now[0]!.members.map((one) => one.mandateId).sort()).toEqual(
      [mandates[0]!, mandates[1]!, mandates[3]!].sort()
    )
    expect(free).toHaveLength(2)
    const rows = (db: typeof database) =>
      ['deputy_group', 'deputy_group_member'].map((table) => db.prepare(`select * from ${table}`).all())
    expect(rows(await replayed(database))).toEqual(rows(database))
    const happened = await historyFor(office(of.unitId))
    expect(happened?.items.map((item) => item.type)).toEqual([
      'deputy-group.members-changed',
      'deputy-group.renamed',
      'deputy-group.leader-appointed',
      'deputy-group.members-changed',
      'deputy-group.formed',
    ])
    expect(await historyFor(workingBody)).toBeNull()
    expect(await historyFor(office(of.unitId), 'unknown')).toBeNull()
    expect(await ask(store, listGroups, group, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    await must(change, members([], [0]))
    expect((await groups()).groups[0]!.leader).toBeNull()
    await must(dissolve, group)
    expect(await groups()).toMatchObject({ groups: [], free: { length: 5 } })
    expect(rows(await replayed(database))).toEqual(rows(database))
  })

  test('a deputy is in one group at most, also when two are changed at one moment', async () => {
    const { must, store, ctx, of, administrator, commission, members, mandates } = await world()
    const [second] = await must(form, { ...of, name: '第二代表小组' })
    const other = { ...of, groupId: second!.commandId, joining: [mandates[1]!], leaving: [] }
    const shared = racing(store, 2)
    const results = await Promise.all([
      run(shared, change, members([0, 1]), ctx(administrator)),
      run(shared, change, other, ctx(commission)),
    ])
    expect(results.map((result) => (result.ok ? null : result.problem.code)).sort()).toEqual(['in-another-group', null])
  })

  test('refuses a name taken, a leader who is no member, nobody who sits there, another unit’s office', async () => {
    const { store, as, of, office, ctx, group, members, mandates, refusal } = await world()
    expect(await refusal(run(store, form, { ...of, name: '第一代表小组' }, as))).toMatchObject({
      code: 'group-name-taken',
    })
    expect(await refusal(run(store, form, { ...of, level: 'township', name: '小组' }, as))).toMatchObject({
      code: 'street-has-no-congress',
    })
    expect(await refusal(run(store, appoint, { ...group, mandateId: mandates[0]! }, as))).toMatchObject({
      code: 'not-a-member',
    })
    const nobody = { ...group, joining: ['nobody'], leaving: [] }
    expect(await refusal(run(store, change, nobody, as))).toMatchObject({ status: 404 })
    expect(await refusal(run(store, change, members([], []), as))).toMatchObject({ code: 'members-unchanged' })
    const foreign = ctx(office('elsewhere'))
    for (const result of [
      run(store, form, { ...of, name: '小组' }, foreign),
      run(store, rename, { ...group, name: '小组' }, foreign),
      run(store, change, members([0]), foreign),
      run(store, appoint, { ...group, mandateId: null }, foreign),
      run(store, dissolve, group, foreign),
      ask(store, listGroups, of, foreign),
    ]) {
      expect(await result).toMatchObject({ problem: { status: 404 } })
    }
  })

  test('a unit’s deputies come with its groups, how many are in each and who leads it', async () => {
    const { must, store, ctx, of, office, group, members, mandates } = await world()
    await must(change, members([0, 1, 2]))
    await must(appoint, { ...group, mandateId: mandates[0]! })
    const read = await ask(store, unitDeputies, of, ctx(office(of.unitId)))
    if (!read.ok) throw new Error(read.problem.code)
    const { deputies, groups } = read.value
    expect(deputies).toHaveLength(5)
    const leader = deputies.find((one) => one.mandateId === mandates[0])!.name
    expect(groups).toEqual([{ id: group.groupId, name: '第一代表小组', memberCount: 3, leader }])
  })

  test('whoever leaves the unit or whose mandate ends is no member any more', async () => {
    const { must, store, as, of, mandates, group, members, groups, refusal } = await world()
    await must(change, members([0, 1, 2]))
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const moved = { ...of, mandateId: mandates[0]!, toUnitId: town!.commandId, fromOn: '2026-10-02', reason: '搬家' }
    await must(transfer, moved)
    const ended = { endOn: '2026-10-01', ending: 'resignation' as const, decision: '青人常〔2026〕12号' }
    await must(endMandateEarly, { ...of, mandateId: mandates[1]!, ...ended })
    expect((await groups()).groups[0]!.members.map((one) => one.mandateId)).toEqual([mandates[2]])
    for (const mandateId of [mandates[0]!, mandates[1]!]) {
      expect(await refusal(run(store, appoint, { ...group, mandateId }, as))).toMatchObject({ code: 'not-a-member' })
    }
  })

  test('a retired unit forms none, also when both happen at one moment', async () => {
    const { must, store, ctx, office, administrator, refusal } = await world()
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const unitId = town!.commandId
    const formed = { unitId, level: 'township' as const, name: '小组' }
    const shared = racing(store, 2)
    const [retired, group] = await Promise.all([
      run(shared, retireUnit, { unitId }, ctx(administrator)),
      refusal(run(shared, form, formed, ctx(office(unitId)))),
    ])
    expect(retired.ok).toBe(true)
    expect(group).toMatchObject({ code: 'unit-retired', errors: [{ pointer: '/name' }] })
  })
})

describe('an activity of a group', () => {
  const activity = { title: '小组走访', itemCode: 'group-activity', occurredOn: '2026-10-08' }
  const presence = (mandateId: string, how: 'present' | 'leave' | 'absent' = 'present') => ({
    mandateId,
    presence: how,
  })

  test('concerns its members: each has to be answered for, and the board counts them as 应参加', async () => {
    const { must, store, ctx, as, office, of, mandates, group, members, refusal } = await world()
    const counts = async () => {
      const sources = boardSources({ ...of, quarter: '2026Q4' })
      const [totals, districts, attendance] = await store.read([
        sources.totals.compile(),
        sources.districts.compile(),
        sources.attendance.compile(),
      ])
      const rows = rowsNow({ totals, districts, attendance, categories: [] } as unknown as Sources)
      return mandates.map((mandateId) => {
        const row = rows.find((one) => one.mandateId === mandateId)!
        return [row.concerned, row.present, row.onLeave, row.absent]
      })
    }
    await must(change, members([0, 1, 2]))
    const held = { ...of, ...activity, groupId: group.groupId }
    const some = [presence(mandates[0]!), presence(mandates[3]!)]
    expect(await refusal(run(store, hold, { ...held, attendance: some }, as))).toMatchObject({
      code: 'group-members-missing',
      errors: [{ pointer: '/attendance' }],
    })
    const attendance = [presence(mandates[0]!), presence(mandates[1]!, 'leave'), presence(mandates[2]!, 'absent')]
    await must(hold, { ...held, attendance: [...attendance, presence(mandates[3]!)] }, office(of.unitId))
    expect(await counts()).toEqual([
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [1, 0, 0, 1],
      [1, 1, 0, 0],
      [0, 0, 0, 0],
    ])
    const list = await ask(store, listActivities, { ...of, quarter: '2026Q4' }, ctx(office(of.unitId)))
    expect(list.ok && list.value.activities).toMatchObject([{ groupName: '第一代表小组' }])
  })

  test('is not held against who joined later, and needs a group that is there', async () => {
    const { must, store, as, of, mandates, group, members, refusal } = await world()
    await must(change, members([0]))
    const attendance = [presence(mandates[4]!)]
    const earlier = { ...of, ...activity, occurredOn: '2026-10-07', groupId: group.groupId, attendance }
    await must(hold, earlier)
    expect(await refusal(run(store, report, { ...earlier, occurredOn: '2026-10-08' }, as))).toMatchObject({
      code: 'group-members-missing',
      title: { zh: '小组成员都是应参加的代表，还没有登记：陈静' },
    })
    expect(await refusal(run(store, hold, { ...earlier, groupId: 'elsewhere' }, as))).toMatchObject({
      code: 'no-such-group',
    })
    await must(dissolve, group)
    const later = { ...earlier, occurredOn: '2026-10-08' }
    expect(await refusal(run(store, hold, later, as))).toMatchObject({ code: 'no-such-group' })
  })

  test('concerns who was in the group that day, whoever left since and though it was dissolved', async () => {
    const { must, store, as, ctx, administrator, of, database, mandates, group, members, refusal } = await world()
    const on = (today: string) => ({ ...ctx(administrator), today })
    const done = async (result: ReturnType<typeof run>) => expect((await result).ok).toBe(true)
    // 0 left after the 4th and came back on the 7th; 1 was in it for no day; the group ended after the 7th.
    await done(run(store, change, members([0, 1]), on('2026-10-03')))
    await done(run(store, change, members([], [1]), { ...on('2026-10-03'), commandId: 'left-at-once' }))
    await done(run(store, change, members([2], [0]), { ...on('2026-10-05'), commandId: 'left' }))
    await done(run(store, change, members([0]), { ...on('2026-10-07'), commandId: 'back' }))
    expect(database.prepare('select sinceOn, untilOn from deputy_group_member order by 1').all()).toEqual([
      { sinceOn: '2026-10-03', untilOn: '2026-10-04' },
      { sinceOn: '2026-10-05', untilOn: null },
      { sinceOn: '2026-10-07', untilOn: null },
    ])
    await must(dissolve, group)
    const rows = (db: typeof database) => db.prepare('select * from deputy_group_member').all()
    expect(rows(await replayed(database))).toEqual(rows(database))
    const missing = async (occurredOn: string) => {
      const held = { ...of, ...activity, occurredOn, groupId: group.groupId, attendance: [presence(mandates[4]!)] }
      return (await refusal(run(store, hold, held, as)))?.title.zh.replace(/^.*：/, '')
    }
    expect(await missing('2026-10-04')).toBe('陈静')
    expect(await missing('2026-10-06')).toBe('马晓岚')
    expect((await missing('2026-10-07'))?.split('、').sort()).toEqual(['陈静', '马晓岚'].sort())
    expect(await missing('2026-10-08')).toBe('没有这个代表小组')
  })

  test('against a change of its members: whoever comes second sees the first', async () => {
    const { must, store, ctx, administrator, commission, of, mandates, group, members } = await world()
    await must(change, members([0]))
    const shared = racing(store, 2)
    const held = { ...of, ...activity, groupId: group.groupId, attendance: [presence(mandates[0]!)] }
    const [first, second] = await Promise.all([
      run(shared, change, members([1]), ctx(commission)),
      run(shared, hold, held, ctx(administrator)),
    ])
    expect(first.ok).toBe(true)
    expect(second.ok || second.problem.code).toSatisfy((done) => done === true || done === 'group-members-missing')
  })
})
