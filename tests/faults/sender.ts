import type { Store } from '@jiceng/core/kernel/store'
import type { Sender } from '@jiceng/workers/webhook/pump'
import type { Outgoing } from '@jiceng/workers/webhook/send'
import { TODAY } from './world.ts'

/** The outbox's world with its clock in our hands: `status` stands for the receivers. */
export function senderTo(
  store: Store,
  status: (outgoing: Outgoing) => number
): Sender & { wait(seconds: number): void } {
  let now = Date.parse(`${TODAY}T02:00:00.000Z`)
  return {
    ...{ store, receiver: null, chance: () => 0.5 },
    noticeUrl: ({ noticeId, generation }) => `https://jiceng.example/notice/${noticeId}/${generation}`,
    send: (outgoing) =>
      Promise.resolve({ outcome: { status: status(outgoing), retryAfterSeconds: null }, answer: null }),
    now: () => new Date(now).toISOString(),
    wait: (seconds) => (now += seconds * 1000),
  }
}
