import { addDays } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { answer, request } from '@jiceng/core/leave/commands'
import { commission, deputy, made } from './clerk.ts'

/** The demo's deputy is away until tomorrow, with approval, and asks for three days of next week. */
export async function askLeave(store: Store, mandateId: string, today: string): Promise<void> {
  const me = () => deputy(mandateId, today)
  const away = { mandateId, fromOn: today, untilOn: addDays(today, 1), reason: '到市里参加业务培训（演示）' }
  const leaveId = await made(store, request, away, me())
  await made(store, answer, { mandateId, leaveId, outcome: 'approved', answer: '' }, commission(today))
  const days = { fromOn: addDays(today, 6), untilOn: addDays(today, 8) }
  await made(store, request, { mandateId, ...days, reason: '住院复查（演示）' }, me())
}
