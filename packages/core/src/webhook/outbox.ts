import { sql } from 'kysely'
import { cursorOf, moveCursor, reachedBy, readUpTo, type Cursor } from '../kernel/cursor.ts'
import { db } from '../kernel/db.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { forMany, insertMany } from '../kernel/insert.ts'
import type { Statement } from '../kernel/store.ts'
import { RETRY_SECONDS } from './rules.ts'
import { waitSeconds, verdictOf, type Fault, type Outcome } from './schedule.ts'

// The way of an event to an endpoint, as statements: event → delivery → attempt. Bookkeeping without a decision, so it
// is written directly, and every statement may be repeated: the outbox and the sweep are the truth, a nudge never is.

/** Events that are sent, and under which name. */
export const CARRIED = {
  'notice.issued': 'notice.issued',
  'endpoint.challenged': 'endpoint.challenge',
  'endpoint.tested': 'endpoint.test',
} as const

/** Events read at once. */
const READ_MAX = 300
/** A try takes 15 seconds at the most; after this its lease is anybody's. */
const LEASE_SECONDS = 60
/** Sent at the same time; of one endpoint fewer, so that one that hangs does not hold up the others. */
const CLAIM_MAX = 6
const CLAIM_PER_ENDPOINT = 2

/** A person waits for a test or a challenge and presses again: only notices are tried again. */
const triesOf = (type: string): number => (type === 'notice.issued' ? RETRY_SECONDS.length : 1)
const TRIES_SQL = `iif(type = 'notice.issued', ${RETRY_SECONDS.length}, 1)`

const later = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1000).toISOString()

/** What is fanned out before a database was restored is not sent after it. */
const epoch = () => sql<number>`coalesce(${db.selectFrom('outbox_cursor').select('outbox_cursor.epoch')}, 1)`

export const cursor = () => cursorOf('outbox_cursor').select(epoch().as('epoch'))

/**
 * What stands after the cursor, once for each endpoint it concerns: a notice for the verified endpoints of its recipient,
 * a challenge or test for its own.
 */
export const eventsToCarry = () =>
  db
    .selectFrom('event')
    .innerJoin('endpoint', (join) =>
      join
        .on('endpoint.recipientId', '=', sql<string>`event.data ->> 'recipientId'`)
        .on(sql<boolean>`iif(event.type = 'notice.issued', endpoint.isVerified = 1, endpoint.id = event.data ->> 'id')`)
    )
    .select(['event.seq', 'event.commandId', 'event.n', 'event.stream', 'event.type'])
    .select(['endpoint.id as endpointId', 'endpoint.status'])
    .where('event.seq', '>', readUpTo('outbox_cursor'))
    .where('event.type', 'in', Object.keys(CARRIED))
    .where(sql<boolean>`event.type <> 'notice.issued' or event.data ->> 'channel' = 'webhook'`)
    .orderBy('event.seq')
    .limit(READ_MAX)

export type OutboxCursor = Cursor & { epoch: number }
export type ToCarry = {
  seq: number
  commandId: string
  n: number
  stream: string
  type: string
  endpointId: string
  status: string
}

/**
 * Writes the deliveries and moves the cursor, both or neither, and neither when somebody else has moved it. Null when
 * there is nothing new. Where all endpoints of a recipient are off they get their delivery all the same, to fail: what is
 * not sent is told.
 */
export function fanOut(found: readonly ToCarry[], at: OutboxCursor, now: string): Statement[] | null {
  const until = reachedBy(found, READ_MAX, at)
  if (until <= at.seq) return null
  const whole = found.filter((one) => one.seq <= until)
  const on = new Set(whole.filter((one) => one.status !== 'disabled').map((one) => one.seq))
  const wanted = whole.filter((one) => one.status !== 'disabled' || !on.has(one.seq))
  return [
    ...moveCursor('outbox_cursor', { epoch: at.epoch, seq: at.seq }, until),
    ...insertMany(
      'delivery',
      wanted.map((one) => ({
        endpointId: one.endpointId,
        seq: one.seq,
        id: webhookId(`${one.commandId}/${one.n}`, one.endpointId),
        type: CARRIED[one.type as keyof typeof CARRIED],
        subject: one.stream,
        epoch: at.epoch,
        status: 'waiting',
        tries: 0,
        triesBefore: 0,
        nextAttemptAt: now,
        lease: null,
        leaseUntil: null,
        isReported: 0,
      })),
      'on conflict do nothing'
    ),
  ]
}

/** The same for every try of one event to one endpoint, and for no other. */
const webhookId = (eventId: string, endpointId: string): string =>
  `msg-${sha256Hex(`${eventId} ${endpointId}`).slice(0, 32)}`

