import { expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { choices } from './choices.ts'
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
