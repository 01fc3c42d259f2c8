import { sql } from 'kysely'
import * as z from 'zod'
import { reachOf, type Actor } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db, idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allRecipients } from '../recipient/queries.ts'
import type { Fault } from './schedule.ts'
import { secretText } from './rules.ts'
import {
  endpointLogInput,
  LOG_PAGE,
  REPLAY_MAX,
  type DeliveryStatus,
  type DisabledFor,
  type EndpointStatus,
  type ReplayDeliveries,
} from './schema.ts'

export const endpointAt = ({ recipientId, endpointId }: { recipientId: string; endpointId: string }) =>
  db.selectFrom('endpoint').selectAll().where('recipientId', '=', recipientId).where('id', '=', endpointId)

/** Endpoints of these recipients that notices may be sent to: verified and not disabled. */
export const activeEndpointsOf = (recipientIds: readonly string[]) =>
  db
    .selectFrom('endpoint')
    .select(['recipientId', 'id'])
    .where('recipientId', 'in', idsIn(recipientIds))
    .where('status', '=', 'active')

export const endpointsWithAddress = () =>
  db
    .selectFrom('endpoint')
    .innerJoin('endpoint_address', 'endpoint_address.endpointId', 'endpoint.id')
    .select(['endpoint.recipientId', 'endpoint.id', 'endpoint.status', 'endpoint.disabledFor', 'endpoint_address.url'])

export const secretsOf = (endpointId: string) =>
  db.selectFrom('endpoint_secret').selectAll().where('endpointId', '=', endpointId).orderBy('n', 'desc')

/** A challenge has an end of its own: it is asked again, not replayed. What was taken back stays so. */
export function deliveriesToReplay(input: ReplayDeliveries) {
  const own = db
    .selectFrom('delivery')
    .innerJoin('event', 'event.seq', 'delivery.seq')
    .select('delivery.id')
    .where('delivery.endpointId', '=', input.endpointId)
    .where('delivery.type', '<>', 'endpoint.challenge')
    .where('delivery.status', '<>', 'dropped')
    .orderBy('delivery.seq')
    .limit(REPLAY_MAX)
  switch (input.which) {
    case 'one':
      return own.where('delivery.id', '=', input.deliveryId)
    case 'failed':
      return own.where('delivery.status', '=', 'failed')
    case 'range':
      return own
        .where('event.recordedAt', '>=', beginOf(input.fromOn))
        .where('event.recordedAt', '<', new Date(Date.parse(beginOf(input.untilOn)) + 86_400_000).toISOString())
  }
}

/** The instant at which a day begins in Asia/Shanghai. */
const beginOf = (day: string) => new Date(`${day}T00:00:00+08:00`).toISOString()

const roles = ['tenant_administrator', 'deputies_commission'] as const
const inDistrict = (actor: Actor) => (reachOf(actor)?.of === 'district' ? true : null)

/** How many deliveries of an endpoint are in a state, as a column. */
const countOf = (status: 'waiting' | 'failed') =>
  db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .whereRef('delivery.endpointId', '=', sql.ref('endpoint.id'))
    .where('delivery.status', '=', status)
    .as(`${status}Count`)

const withHealth = () =>
  endpointsWithAddress()
    .leftJoin('endpoint_health', 'endpoint_health.endpointId', 'endpoint.id')
    .select(['endpoint.isVerified', 'endpoint.registeredAt', 'deliveredAt', 'failingSince'])
    .select([countOf('waiting'), countOf('failed')])

type EndpointRow = { status: string; disabledFor: string | null; isVerified: number }
const inWords = <T extends EndpointRow>({ status, disabledFor, isVerified, ...row }: T) => ({
  ...row,
  status: status as EndpointStatus,
  disabledFor: disabledFor as DisabledFor | null,
  isVerified: isVerified === 1,
})

const LIST_MAX = 500

/** Every recipient's endpoints, and the recipients to choose from. */
export const listEndpoints = query({
  name: 'endpoint.list',
  roles,
  input: z.strictObject({}),
  scope: inDistrict,
  load: () => ({
    endpoints: withHealth().orderBy('endpoint.registeredAt').limit(LIST_MAX),
    recipients: allRecipients(),
  }),
  answer: ({ endpoints, recipients }) => ok({ endpoints: endpoints.map(inWords), recipients }),
})

