import { expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { transfer } from '../mandate/commands.ts'
import { drawDistrict, establish } from '../people/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { choices } from './choices.ts'
import { circularRecord } from './queries.ts'
import { approve, propose } from './commands.ts'
import { yearlyState } from './yearly.ts'

const text = { title: '年度通报（演示）', reason: '每年向原选区选民通报', basis: '《代表法》第五十八条' }

/** The first week of 2027; four deputies of two electoral districts. */
async function january() {
  const world = await districtWithDeputies({ count: 4, today: '2027-01-08' })
  const { must, of, office, commission, store, ctx } = world
  const board = { ...of, quarter: '2026Q4' }
  const published = async () => {
    await must(closePeriod, board, office(of.unitId))
    await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-12-31' }, commission)
  }
  const told = async (electoralDistrictIds: string[]) => {
    const content = { revision: 1, recipientIds: [], electoralDistrictIds, ...text }
    const [proposed] = await must(propose, { ...board, ...content }, office(of.unitId))
    const circularId = proposed!.commandId
    return {
      circularId,
      approved: () => must(approve, { ...board, circularId, edition: 1, recipientIds: [] }, commission),
    }
  }
  const state = async (actor: Actor = commission) => {
    const answer = await ask(store, yearlyState, { level: 'district', year: '2026' }, ctx(actor))
    return answer.ok ? answer.value.units : answer.problem
  }
  return { ...world, board, published, told, state }
}

test('a unit’s year is told district by district, once its last board is published', async () => {
  const { published, told, state, seats, of } = await january()
  const unit = {
    unitId: of.unitId,
    unitName: '北桥街道',
    districtCount: 2,
    toldCount: 0,
    postedCount: 0,
    proposedId: null,
  }
  expect(await state()).toEqual([{ ...unit, revision: null }])
  await published()
  expect(await state()).toEqual([{ ...unit, revision: 1 }])
  const first = await told([seats[0]!])
  expect(await state()).toEqual([{ ...unit, revision: 1, proposedId: first.circularId }])
  await first.approved()
  expect(await state()).toEqual([{ ...unit, revision: 1, toldCount: 1 }])
  await (await told([seats[1]!])).approved()
  expect(await state()).toEqual([{ ...unit, revision: 1, toldCount: 2 }])
})

test('the form of the next one knows which districts were told, and an office sees its own unit only', async () => {
  const { published, told, state, seats, board, store, ctx, office, of } = await january()
  await published()
  const { circularId } = await told([seats[0]!])
  const form = async (revises: object) => {
    const answer = await ask(store, choices, { ...board, ...revises }, ctx(office(of.unitId)))
    return answer.ok ? answer.value.electoralDistricts.map(({ isTold }) => isTold) : answer.problem
  }
  expect(await form({})).toEqual([true, false])
  expect(await form({ circularId })).toEqual([false, false])
  expect(await state(office(of.unitId))).toHaveLength(1)
  expect(await state(office('elsewhere'))).toEqual([])
})

test('whoever moved is told of where they were elected, by the unit that keeps the record now', async () => {
  const { must, of, office, commission, published, state, store, ctx, mandates, seats } = await january()
  const [street] = await must(establish, { kind: 'street', name: '南桥街道' })
  const south = { unitId: street!.commandId, level: of.level, quarter: '2026Q4' }
  await must(drawDistrict, { unitId: south.unitId, level: of.level, name: '第1选区', seats: 3 })
  const move = { ...of, mandateId: mandates[0]!, fromOn: '2026-10-10', reason: '人户变动', toUnitId: south.unitId }
  await must(transfer, move)
  await published()
  await must(closePeriod, south, office(south.unitId))
  await must(publish, { ...south, objectionWorkingDays: 5, publicUntilOn: '2027-12-31' }, commission)
  const form = await ask(store, choices, south, ctx(office(south.unitId)))
  expect(form.ok && form.value.electoralDistricts).toMatchObject([
    { id: seats[0], name: '北桥街道第1选区', deputies: [{ mandateId: mandates[0] }] },
  ])
  // Both units tell the same voters, each of those on its own board.
  const here = { ...of, quarter: '2026Q4', revision: 1, recipientIds: [], electoralDistrictIds: [seats[0]!], ...text }
  const [north] = await must(propose, here, office(of.unitId))
  const content = { ...here, ...south }
  expect(await run(store, propose, content, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 404 } })
  const [proposed] = await must(propose, content, office(south.unitId))
  const circularId = proposed!.commandId
  await must(approve, { ...south, circularId, edition: 1, recipientIds: [] }, commission)
  await must(
    approve,
    { ...of, quarter: '2026Q4', circularId: north!.commandId, edition: 1, recipientIds: [] },
    commission
  )
  const record = await ask(store, circularRecord, { circularId }, ctx(office(south.unitId)))
  expect(record.ok && record.value.announcements).toMatchObject([
    { name: '北桥街道第1选区', deputies: [{ mandateId: mandates[0] }] },
  ])
  const told = await ask(store, circularRecord, { circularId: north!.commandId }, ctx(commission))
  expect(told.ok && JSON.stringify(told.value.announcements)).not.toContain(mandates[0])
  expect(await state()).toMatchObject([
    { unitName: '北桥街道', districtCount: 2, toldCount: 1 },
    { unitName: '南桥街道', districtCount: 1, toldCount: 1 },
  ])
})
