import * as z from 'zod'
import { day, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

export const endpointStatuses = {
  unverified: { zh: '待验证', en: 'To be verified' },
  active: { zh: '启用中', en: 'Active' },
  disabled: { zh: '已停用', en: 'Disabled' },
} satisfies Record<string, Words>
export type EndpointStatus = keyof typeof endpointStatuses

/** Why an endpoint is disabled: by a colleague, after days of failures, or because it answered 410 Gone. */
export const disabledFor = z.enum(['person', 'failing', 'gone'])
export type DisabledFor = z.infer<typeof disabledFor>

/** Bytes of a signing secret (Standard Webhooks: 24 to 64). */
export const SECRET_BYTES = 32

/** How long the old secret stays valid after a change, so that the receiver can take the new one over. */
export const SECRET_OVERLAP_HOURS = 24

/** Endpoints of one recipient that are not disabled. */
export const ENDPOINTS_MAX = 3

/** Far above what an address may have, so that the guard names the fault. */
const URL_CHARACTERS_MAX = 2000

export const registerEndpoint = z.strictObject({ recipientId: id, url: line(URL_CHARACTERS_MAX) })

/** An endpoint under its recipient: what changes it is guarded by the recipient's stream. */
export const oneEndpoint = z.strictObject({ recipientId: id, endpointId: id })

export const retireEndpoint = z.strictObject({ ...oneEndpoint.shape, why: z.enum(['failing', 'gone']) })

/** Deliveries of one replay; what is more is replayed by pressing again. */
export const REPLAY_MAX = 500

export const replayDeliveries = z.discriminatedUnion('which', [
  z.strictObject({ ...oneEndpoint.shape, which: z.literal('one'), deliveryId: id }),
  z.strictObject({ ...oneEndpoint.shape, which: z.literal('failed') }),
  z.strictObject({ ...oneEndpoint.shape, which: z.literal('range'), fromOn: day, untilOn: day }),
])
export type ReplayDeliveries = z.infer<typeof replayDeliveries>

export const deliveryStatuses = {
  waiting: { zh: '待发送', en: 'Waiting' },
  delivered: { zh: '已送达', en: 'Delivered' },
  failed: { zh: '失败', en: 'Failed' },
  dropped: { zh: '未发送', en: 'Not sent' },
} satisfies Record<string, Words>
export type DeliveryStatus = keyof typeof deliveryStatuses

/** Deliveries on one page of the log. */
export const LOG_PAGE = 30

/** `before`: the sequence number of the last one seen. */
export const endpointLogInput = z.strictObject({
  endpointId: id,
  show: z.enum(['all', 'failed', 'waiting']).default('all'),
  before: z.coerce.number().int().min(0).optional(),
})

/** Which endpoints a recipient has and in what state: whoever relies on one being active relies on this. */
export const endpointsStream = (recipientId: string) => `endpoints/${recipientId}`
/** What was asked of one endpoint: challenges, tests, replays, new secrets. */
export const endpointStream = (endpointId: string) => `endpoint/${endpointId}`
