import { deliveryBody, noticesToDeliver } from '@jiceng/core/circular/delivery'
import { keyedHash } from '@jiceng/core/kernel/hash'
import type { Store } from '@jiceng/core/kernel/store'

/** A delivery as it was taken from the outbox. */
export type Taken = {
  id: string
  seq: number
  type: string
  tries: number
  triesBefore: number
  lease: string | null
  endpointId: string
  recipientId: string
  url: string
  commandId: string
  n: number
  recordedAt: string
  data: string
}

/** The address at which a recipient reads a notice. */
export type NoticeUrl = (notice: { noticeId: string; generation: number }) => string

/**
 * The body of a delivery as of now: Standard Webhooks' type, time of the event and thin data, with a number by which a
 * receiver tells the stale. Null when there is nothing to say any more.
 */
export async function bodyOf(store: Store, urlOf: NoticeUrl, taken: Taken, secretHex: string): Promise<string | null> {
  const { endpointId, seq } = taken
  if (taken.type !== 'notice.issued') {
    const token = taken.type === 'endpoint.challenge' ? { token: tokenOf(taken, secretHex) } : {}
    return JSON.stringify({ type: taken.type, timestamp: taken.recordedAt, data: { seq, endpointId, ...token } })
  }
  const { id } = JSON.parse(taken.data) as { id: string }
  const [rows] = await store.read([noticesToDeliver([id]).compile()])
  const notice = (rows as (Parameters<typeof deliveryBody>[0] & { linkGeneration: number })[])[0]
  if (!notice) return null
  const body = deliveryBody(notice, urlOf({ noticeId: notice.noticeId, generation: notice.linkGeneration }))
  return JSON.stringify({ ...body, data: { seq, ...body.data } })
}

/** What an endpoint has to answer to a challenge: nobody who does not read there knows it. */
export const tokenOf = (taken: Taken, secretHex: string): string => keyedHash(secretHex, `challenge ${taken.id}`)
