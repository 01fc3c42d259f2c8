import { describe, expect, test } from 'vitest'
import { ask } from '../kernel/command.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { appoint } from '../body/commands.ts'
import { call, cancel } from '../session/commands.ts'
import { districtWithTown, fieldRefused, refusedFor } from '../testing-session.ts'
import { replayed } from '../testing-world.ts'
import { adopt, change, order, plan, remove, step, takeBack } from './commands.ts'
import { paperChain, stepState } from './paper-rules.ts'
import { sessionAgenda } from './queries.ts'
import { itemType, type ItemType, type ReportField } from './schema.ts'
import { templateOf } from './template-rules.ts'

const item = (title: string, type: ItemType = 'special_report') => ({
  ...{ type, title, field: null as ReportField | null, speaker: '张区长', minutes: 30, isPublic: true },
})

/** 8 October 2026: a town's congress is called for the 20th, two items on its agenda. */
async function world() {
  const district = await districtWithTown()
  const { congress, must, tries, reads } = district
  const [called] = await must(call, {
    ...{ ...congress, kind: 'quarterly', ordinal: 16, calledOn: '2026-10-08', proposerCount: null, venue: '会议室' },
    ...{ firstOn: '2026-10-20', lastOn: '2026-10-20' },
  })
  const of = { ...congress, sessionId: called!.commandId }
  const plans = (items: ReturnType<typeof item>[], decision = '') => tries(plan, { ...of, items, decision })
  await plans([item('民生实事专项报告'), item('建议办理情况报告', 'suggestion_report')])
  const agenda = () => reads(sessionAgenda, { sessionId: of.sessionId })
  const ids = async () => (await agenda()).items.map(({ id }) => id)
  const adopts = (adoptedOn = '2026-10-08') => tries(adopt, { ...of, adoptedOn })
  return { ...district, of, plans, agenda, ids, adopts }
}

describe('an agenda before it is adopted', () => {
  test('agenda.planned: items stand in their order, and what they are called is in no event', async () => {
    const { agenda, database } = await world()
    expect((await agenda()).items).toMatchObject([
      {
        title: '民生实事专项报告',
        speaker: '张区长',
        position: 1,
        paper: [{ step: 'to_members', dueOn: '2026-10-19' }],
      },
      { title: '建议办理情况报告', position: 2 },
    ])
    const events = JSON.stringify(database.prepare('select data from event').all())
    expect(events).not.toContain('民生实事')
    expect(events).not.toContain('张区长')
  })

  test('agenda.item-changed, agenda.item-removed, agenda.ordered: freely, and replay gives the same', async () => {
    const { tries, of, ids, agenda, database } = await world()
    const [first, second] = await ids()
    const other = { ...item('民生实事报告'), field: 'livelihood' as const }
    expect(await tries(change, { ...of, itemId: first!, ...other, decision: '' })).toMatchObject({ ok: true })
    expect(await tries(change, { ...of, itemId: first!, ...other, decision: '' })).toMatchObject(
      fieldRefused('/title', 'item-unchanged')
    )
    expect(await tries(order, { ...of, itemIds: [second!, first!], decision: '' })).toMatchObject({ ok: true })
    const ordered = await agenda()
    expect(ordered.items.map(({ title }) => title)).toEqual(['建议办理情况报告', '民生实事报告'])
    expect(ordered.history!.items.map(({ type, note }) => [type, note])).toEqual([
      ['agenda.ordered', null],
      ['agenda.item-changed', '民生实事报告'],
      ['agenda.planned', '民生实事报告、建议办理情况报告'],
    ])
    expect(await tries(order, { ...of, itemIds: [second!, first!], decision: '' })).toMatchObject(
      fieldRefused('/itemIds', 'order-unchanged')
    )
    expect(await tries(order, { ...of, itemIds: [second!], decision: '' })).toMatchObject(refusedFor('items-changed'))
    expect(await tries(remove, { ...of, itemId: second!, decision: '' })).toMatchObject({ ok: true })
    expect(await tries(remove, { ...of, itemId: second!, decision: '' })).toMatchObject({ problem: { status: 404 } })
    for (const table of ['agenda_item', 'paper_step', 'agenda_adoption']) {
      const all = `select * from ${table}`
      expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
    }
  })

  test('has an end, and is not changed once the session is called off', async () => {
    const { plans, tries, of } = await world()
    const many = Array.from({ length: 39 }, (_, n) => item(`第${n}项`))
    expect(await plans(many)).toMatchObject(refusedFor('too-many-items'))
    const { sessionId, ...at } = of
    await tries(cancel, { ...at, sessionId, reason: '并入下次会议' })
    expect(await plans([item('其他')])).toMatchObject(refusedFor('not-called'))
  })
})

