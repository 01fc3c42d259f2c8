import { reachOf, type Actor } from '../kernel/actor.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { forMany, insertMany, updateMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { recipientById } from '../recipient/queries.ts'
import {
  deliveriesReplayed,
  endpointChallenged,
  endpointDisabled,
  endpointEnabled,
  endpointRegistered,
  endpointSecretRotated,
  endpointTested,
  endpointVerified,
} from './events.ts'
import { againNow, freshHealth } from './outbox.ts'
import { deliveriesToReplay, endpointAt, endpointsWithAddress, secretsOf } from './queries.ts'
import { addressFault } from './rules.ts'
import {
  ENDPOINTS_MAX,
  endpointsStream,
  endpointStream,
  oneEndpoint,
  registerEndpoint,
  replayDeliveries,
  retireEndpoint,
  SECRET_BYTES,
  SECRET_OVERLAP_HOURS,
} from './schema.ts'

const roles = ['tenant_administrator', 'deputies_commission'] as const

const isDistrict = (actor: Actor) => reachOf(actor)?.of === 'district'

/** Bytes of one of ctx's salts. */
const SALT_BYTES = 16
const newSecret = (ctx: Ctx) => ctx.salts(SECRET_BYTES / SALT_BYTES).join('')

/** Says where a recipient wants its notices sent. Its id is the commandId, its secret the salts. */
export const register = command({
  name: 'endpoint.register',
  roles,
  input: registerEndpoint,
  streams: (input) => [endpointsStream(input.recipientId)],
  load: (input) => ({
    recipient: recipientById(input.recipientId),
    known: endpointsWithAddress().where('endpoint.recipientId', '=', input.recipientId),
  }),
  scope: isDistrict,
  decide: ({ recipient, known }, { recipientId, url }, ctx) => {
    if (recipient.length === 0) return notFound()
    const fault = addressFault(url, ctx.platform.receiver)
    if (fault) return refuseField('/url', fault.code, fault.detail)
    if (known.some((one) => one.url === url)) {
      return refuseField('/url', 'address-known', {
        zh: '该单位已有这个地址的端点',
        en: 'The recipient has an endpoint at this address already',
      })
    }
    if (known.filter((one) => one.status !== 'disabled').length >= ENDPOINTS_MAX) {
      return refuseField('/url', 'too-many-endpoints', {
        zh: `每个单位最多${ENDPOINTS_MAX}个端点，请先停用一个`,
        en: `A recipient has ${ENDPOINTS_MAX} endpoints at the most. Disable one first`,
      })
    }
    const endpointId = ctx.commandId
    return ok({
      facts: [endpointRegistered.on(endpointsStream(recipientId), ctx.today, { id: endpointId, recipientId })],
      beside: [
        ...insertMany('endpoint_address', [{ endpointId, url }]),
        ...insertMany('endpoint_secret', [{ endpointId, n: 1, secret: newSecret(ctx), madeAt: ctx.now, endsAt: null }]),
      ],
    })
  },
})

type OneEndpoint = { recipientId: string; endpointId: string }
const streamsOfOne = ({ recipientId, endpointId }: OneEndpoint) => [
  endpointsStream(recipientId),
  endpointStream(endpointId),
]

/** What stands against doing this to an endpoint in the state it is in; null: nothing. */
function refusalOf(
  endpoint: { status: string; disabledFor: string | null } | undefined,
  to: 'use' | 'verify' | 'disable' | 'retire' | 'enable'
) {
  if (!endpoint) return notFound()
  const isOff = endpoint.status === 'disabled'
  if (to === 'enable') {
    return isOff ? null : refuse(409, 'not-disabled', { zh: '端点没有停用', en: 'It is not disabled' })
  }
  if (to === 'retire' || to === 'disable') {
    // A person may take note of what the program gave up, and leave it so.
    return isOff && (to === 'retire' || endpoint.disabledFor === 'person')
      ? refuse(409, 'already-disabled', { zh: '端点已经停用', en: 'It is disabled already' })
      : null
  }
  if (isOff)
    return refuse(409, 'endpoint-disabled', { zh: '端点已停用，请先启用', en: 'It is disabled. Enable it first' })
  if (to === 'verify' && endpoint.status === 'active') {
    return refuse(409, 'already-verified', { zh: '端点已经验证', en: 'It is verified already' })
  }
  return null
}

/** Asks the endpoint to answer with a token: until it has, nothing about a person is sent to it. */
export const challenge = command({
  name: 'endpoint.challenge',
  roles,
  input: oneEndpoint,
  streams: streamsOfOne,
  load: (input) => ({ endpoint: endpointAt(input) }),
  scope: isDistrict,
  decide: ({ endpoint: [endpoint] }, { recipientId, endpointId }, ctx) => {
    const no = refusalOf(endpoint, 'verify')
    if (no) return no
    const data = { id: endpointId, recipientId }
    return ok({ facts: [endpointChallenged.on(endpointStream(endpointId), ctx.today, data)] })
  },
})

/** The answer held the token. */
export const verify = command({
  name: 'endpoint.verify',
  roles: ['system'],
  input: oneEndpoint,
  streams: ({ recipientId }) => [endpointsStream(recipientId)],
  load: (input) => ({ endpoint: endpointAt(input) }),
  scope: () => true,
  decide: ({ endpoint: [endpoint] }, { recipientId, endpointId }, ctx) => {
    const no = refusalOf(endpoint, 'verify')
    if (no) return no
    const data = { id: endpointId, recipientId }
    return ok({ facts: [endpointVerified.on(endpointsStream(recipientId), ctx.today, data)] })
  },
})

