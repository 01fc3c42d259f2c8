import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { disabledFor } from './schema.ts'

const payload = z.strictObject({ id, recipientId: id })

/** An address is known; nothing is sent to it but challenges and tests. Address and secret stand beside. */
export const endpointRegistered = eventType({
  type: 'endpoint.registered',
  words: { zh: '登记推送端点', en: 'Endpoint registered' },
  payload,
  public: false,
  rows: (facts) =>
    insertMany(
      'endpoint',
      facts.map(({ data, recordedAt }) => ({
        recipientId: data.recipientId,
        id: data.id,
        status: 'unverified',
        isVerified: 0,
        disabledFor: null,
        registeredAt: recordedAt,
      }))
    ),
})

/** The endpoint answered its challenge: whoever reads there holds the address. */
export const endpointVerified = eventType({
  type: 'endpoint.verified',
  words: { zh: '端点通过验证', en: 'Endpoint verified' },
  payload,
  public: false,
  rows: (facts) => changed(facts.map(({ data }) => ({ id: data.id, status: 'active', isVerified: 1 }))),
})

export const endpointDisabled = eventType({
  type: 'endpoint.disabled',
  words: { zh: '停用推送端点', en: 'Endpoint disabled' },
  payload: payload.extend({ disabledFor }),
  public: false,
  rows: (facts) =>
    changed(facts.map(({ data }) => ({ id: data.id, status: 'disabled', disabledFor: data.disabledFor }))),
})

export const endpointEnabled = eventType({
  type: 'endpoint.enabled',
  words: { zh: '启用推送端点', en: 'Endpoint enabled' },
  payload,
  public: false,
  rows: (facts) => [
    ...forMany(
      `update endpoint set status = iif(isVerified = 1, 'active', 'unverified'), disabledFor = null
        where id in (select value from json_each(?))`,
      facts.map(({ data }) => data.id)
    ),
    mustChange,
  ],
})

const changed = (rows: Parameters<typeof updateMany>[1]): Statement[] => [...updateMany('endpoint', rows), mustChange]

/** Somebody asked the endpoint to prove that it reads what it is sent. The outbox sends it. */
export const endpointChallenged = eventType({
  type: 'endpoint.challenged',
  words: { zh: '验证推送端点', en: 'Endpoint challenged' },
  payload,
  public: false,
  rows: () => [],
})

/** Somebody asked for a test message. The outbox sends it. */
export const endpointTested = eventType({
  type: 'endpoint.tested',
  words: { zh: '发送测试推送', en: 'Test sent' },
  payload,
  public: false,
  rows: () => [],
})

/** The endpoint has a new secret, its n-th; the secret itself stands in `endpoint_secret`. */
export const endpointSecretRotated = eventType({
  type: 'endpoint.secret-rotated',
  words: { zh: '更换签名密钥', en: 'Signing secret changed' },
  payload: payload.extend({ n: z.int() }),
  public: false,
  rows: () => [],
})

/** Somebody had deliveries sent once more, under the ids they had. */
export const deliveriesReplayed = eventType({
  type: 'delivery.replayed',
  words: { zh: '重发推送', en: 'Deliveries replayed' },
  payload: payload.extend({ deliveryIds: z.array(id) }),
  public: false,
  rows: () => [],
})
