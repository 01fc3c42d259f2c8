import { expect, test } from 'vitest'
import { report } from '../activity/commands.ts'
import { prepareYear } from '../annual-board/commands.ts'
import { closePeriod, publish, withdraw } from '../board/commands.ts'
import { propose } from '../circular/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { establish } from '../people/commands.ts'
import { approval, planned, terms, wholeYear } from '../testing-annual-board.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { register as registerRecipient } from '../recipient/commands.ts'
import { register as registerEndpoint, retire } from '../webhook/commands.ts'
import { recordLate } from '../revision/commands.ts'
import { today } from './queries.ts'

test('shows each person what they can do next, and nothing they cannot', async () => {
  const { must, store, ctx, commission, office, of, mandates } = await districtWithDeputies()
  const clerk = office(of.unitId)
  const worker = { ...commission, id: 'worker', roles: ['working_body' as const] }
  const seen = async (actor: Actor) => {
    const read = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
    return read.ok && { reports: read.value.reports.length, states: read.value.quarters.map((one) => one.state) }
  }
  await must(establish, { kind: 'town', name: '柳荫镇' })
  const attendance = [{ mandateId: mandates[0]!, presence: 'present' as const }]
  const activity = { ...of, title: '调研', itemCode: 'inspection', occurredOn: '2026-10-01', attendance }
  await must(report, activity, worker)
  expect(await seen(clerk)).toEqual({ reports: 1, states: ['to-close'] })
  expect(await seen(office('elsewhere'))).toEqual({ reports: 0, states: [] })
  expect(await seen(worker)).toEqual({ reports: 0, states: ['waits-for-others'] })

  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, commission)
  expect(await seen(commission)).toEqual({ reports: 1, states: ['waits-for-others'] })
  const colleague = { ...commission, id: 'colleague' }
  expect(await seen(colleague)).toEqual({ reports: 1, states: ['to-publish'] })
  await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-01-01' }, colleague)
  expect(await seen(clerk)).toEqual({ reports: 1, states: ['published'] })
})

test('an endpoint the program gave up is a task of the district’s own offices only', async () => {
  const { must, store, ctx, commission, administrator, office, of, system } = await districtWithDeputies()
  const [school] = await must(registerRecipient, { kind: 'employer', name: '青禾区第一中学' })
  const recipientId = school!.commandId
  const url = 'https://hooks.school.example/npc'
  const [registered] = await must(registerEndpoint, { recipientId, url }, administrator)
  const endpointId = registered!.commandId
  await must(retire, { recipientId, endpointId, why: 'failing' }, system)
  const seen = async (actor: Actor) => {
    const read = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
    return read.ok && read.value.retired
  }
  expect(await seen(commission)).toEqual([{ endpointId, disabledFor: 'failing', recipientName: '青禾区第一中学' }])
  expect(await seen(office(of.unitId))).toEqual([])
})

test('a circular is no task of whoever wrote it, by hand or by key', async () => {
  const { must, store, ctx, of, commission, office, seats } = await districtWithDeputies()
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
  const { id: memberId, name, roles, unitId } = commission
  const permissions = ['circular.propose']
  const key = { kind: 'api-key', id: 'k1', name, memberId, roles, unitId, permissions } as const
  const said = { title: '通报（演示）', reason: '告知选民', basis: '《代表法》第五十八条' }
  await must(propose, { ...board, revision: 1, recipientIds: [], electoralDistrictIds: [seats[0]!], ...said }, key)
  const seen = async (actor: Actor) => {
    const read = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
    return read.ok && read.value.circulars.length
  }
  expect(await seen(commission)).toBe(0)
  expect(await seen({ ...commission, id: 'colleague' })).toBe(1)
})

test('a frozen year is a task of whoever may sign it, once its day has come', async () => {
  const { must, store, ctx, allQuarters, sign, commission, administrator, office, of } = await wholeYear()
  await allQuarters()
  await must(prepareYear, { ...planned, plannedOn: '2026-10-09' }, commission)
  const seen = async (actor: Actor, on = '2026-10-09') => {
    const read = await ask(store, today, { quarter: '2026Q3' }, { ...ctx(actor), today: on })
    return read.ok && read.value.annualBoards.map(({ level, year, state }) => [level, year, state].join(' '))
  }
  expect(await seen(administrator, '2026-10-08')).toEqual(['district 2025 planned'])
  expect(await seen(administrator)).toEqual(['district 2025 to-publish'])
  expect(await seen(commission)).toEqual([])
  expect(await seen(office(of.unitId))).toEqual([])
  expect(await seen({ ...commission, roles: ['committee_office'] })).toEqual([])
  await sign({}, administrator, '2026-10-09')
  expect(await seen(administrator)).toEqual([])
})

test('a year whose quarters were corrected is frozen anew, until it is, or until nobody may read it', async () => {
  const { must, store, ctx, published, sign, commission, administrator, of, mandates } = await wholeYear()
  await published()
  const seen = async (actor: Actor = administrator, on = '2026-10-08') => {
    const read = await ask(store, today, { quarter: '2026Q3' }, { ...ctx(actor), today: on })
    return read.ok && read.value.annualBoards.map(({ state }) => state)
  }
  const q1 = { ...of, quarter: '2025Q1' }
  // Taken down and published again as it was: the year has the same rows.
  await must(withdraw, { ...q1, revision: 1, ...approval }, commission)
  await must(publish, { ...q1, ...terms, reason: '重新公示' })
  expect(await seen()).toEqual([])
  const late = { ...of, mandateId: mandates[1]!, itemCode: 'inspection', reason: '漏登' }
  await must(recordLate, { ...late, occurredOn: '2025-02-12' }, commission)
  expect(await seen()).toEqual(['outdated'])
  await must(publish, { ...q1, ...terms, reason: '补登一次视察' })
  expect([await seen(), await seen(administrator, terms.publicUntilOn)]).toEqual([['outdated'], ['outdated']])
  expect(await seen(administrator, '2027-10-09')).toEqual([])
  await must(prepareYear, planned, commission)
  expect([await seen(), await seen(commission)]).toEqual([['to-publish'], []])
  // What was frozen is out of date before it was signed: it cannot be.
  await must(recordLate, { ...late, occurredOn: '2025-05-12' }, commission)
  expect([await seen(), await seen(commission)]).toEqual([['outdated'], ['outdated']])
  await must(publish, { ...of, quarter: '2025Q2', ...terms, reason: '补登一次视察' })
  await must(prepareYear, planned, commission)
  await sign({ reason: '补登两次视察' })
  expect(await seen()).toEqual([])
})
