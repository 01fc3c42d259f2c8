import { addDays, quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import type { Level } from '@jiceng/core/people/schema'
import { confirm } from '@jiceng/core/proposal/commands'
import { reactToNew } from '@jiceng/core/reactions'
import { recordVoters, withdraw } from '@jiceng/core/reception/commands'
import { commission, ctxAs, made } from './clerk.ts'

type Of = { unitId: string; level: Level }

/** What facts mean elsewhere is done as the clock of a running district does it. */
const react = (store: Store, today: string): Promise<void> =>
  reactToNew(store, (commandId) => ({ ...ctxAs({ kind: 'system', id: 'reactions' }, today), commandId }))

/** One reception whose points were confirmed, one that was withdrawn after that, and one that waits. */
export async function receiveVoters(store: Store, of: Of, mandates: readonly string[], today: string): Promise<void> {
  const quarter = quarterOf(today)
  const dayOf = (n: number): string => {
    const day = addDays(quarterDays(quarter).firstOn, n)
    return day < today ? day : today
  }
  const received = async (n: number, mandateIds: string[], voterCount: number, raised: string) => {
    const reception = { ...of, occurredOn: dayOf(n), place: '北桥街道人大代表之家', mandateIds, voterCount, raised }
    const receptionId = await made(store, recordVoters, reception, commission(today))
    await react(store, today)
    // As reactions name what they propose.
    const proposals = mandateIds.map((mandateId, nth) => ({
      ...{ mandateId, proposalId: `react:${receptionId}/0:points/${nth}` },
    }))
    return { on: { ...of, occurredOn: reception.occurredOn, receptionId }, proposals }
  }
  const [first, mistaken] = [
    await received(9, mandates.slice(0, 3), 6, '老旧小区加装电梯的费用分摊；菜市场门口占道'),
    await received(16, mandates.slice(3, 5), 4, '社区食堂的开放时间'),
  ]
  const proposals = [...first.proposals, ...mistaken.proposals]
  await made(store, confirm, { ...of, quarter, proposals }, commission(today))
  await received(30, mandates.slice(5, 9), 11, '公交改线后的换乘；夜间施工噪声')
  await made(store, withdraw, { ...mistaken.on, reason: '当天接待改期，登记有误' }, commission(today))
  await react(store, today)
}

/** A reception that was handed in after its quarter was closed: only the deputies commission confirms it. */
export async function receiveLate(store: Store, of: Of, mandates: readonly string[], quarter: string, today: string) {
  const { firstOn } = quarterDays(quarter)
  const reception = { ...of, occurredOn: addDays(firstOn, 52), place: '清溪街道代表联络站', voterCount: 3 }
  await made(store, recordVoters, { ...reception, mandateIds: mandates.slice(0, 2) }, commission(today))
  await react(store, today)
}