const pageOf = ({ endpointId, show, before }: z.infer<typeof endpointLogInput>) => {
  let page = db.selectFrom('delivery').where('delivery.endpointId', '=', endpointId)
  if (show !== 'all') page = page.where('delivery.status', '=', show)
  if (before !== undefined) page = page.where('delivery.seq', '<', before)
  return page.orderBy('delivery.seq', 'desc').limit(LOG_PAGE + 1)
}

/** Deliveries over which the figures of an endpoint are taken. */
const FIGURES_OF = 200

/** One endpoint: its state, its keys without their content, and what was sent to it, try by try. */
export const endpointLog = query({
  name: 'endpoint.log',
  roles,
  input: endpointLogInput,
  scope: inDistrict,
  load: (input) => ({
    endpoint: withHealth().where('endpoint.id', '=', input.endpointId),
    recipients: allRecipients(),
    secrets: secretsOf(input.endpointId),
    deliveries: pageOf(input)
      .innerJoin('event', 'event.seq', 'delivery.seq')
      .select(['delivery.seq', 'delivery.id', 'delivery.type', 'delivery.status', 'tries', 'triesBefore'])
      .select(['nextAttemptAt', 'lease', 'event.recordedAt']),
    attempts: db
      .selectFrom('delivery_attempt')
      .selectAll()
      .where('deliveryId', 'in', pageOf(input).select('delivery.id'))
      .orderBy('deliveryId')
      .orderBy('n', 'desc'),
    lately: db
      .selectFrom('delivery')
      .leftJoin('delivery_attempt', (join) =>
        join
          .onRef('delivery_attempt.deliveryId', '=', 'delivery.id')
          .onRef('delivery_attempt.n', '=', 'delivery.tries')
          .on('delivery.status', '=', 'delivered')
      )
      .select(['delivery.status', 'durationMs'])
      .where('delivery.endpointId', '=', input.endpointId)
      .orderBy('delivery.seq', 'desc')
      .limit(FIGURES_OF),
  }),
  answer: ({ endpoint: [endpoint], recipients, secrets, deliveries, attempts, lately }) => {
    if (!endpoint) return notFound()
    const page = deliveries.slice(0, LOG_PAGE)
    const durations = lately.flatMap((one) => one.durationMs ?? []).sort((a, b) => a - b)
    return ok({
      ...inWords(endpoint),
      recipientName: recipients.find((one) => one.id === endpoint.recipientId)?.name ?? '',
      secrets: secrets.map(({ n, secret, madeAt, endsAt }) => ({ n, tail: tailOf(secret), madeAt, endsAt })),
      lately: {
        count: lately.length,
        delivered: lately.filter((one) => one.status === 'delivered').length,
        medianMs: durations[Math.floor(durations.length / 2)] ?? null,
      },
      deliveries: page.map((delivery) => ({
        ...delivery,
        status: delivery.status as DeliveryStatus,
        attempts: attempts
          .filter((attempt) => attempt.deliveryId === delivery.id)
          .map(({ deliveryId: _, ...attempt }) => ({ ...attempt, fault: attempt.fault as Fault | 'withdrawn' | null })),
      })),
      before: deliveries.length > LOG_PAGE ? page.at(-1)!.seq : null,
    })
  },
})

const TAIL_CHARACTERS = 5
/** Enough to tell two keys apart: the end of what was shown once, with its "=" cut off. */
const tailOf = (secret: string) => secretText(secret).replace(/=+$/, '').slice(-TAIL_CHARACTERS)

/** The secret as the door that made it may show it, once. */
export const newestSecret = (endpointId: string) => secretsOf(endpointId).limit(1)

/** Endpoints the program gave up: they wait for somebody to mend them or to leave them off. */
export const retiredEndpoints = () =>
  db
    .selectFrom('endpoint')
    .select(['recipientId', 'id', 'disabledFor'])
    .where('status', '=', 'disabled')
    .where('disabledFor', '<>', 'person')
    .limit(LIST_MAX)