describe('agenda.adopt', () => {
  test('agenda.adopted: once, not ahead of time, and not when there is nothing on it', async () => {
    const { adopts, tries, of, ids, agenda } = await world()
    expect(await adopts('2026-10-09')).toMatchObject(fieldRefused('/adoptedOn', 'in-the-future'))
    expect(await adopts('2026-10-07')).toMatchObject(fieldRefused('/adoptedOn', 'before-the-call'))
    expect(await adopts()).toMatchObject({ ok: true })
    expect(await adopts()).toMatchObject(refusedFor('adopted-already'))
    expect(await agenda()).toMatchObject({ adoptedOn: '2026-10-08' })
    for (const itemId of await ids()) await tries(remove, { ...of, itemId, decision: '主席团决定' })
    expect((await agenda()).items).toEqual([])
    const fresh = await world()
    for (const itemId of await fresh.ids()) await fresh.tries(remove, { ...fresh.of, itemId, decision: '' })
    expect(await fresh.adopts()).toMatchObject(refusedFor('empty-agenda'))
  })

  test('after it nothing changes without a decision, which the history tells and no event', async () => {
    const { adopts, tries, of, plans, ids, agenda, database } = await world()
    await adopts()
    const [first, second] = await ids()
    const article = { because: { article: { zh: '《地方组织法》第十七条' } } }
    const refused = { problem: { code: 'decision-missing', errors: [{ pointer: '/decision' }], ...article } }
    expect(await plans([item('临时增加')])).toMatchObject(refused)
    expect(await tries(remove, { ...of, itemId: first!, decision: '' })).toMatchObject(refused)
    expect(await tries(order, { ...of, itemIds: [second!, first!], decision: '' })).toMatchObject(refused)
    expect(await tries(change, { ...of, itemId: first!, ...item('改名'), decision: '' })).toMatchObject(refused)
    expect(await plans([item('临时增加')], '主席团第二次会议决定')).toMatchObject({ ok: true })
    const [newest] = (await agenda()).history!.items
    expect(newest).toMatchObject({ type: 'agenda.planned', note: '临时增加；主席团第二次会议决定' })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('主席团第二次')
  })
})

describe('papers', () => {
  test('agenda.paper-step-recorded, agenda.paper-step-taken-back: by its last day or late; once', async () => {
    const { tries, of, ids, agenda } = await world()
    const [itemId] = await ids()
    const done = (doneOn: string, which: 'to_members' | 'to_body' = 'to_members') =>
      tries(step, { ...of, itemId: itemId!, step: which, doneOn })
    expect(await done('2026-10-08', 'to_body')).toMatchObject(fieldRefused('/step', 'no-such-step'))
    expect(await done('2026-10-09')).toMatchObject(fieldRefused('/doneOn', 'in-the-future'))
    expect(await done('2026-10-08')).toMatchObject({ ok: true })
    expect(await done('2026-10-08')).toMatchObject(refusedFor('step-done'))
    expect((await agenda()).items[0]!.paper).toMatchObject([{ state: 'done', doneOn: '2026-10-08' }])
    const back = { ...of, itemId: itemId!, step: 'to_members' as const }
    expect(await tries(takeBack, back)).toMatchObject({ ok: true })
    expect(await tries(takeBack, back)).toMatchObject({ problem: { status: 404 } })
  })

  test('a standing committee’s go to the committee 20 days before, to it 10, to its members 7 (监督法 15)', () => {
    expect(paperChain('standing_committee', 'special_report', '2026-10-28')).toMatchObject([
      { step: 'to_committee', dueOn: '2026-10-08', because: { article: { zh: '《监督法》第十五条' } } },
      { step: 'to_body', dueOn: '2026-10-18' },
      { step: 'to_members', dueOn: '2026-10-21' },
    ])
    expect(paperChain('standing_committee', 'personnel', '2026-10-28')).toMatchObject([
      { step: 'to_members', dueOn: '2026-10-27' },
    ])
    expect(paperChain('congress', 'election', '2026-10-28')).toEqual([])
  })

  test.each([
    [null, '2026-10-08', 'due'],
    [null, '2026-10-07', 'overdue'],
    ['2026-10-07', '2026-10-07', 'done'],
    ['2026-10-08', '2026-10-07', 'late'],
  ] as const)('done on %s where %s was the last day, it is %s', (doneOn, dueOn, state) => {
    expect(stepState(dueOn, doneOn, '2026-10-08')).toBe(state)
  })
})

describe('templates', () => {
  test('a mid-year session begins with the half-year report, an annual one with the government’s, and all may be planned', async () => {
    expect(templateOf('congress', 'midyear')[0]).toMatchObject({ type: 'half_year_report' })
    expect(templateOf('congress', 'annual')[0]).toMatchObject({ type: 'government_report', title: '政府工作报告' })
    expect(templateOf('standing_committee', 'regular').map(({ title }) => title)).toContain('经济方面的专项工作报告')
    const types = new Set(
      (['annual', 'midyear', 'quarterly', 'extraordinary'] as const).flatMap((kind) =>
        templateOf('congress', kind).map(({ type }) => type)
      )
    )
    for (const type of types) expect(itemType.options).toContain(type)
    const courts = (isDistrict: boolean) =>
      templateOf('congress', 'annual', isDistrict).some(({ type }) => type === 'court_report')
    expect([courts(true), courts(false)]).toEqual([true, false])
    const { plans, tries, of } = await world()
    const items = templateOf('congress', 'midyear')
    expect(await plans(items)).toMatchObject({ ok: true })
    expect(await tries(plan, { ...of, items, decision: '', onlyIfEmpty: true })).toMatchObject(
      refusedFor('items-changed')
    )
  })
})

test('an agenda is its body’s offices’ to change and to read: not another unit’s, nor the district’s through a unit', async () => {
  const { of, tries, store, ctx, street, must } = await world()
  const office = (unitId: string) => ({
    ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as MemberRole[], unitId },
  })
  const input = { ...of, items: [item('其他')], decision: '' }
  expect(await tries(plan, input, office(street))).toMatchObject({ problem: { status: 404 } })
  expect(await tries(plan, { ...input, placeId: street, body: 'street_office' }, office(street))).toMatchObject({
    problem: { status: 404 },
  })
  expect(await ask(store, sessionAgenda, { sessionId: of.sessionId }, ctx(office(street)))).toMatchObject({
    problem: { status: 404 },
  })
  await must(appoint, {
    ...{ placeId: 'district', body: 'standing_committee', post: 'chair', fromOn: '2026-01-01' },
    ...{ people: ['丁文博 第1选区'], outsiders: false },
  })
  expect(await tries(plan, { ...input, placeId: 'district', body: 'standing_committee' })).toMatchObject({
    problem: { status: 404 },
  })
})
