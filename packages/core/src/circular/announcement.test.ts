import { expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { ask } from '../kernel/command.ts'
import { transfer } from '../mandate/commands.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { renameDistrict } from '../place/commands.ts'
import { publishedBoard } from '../testing-circular.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { approve, propose } from './commands.ts'
import { choices } from './choices.ts'
import { circularRecord } from './queries.ts'

// Whose names a 公告 bears: those elected in its electoral district, whatever that is called meanwhile.

test('an electoral district renamed since its board is told of its own deputies', async () => {
  const { must, store, ctx, of, seats, board, content, author, colleague } = await publishedBoard()
  // They change names.
  for (const [n, name] of [
    [0, '旧第1选区'],
    [1, '第1选区'],
    [0, '第2选区'],
  ] as const) {
    await must(renameDistrict, { ...of, electoralDistrictId: seats[n]!, name })
  }
  const asked = await ask(store, choices, board, ctx(author))
  expect(asked.ok && asked.value.electoralDistricts.map((one) => [one.name, one.deputies.length])).toEqual([
    ['第2选区', 3],
    ['第1选区', 1],
  ])
  const [proposed] = await must(propose, { ...board, ...content }, author)
  const circularId = proposed!.commandId
  const shown = async () => {
    const record = await ask(store, circularRecord, { circularId }, ctx(author))
    return record.ok && record.value.announcements.map((one) => [one.name, one.deputies.length])
  }
  expect(await shown()).toEqual([['第2选区', 3]])
  await must(approve, { ...board, circularId, edition: 1, recipientIds: content.recipientIds }, colleague)
  expect(await shown()).toEqual([['第2选区', 3]])
})

test('a deputy who came from another unit’s district of the same name stands under the one that elected them', async () => {
  const { must, store, ctx, of, mandates, commission, office } = await districtWithDeputies()
  const [town] = await must(establish, { kind: 'town', name: '南河镇' })
  const there = { unitId: town!.commandId, level: 'district' as const }
  const [drawn] = await must(drawDistrict, { ...there, name: '第1选区', seats: 1 })
  const term = { startOn: '2021-11-20', endOn: '2026-12-31', ground: 'general_election' as const }
  await must(begin, { ...there, ...term, name: '何兰', electoralDistrictId: drawn!.commandId })
  const move = { mandateId: mandates[0]!, toUnitId: there.unitId, fromOn: '2026-07-01', reason: '户籍迁移' }
  await must(transfer, { ...of, ...move })
  const board = { ...there, quarter: '2026Q3' }
  await must(closePeriod, board, office(there.unitId))
  await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
  const asked = await ask(store, choices, board, ctx(office(there.unitId)))
  expect(
    asked.ok && asked.value.electoralDistricts.map(({ name, deputies }) => [name, deputies.map((one) => one.name)])
  ).toEqual([
    ['第1选区', ['何兰']],
    ['北桥街道第1选区', ['陈静']],
  ])
})