/** Ends what can no longer be sent: its endpoint is off, or its last try was cut short. */
export const endHopeless = (now: string): Statement[] => [
  {
    sql: `update delivery_attempt set fault = 'interrupted'
      where fault is null and httpStatus is null and deliveryId in
        (select id from delivery where status = 'waiting' and leaseUntil <= ?)`,
    parameters: [now],
  },
  {
    sql: `update delivery set status = 'failed', nextAttemptAt = null, lease = null, leaseUntil = null
      where status = 'waiting' and (leaseUntil is null or leaseUntil <= ?)
        and (tries - triesBefore >= ${TRIES_SQL}
          or endpointId in (select id from endpoint where status = 'disabled'))`,
    parameters: [now],
  },
]

/**
 * Takes due deliveries under a lease and writes their attempts, before anything is sent. Of one subject the older goes
 * first, and a newer one waits while it is being tried; what was fanned out in another epoch stays where it is.
 */
export const claim = (lease: string, now: string): Statement[] => [
  {
    sql: `update delivery set lease = ?1, leaseUntil = ?2, tries = tries + 1 where id in (
      select id from (
        select id, nextAttemptAt, row_number() over (partition by endpointId order by nextAttemptAt, seq) as place
        from delivery due
        where status = 'waiting' and nextAttemptAt <= ?3 and (leaseUntil is null or leaseUntil <= ?3)
          and epoch = (select epoch from outbox_cursor)
          and not exists (select 1 from delivery older where older.endpointId = due.endpointId
            and older.subject = due.subject and older.status = 'waiting' and older.seq < due.seq)
      ) where place <= ${CLAIM_PER_ENDPOINT} order by nextAttemptAt limit ${CLAIM_MAX})`,
    parameters: [lease, later(now, LEASE_SECONDS), now],
  },
  {
    sql: `insert into delivery_attempt (deliveryId, n, startedAt) select id, tries, ? from delivery where lease = ?`,
    parameters: [now, lease],
  },
]

/** What was taken under a lease, with all that sending it needs. */
export const claimed = (lease: string) =>
  db
    .selectFrom('delivery')
    .innerJoin('endpoint', 'endpoint.id', 'delivery.endpointId')
    .innerJoin('endpoint_address', 'endpoint_address.endpointId', 'delivery.endpointId')
    .innerJoin('event', 'event.seq', 'delivery.seq')
    .select(['delivery.id', 'delivery.seq', 'delivery.type', 'delivery.tries', 'delivery.triesBefore', 'lease'])
    .select(['delivery.endpointId', 'endpoint.recipientId', 'endpoint_address.url'])
    .select(['event.commandId', 'event.n', 'event.recordedAt', 'event.data'])
    .where('delivery.lease', '=', lease)

/** Secrets an endpoint's signature carries now, newest first. */
export const secretsAt = (lease: string, now: string) =>
  db
    .selectFrom('endpoint_secret')
    .select(['endpointId', 'secret'])
    .where('endpointId', 'in', ({ selectFrom }) =>
      selectFrom('delivery').select('delivery.endpointId').where('lease', '=', lease)
    )
    .where(({ eb, or }) => or([eb('endsAt', 'is', null), eb('endsAt', '>', now)]))
    .orderBy('n', 'desc')

type Tried = {
  id: string
  endpointId: string
  type: string
  tries: number
  triesBefore: number
  lease: string | null
}
export type Result = { startedAt: string; endedAt: string; outcome: Outcome; answer: string | null }

/** Writes what a try came to. A lease that has passed to another leaves the delivery to it and keeps the attempt. */
export function settle(tried: Tried, { startedAt, endedAt, outcome, answer }: Result, chance: number): Statement[] {
  const verdict = verdictOf(outcome)
  const used = tried.tries - tried.triesBefore
  const wait = verdict === 'again' && used < triesOf(tried.type) ? waitSeconds(used, outcome, chance) : null
  const status = verdict === 'delivered' ? 'delivered' : wait === null ? 'failed' : 'waiting'
  return [
    ...attemptEnded(tried, {
      startedAt,
      durationMs: Date.parse(endedAt) - Date.parse(startedAt),
      httpStatus: 'status' in outcome ? outcome.status : null,
      fault: 'fault' in outcome ? outcome.fault : null,
      answer,
    }),
    release(tried, status, wait === null ? null : later(endedAt, wait)),
    ...healthAfter(tried.endpointId, verdict === 'delivered', endedAt),
  ]
}

/** The notice was taken back before it was sent: nothing goes out, and the log says so. */
export const drop = (tried: Tried): Statement[] => [
  ...attemptEnded(tried, { startedAt: null, durationMs: null, httpStatus: null, fault: 'withdrawn', answer: null }),
  release(tried, 'dropped', null),
]

type Ended = {
  startedAt: string | null
  durationMs: number | null
  httpStatus: number | null
  fault: Fault | 'withdrawn' | null
  answer: string | null
}

