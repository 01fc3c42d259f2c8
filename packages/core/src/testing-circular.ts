import { closePeriod, publish } from './board/commands.ts'
import { propose } from './circular/commands.ts'
import { attach, register } from './recipient/commands.ts'
import { districtWithDeputies } from './testing-world.ts'

/** A published board of four deputies; the first two work for one employer. */
export async function publishedBoard() {
  const world = await districtWithDeputies({ count: 4 })
  const { must, of, mandates, office, commission } = world
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
  const [school] = await must(register, { kind: 'employer', name: '青禾区第一中学' })
  const recipientId = school!.commandId
  for (const mandateId of mandates.slice(0, 2)) await must(attach, { ...of, recipientId, mandateId })
  const content = {
    revision: 1,
    recipientIds: [recipientId],
    electoralDistrictIds: [world.seats[0]!],
    title: '关于2026年第三季度代表履职情况的通报',
    reason: '便于单位保障代表执行职务的时间',
    basis: '《代表法》第四十条、第五十八条',
  }
  const colleague = { ...commission, id: 'colleague', name: '秦岚' }
  return { ...world, board, recipientId, content, colleague, author: office(of.unitId) }
}

export async function proposedCircular() {
  const world = await publishedBoard()
  const [proposed] = await world.must(propose, { ...world.board, ...world.content }, world.author)
  const circularId = proposed!.commandId
  const approval = { ...world.board, circularId, edition: 1, recipientIds: [world.recipientId] }
  return { ...world, circularId, approval, at: { ...world.board, circularId } }
}