/** Sends a message without content about anybody: the one thing a district on trial may send. */
export const sendTest = command({
  name: 'endpoint.test',
  roles,
  input: oneEndpoint,
  streams: streamsOfOne,
  load: (input) => ({ endpoint: endpointAt(input) }),
  scope: isDistrict,
  decide: ({ endpoint: [endpoint] }, { recipientId, endpointId }, ctx) => {
    const no = refusalOf(endpoint, 'use')
    if (no) return no
    return ok({
      facts: [endpointTested.on(endpointStream(endpointId), ctx.today, { id: endpointId, recipientId })],
    })
  },
})

/** Gives the endpoint a new secret; the one before stays valid for a day, any older one ends at once. */
export const rotateSecret = command({
  name: 'endpoint.rotate-secret',
  roles,
  input: oneEndpoint,
  streams: ({ endpointId }) => [endpointStream(endpointId)],
  load: (input) => ({ endpoint: endpointAt(input), secrets: secretsOf(input.endpointId) }),
  scope: isDistrict,
  decide: ({ endpoint: [endpoint], secrets }, { recipientId, endpointId }, ctx) => {
    if (!endpoint) return notFound()
    const n = Math.max(0, ...secrets.map((secret) => secret.n)) + 1
    const endsAt = new Date(Date.parse(ctx.now) + SECRET_OVERLAP_HOURS * 3_600_000).toISOString()
    return ok({
      facts: [endpointSecretRotated.on(endpointStream(endpointId), ctx.today, { id: endpointId, recipientId, n })],
      beside: [
        ...forMany(
          `delete from endpoint_secret where endsAt is not null and endpointId in (select value from json_each(?))`,
          [endpointId]
        ),
        ...updateMany('endpoint_secret', [{ endpointId, endsAt }], ['endpointId']),
        ...insertMany('endpoint_secret', [{ endpointId, n, secret: newSecret(ctx), madeAt: ctx.now, endsAt: null }]),
      ],
    })
  },
})

/** A colleague stops everything that goes to the endpoint, or leaves off what was given up. What waits becomes undelivered. */
export const disable = command({
  name: 'endpoint.disable',
  roles,
  input: oneEndpoint,
  streams: ({ recipientId }) => [endpointsStream(recipientId)],
  load: (input) => ({ endpoint: endpointAt(input) }),
  scope: isDistrict,
  decide: ({ endpoint: [endpoint] }, { recipientId, endpointId }, ctx) => {
    const no = refusalOf(endpoint, 'disable')
    if (no) return no
    const data = { id: endpointId, recipientId, disabledFor: 'person' as const }
    return ok({ facts: [endpointDisabled.on(endpointsStream(recipientId), ctx.today, data)] })
  },
})

/** The program stops sending: the endpoint said 410 Gone, or nothing has arrived for days. */
export const retire = command({
  name: 'endpoint.retire',
  roles: ['system'],
  input: retireEndpoint,
  streams: ({ recipientId }) => [endpointsStream(recipientId)],
  load: (input) => ({ endpoint: endpointAt(input) }),
  scope: () => true,
  decide: ({ endpoint: [endpoint] }, { recipientId, endpointId, why }, ctx) => {
    const no = refusalOf(endpoint, 'retire')
    if (no) return no
    const data = { id: endpointId, recipientId, disabledFor: why }
    return ok({ facts: [endpointDisabled.on(endpointsStream(recipientId), ctx.today, data)] })
  },
})

/** Takes it up again, with a clean record; what had failed is replayed by hand. */
export const enable = command({
  name: 'endpoint.enable',
  roles,
  input: oneEndpoint,
  streams: ({ recipientId }) => [endpointsStream(recipientId)],
  load: (input) => ({ endpoint: endpointAt(input) }),
  scope: isDistrict,
  decide: ({ endpoint: [endpoint] }, { recipientId, endpointId }, ctx) => {
    const no = refusalOf(endpoint, 'enable')
    if (no) return no
    return ok({
      facts: [endpointEnabled.on(endpointsStream(recipientId), ctx.today, { id: endpointId, recipientId })],
      beside: freshHealth([endpointId]),
    })
  },
})

/** Sends deliveries once more, under the ids they had, so that a receiver that knows them already takes no harm. */
export const replay = command({
  name: 'delivery.replay',
  roles,
  input: replayDeliveries,
  streams: (input) => streamsOfOne(input),
  load: (input) => ({ endpoint: endpointAt(input), deliveries: deliveriesToReplay(input) }),
  scope: isDistrict,
  decide: ({ endpoint: [endpoint], deliveries }, { recipientId, endpointId }, ctx) => {
    const no = refusalOf(endpoint, 'use')
    if (no) return no
    if (deliveries.length === 0) {
      return refuse(409, 'nothing-to-replay', { zh: '没有可以重发的推送', en: 'There is nothing to replay' })
    }
    const deliveryIds = deliveries.map((one) => one.id)
    return ok({
      facts: [
        deliveriesReplayed.on(endpointStream(endpointId), ctx.today, { id: endpointId, recipientId, deliveryIds }),
      ],
      beside: againNow(deliveryIds, ctx.now),
    })
  },
})
