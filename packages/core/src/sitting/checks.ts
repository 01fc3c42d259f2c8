import { refuse, type Problem } from '../kernel/problem.ts'
import { sittingStatuses, type SittingStatus } from './schema.ts'

type Refusal = { ok: false; problem: Problem } | null

export type Standing = { status: SittingStatus; heldOn: string }

/** null where a sitting is in one of these states. */
export function stateRefusal(status: SittingStatus, wanted: readonly SittingStatus[]): Refusal {
  if (wanted.includes(status)) return null
  return refuse(409, 'sitting-not-so', {
    zh: `${sittingStatuses[status].zh}，不能这样做`,
    en: `It is not possible now: the sitting is ${sittingStatuses[status].en.toLowerCase()}`,
  })
}

/** null where a sitting is in one of these states, and is of today: who was there yesterday is no quorum of today's. */
export function nowRefusal({ status, heldOn }: Standing, wanted: readonly SittingStatus[], today: string): Refusal {
  const no = stateRefusal(status, wanted)
  if (no || heldOn === today) return no
  return refuse(409, 'another-day', {
    zh: `这是 ${heldOn} 的会议，请先散会（或取消签到），今天重新签到`,
    en: `This sitting is of ${heldOn}: close it, or call its check-in off, and check in anew today`,
  })
}
