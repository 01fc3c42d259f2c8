import { expect, test } from 'vitest'
import { report } from '../activity/commands.ts'
import { closePeriod, publish } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { establish } from '../people/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { register as registerRecipient } from '../recipient/commands.ts'
import { register as registerEndpoint, retire } from '../webhook/commands.ts'
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
