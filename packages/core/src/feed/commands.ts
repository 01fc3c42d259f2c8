import { reachesUnit } from '../kernel/actor.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { unitById } from '../people/queries.ts'
import { CALLING } from '../session/queries.ts'
import { placeKind } from '../body/checks.ts'
import { feedEnded, feedMade } from './events.ts'
import { runningFeed } from './queries.ts'
import { feedsStream, ownFeed, placeFeed, type FeedOwner } from './schema.ts'

type Running = readonly { id: string }[]

const ended = (owner: FeedOwner, feed: { id: string }, { today }: Ctx) =>
  feedEnded.on(feedsStream(owner), today, { id: feed.id, endedOn: today })

const forgotten = (running: Running) =>
  running.map(({ id }) => ({ sql: 'delete from feed_secret where feedId = ?', parameters: [id] }))

/** The address is made of the salts and shown once, by the door; the one before leads nowhere from now on. */
function made(owner: FeedOwner, running: Running, ctx: Ctx) {
  const about = feedMade.on(feedsStream(owner), ctx.today, { id: ctx.commandId, ...owner, madeOn: ctx.today })
  const [before] = running
  return ok({
    facts: before ? ([ended(owner, before, ctx), about] as const) : ([about] as const),
    beside: [
      ...forgotten(running),
      ...insertMany('feed_secret', [{ feedId: ctx.commandId, tokenHash: sha256Hex(ctx.salts(2).join('')) }]),
    ],
  })
}

function stopped(owner: FeedOwner, running: Running, ctx: Ctx) {
  const [feed] = running
  if (!feed) return refuse(409, 'no-feed', { zh: '没有正在使用的订阅地址', en: 'There is no address in use' })
  return ok({ facts: [ended(owner, feed, ctx)] as const, beside: forgotten(running) })
}

const ofPerson = (personId: string): FeedOwner => ({ ownerKind: 'person', ownerId: personId })
const ofPlace = (placeId: string): FeedOwner => ({ ownerKind: 'place', ownerId: placeId })

/** A deputy's own calendar. */
export const makeOwn = command({
  name: 'feed.make-own',
  roles: ['deputy'],
  input: ownFeed,
  streams: ({ personId }) => [feedsStream(ofPerson(personId))],
  load: ({ personId }) => ({ running: runningFeed(ofPerson(personId)) }),
  scope: (actor, _, { personId }) => actor.kind === 'deputy' && actor.personId === personId,
  decide: ({ running }, { personId }, ctx) => made(ofPerson(personId), running, ctx),
})

export const endOwn = command({
  name: 'feed.end-own',
  roles: ['deputy'],
  input: ownFeed,
  streams: ({ personId }) => [feedsStream(ofPerson(personId))],
  load: ({ personId }) => ({ running: runningFeed(ofPerson(personId)) }),
  scope: (actor, _, { personId }) => actor.kind === 'deputy' && actor.personId === personId,
  decide: ({ running }, { personId }, ctx) => stopped(ofPerson(personId), running, ctx),
})

/** The calendar of a place's bodies. */
export const make = command({
  name: 'feed.make',
  roles: CALLING,
  input: placeFeed,
  streams: ({ placeId }) => [feedsStream(ofPlace(placeId))],
  load: ({ placeId }) => ({ running: runningFeed(ofPlace(placeId)), unit: unitById(placeId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ running, unit: [unit] }, { placeId }, ctx) =>
    placeKind(placeId, unit) ? made(ofPlace(placeId), running, ctx) : notFound(),
})

export const end = command({
  name: 'feed.end',
  roles: CALLING,
  input: placeFeed,
  streams: ({ placeId }) => [feedsStream(ofPlace(placeId))],
  load: ({ placeId }) => ({ running: runningFeed(ofPlace(placeId)), unit: unitById(placeId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ running, unit: [unit] }, { placeId }, ctx) =>
    placeKind(placeId, unit) ? stopped(ofPlace(placeId), running, ctx) : notFound(),
})
