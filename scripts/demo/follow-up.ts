import { approve, propose } from '@jiceng/core/circular/commands'
import { inform, interview, observe, open } from '@jiceng/core/duty-case/commands'
import { addDays, addMonths } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import type { Level } from '@jiceng/core/people/schema'
import { administrator, commission, made } from './clerk.ts'

type Board = { unitId: string; level: Level; quarter: string; revision: number }

/** A deputy who was talked with and whose observation has just run out: a person has to say what follows. */
export async function followUp(store: Store, board: Board, mandateId: string, today: string): Promise<void> {
  const until = addDays(today, -1)
  const [opened, told] = [addDays(addMonths(until, -2), -3), addMonths(until, -2)]
  const sql = 'select electoralDistrictId from mandate where id = ?'
  const [[row]] = (await store.read([{ sql, parameters: [mandateId] }])) as [[{ electoralDistrictId: string }]]
  const about = { ground: 'minimum-missed', period: board.quarter, reason: '本季度没有参加代表小组活动' } as const
  const caseId = await made(store, open, { mandateId, ...about }, commission(opened))
  const it = { mandateId, caseId }
  const talk = {
    ...{ heldOn: opened, place: '青禾区人大常委会会议室', interviewers: ['何敏', '秦岚'] },
    signature: 'signed' as const,
    record: '代表说明因工作调整，本季度未能参加小组活动，表示今后按时参加。',
  }
  await made(store, interview, { ...it, ...talk }, commission(opened))

  const text = {
    title: '关于代表履职情况向选民的通报',
    reason: '向原选区选民通报代表履职情况',
    basis: '《代表法》第五十八条',
  }
  const telling = { ...board, ...text, recipientIds: [], electoralDistrictIds: [row.electoralDistrictId] }
  const circularId = await made(store, propose, telling, commission(told))
  const { revision: _, ...of } = board
  await made(store, approve, { ...of, circularId, edition: 1, recipientIds: [] }, administrator(told))
  await made(store, inform, { ...it, circularId }, commission(told))
  const goals = '每月参加一次代表小组活动；向选民述职一次'
  await made(store, observe, { ...it, goals, untilOn: until }, commission(told))
}