const attemptEnded = (tried: Tried, ended: Ended): Statement[] =>
  forMany(
    `update delivery_attempt set startedAt = coalesce(j.value ->> 'startedAt', startedAt),
        durationMs = j.value ->> 'durationMs', httpStatus = j.value ->> 'httpStatus',
        fault = j.value ->> 'fault', answer = j.value ->> 'answer'
      from json_each(?) j where deliveryId = j.value ->> 'id' and n = j.value ->> 'n'`,
    [{ id: tried.id, n: tried.tries, ...ended }]
  )

const release = (tried: Tried, status: string, nextAttemptAt: string | null): Statement => ({
  sql: `update delivery set status = ?, nextAttemptAt = ?, lease = null, leaseUntil = null where id = ? and lease = ?`,
  parameters: [status, nextAttemptAt, tried.id, tried.lease],
})

const healthAfter = (endpointId: string, isWell: boolean, at: string): Statement[] =>
  insertMany(
    'endpoint_health',
    [{ endpointId, deliveredAt: isWell ? at : null, failingSince: isWell ? null : at }],
    isWell
      ? 'on conflict do update set deliveredAt = excluded.deliveredAt, failingSince = null'
      : 'on conflict do update set failingSince = coalesce(failingSince, excluded.failingSince)'
  )

/** A clean record, for an endpoint that is taken up again. */
export const freshHealth = (endpointIds: readonly string[]): Statement[] =>
  forMany(
    `update endpoint_health set failingSince = null where endpointId in (select value from json_each(?))`,
    endpointIds
  )

/** Deliveries wait again, from the first try of the schedule on. */
export const againNow = (deliveryIds: readonly string[], now: string): Statement[] =>
  deliveryIds.length === 0
    ? []
    : [
        {
          sql: `update delivery set status = 'waiting', nextAttemptAt = ?, triesBefore = tries, isReported = 0,
              epoch = (select epoch from outbox_cursor)
            where id in (select value from json_each(?))`,
          parameters: [now, JSON.stringify(deliveryIds)],
        },
      ]

/** Notices that came to nothing, at every endpoint they were for; whoever issued them is to be told. */
export const unreported = () =>
  db
    .selectFrom('delivery')
    .innerJoin('event', 'event.seq', 'delivery.seq')
    .select(['delivery.id', sql<string>`event.data ->> 'id'`.as('noticeId')])
    .select(({ selectFrom, exists }) =>
      exists(
        selectFrom('delivery as other')
          .select('other.id')
          .whereRef('other.seq', '=', 'delivery.seq')
          .where('other.status', 'in', ['waiting', 'delivered'])
          .where('other.endpointId', 'in', ({ selectFrom }) =>
            selectFrom('endpoint')
              .select('endpoint.id')
              .where('endpoint.recipientId', '=', sql<string>`event.data ->> 'recipientId'`)
          )
      ).as('isElsewhere')
    )
    .where('delivery.status', '=', 'failed')
    .where('delivery.isReported', '=', 0)
    .where('delivery.type', '=', 'notice.issued')
    .orderBy('delivery.seq')
    .limit(REPORT_MAX)

/** Reported at once. */
const REPORT_MAX = 50

export const reported = (deliveryIds: readonly string[]): Statement[] =>
  forMany(`update delivery set isReported = 1 where id in (select value from json_each(?))`, deliveryIds)

/** After days without one success, over several events, an endpoint is given up. */
const FAILING_DAYS_MAX = 5
const FAILING_EVENTS_MIN = 3

export const failedForDays = (now: string) =>
  db
    .selectFrom('endpoint_health')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_health.endpointId')
    .select(['endpoint.id as endpointId', 'endpoint.recipientId', 'failingSince'])
    .where('endpoint.status', '<>', 'disabled')
    .where('failingSince', '<=', later(now, -FAILING_DAYS_MAX * 86_400))
    .where(
      ({ selectFrom }) =>
        selectFrom('delivery')
          .innerJoin('delivery_attempt', 'delivery_attempt.deliveryId', 'delivery.id')
          .select(sql<number>`count(distinct delivery.id)`.as('count'))
          .whereRef('delivery.endpointId', '=', 'endpoint_health.endpointId')
          .whereRef('delivery_attempt.startedAt', '>=', 'endpoint_health.failingSince'),
      '>=',
      FAILING_EVENTS_MIN
    )

/** When the outbox has something to do next; null: nothing waits. */
export const nextDue = () =>
  db
    .selectFrom('delivery')
    .select(sql<string | null>`min(max(nextAttemptAt, coalesce(leaseUntil, '')))`.as('dueAt'))
    .where('status', '=', 'waiting')
    .where('epoch', '=', epoch())

/** Old secrets whose time is over are not kept. */
export const endSecrets = (now: string): Statement => ({
  sql: `delete from endpoint_secret where endsAt <= ?`,
  parameters: [now],
})
