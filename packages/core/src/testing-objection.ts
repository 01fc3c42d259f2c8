import { closePeriod, publish } from './board/commands.ts'
import type { Actor } from './kernel/actor.ts'
import { record } from './points/commands.ts'
import { districtWithDeputies } from './testing-world.ts'

export const settings = { objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }
export const answered = {
  outcome: 'upheld',
  answer: '签到表与登记不符，您说得对',
  publicAnswer: '经核对，多登一次',
} as const

/** A closed quarter with an entry of its first deputy; the office closed it. Objections run until 14 October 2026. */
export async function closed() {
  const district = await districtWithDeputies()
  const { must, database, of, mandates, office, commission } = district
  const [mandateId, otherId] = mandates as [string, string, string]
  const entry = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-09-16', note: '加装电梯视察' }
  const [recorded] = await must(record, entry, office(of.unitId))
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  const personOf = (id: string) =>
    (database.prepare('select personId from mandate where id = ?').get(id) as { personId: string }).personId
  const deputyOf = (id: string): Actor => ({ kind: 'deputy', id: `d${id}`, name: '陈静', personId: personOf(id) })
  const later = (actor: Actor, on: string) => ({ ...district.ctx(actor), today: on, now: `${on}T02:00:00.000Z` })
  const nothing = { entryId: null, aboutOn: null, itemCode: null }
  const about = { ...board, revision: 1, ...nothing }
  const colleague = { ...commission, id: 'qinlan', name: '秦岚' } as const satisfies Actor
  return {
    ...district,
    ...{ board, mandateId, otherId, later, colleague, entryId: `${recorded!.commandId}/0` },
    whole: { ...about, mandateId: null, kind: 'other' as const, text: '公示榜没有贴在代表之家' },
    wrong: { ...about, mandateId, kind: 'wrong' as const, text: '那次视察我没有参加' },
    deputy: deputyOf(mandateId),
    other: deputyOf(otherId),
  }
}

/** … published by the administrator: the commission may decide. */
export async function published() {
  const one = await closed()
  await one.must(publish, { ...one.board, ...settings }, one.administrator)
  const named = { ...one.wrong, entryId: one.entryId, aboutOn: '2026-09-16' }
  const came = {
    channel: 'phone' as const,
    receivedOn: '2026-10-08',
    objectorName: '周立',
    objectorContact: '13900000000',
  }
  return { ...one, named, byPhone: { ...one.whole, ...came } }
}
