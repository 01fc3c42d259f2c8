import { sql, type Expression } from 'kysely'
import { placeKind } from '../body/checks.ts'
import { everybody, reachesUnit } from '../kernel/actor.ts'
import { addDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { DAYS_BACK, placesOf, seatedRows, sessionRows } from '../own-session/queries.ts'
import { attends } from '../own-session/rules.ts'
import { theDistrict, unitById } from '../people/queries.ts'
import { CALLING, changesOf } from '../session/queries.ts'
import { sessionTitle } from '../session/title-rules.ts'
import { feedByToken, ownFeed, placeFeed, type FeedOwner } from './schema.ts'

/** The calendar of an owner that is in use; one at a time. */
export const runningFeed = ({ ownerKind, ownerId }: FeedOwner) =>
  db
    .selectFrom('feed')
    .select(['id', 'madeOn'])
    .where('ownerKind', '=', ownerKind)
    .where('ownerId', '=', ownerId)
    .where('endedOn', 'is', null)

/** Whether an address is still known: a repeated request no longer learns it. */
export const feedOfHash = (tokenHash: string) =>
  db
    .selectFrom('feed_secret')
    .innerJoin('feed', 'feed.id', 'feed_secret.feedId')
    .select(['feed.id', 'ownerKind', 'ownerId'])
    .$narrowType<FeedOwner>()
    .where('tokenHash', '=', tokenHash)
    .where('endedOn', 'is', null)

/** Whether one's own calendar has an address. */
export const myFeed = query({
  name: 'feed.mine',
  roles: ['deputy'],
  input: ownFeed,
  scope: (actor, { personId }) => (actor.kind === 'deputy' && actor.personId === personId ? true : null),
  load: ({ personId }) => ({ running: runningFeed({ ownerKind: 'person', ownerId: personId }) }),
  answer: ({ running: [feed] }) => ok({ madeOn: feed?.madeOn ?? null }),
})

/** Whether the calendar of a place's bodies has one. */
export const feedOfPlace = query({
  name: 'feed.of-place',
  roles: CALLING,
  input: placeFeed,
  scope: (actor, { placeId }) => (reachesUnit(actor, placeId) ? true : null),
  load: ({ placeId }) => ({
    district: theDistrict(),
    unit: unitById(placeId),
    running: runningFeed({ ownerKind: 'place', ownerId: placeId }),
  }),
  answer: ({ district: [district], unit: [unit], running: [feed] }, { placeId }) => {
    const kind = placeKind(placeId, unit)
    if (!district || !kind) return notFound()
    return ok({ place: { id: placeId, kind, name: unit?.name ?? district.name }, madeOn: feed?.madeOn ?? null })
  },
})

/** What whoever holds an address reads: its owner's sessions of the last year and those to come, called off ones too. */
export const feedSessions = query({
  name: 'feed.read',
  roles: everybody,
  input: feedByToken,
  scope: () => true,
  load: ({ tokenHash }, _, { today }) => {
    const owner = (kind: string): Expression<string> =>
      sql<string>`(${feedOfHash(tokenHash).clearSelect().select('ownerId').where('ownerKind', '=', kind)})`
    const person = owner('person')
    const places = sql<string>`(select ${owner('place')} union select * from ${placesOf(person)})`
    const rows = sessionRows(places, addDays(today, -DAYS_BACK))
    return {
      feed: feedOfHash(tokenHash),
      ...rows,
      ...seatedRows(person),
      changes: changesOf(rows.sessions),
    }
  },
  answer: ({ feed: [feed], district: [district], units, seats, memberships, ...rows }) => {
    if (!feed || !district) return notFound()
    const nameOf = (placeId: string): string => units.find(({ id }) => id === placeId)?.name ?? district.name
    const isShown = (session: (typeof rows.sessions)[number]): boolean =>
      feed.ownerKind === 'place' || attends(session, seats, memberships)
    return ok({
      /** null: somebody's own. */
      placeName: feed.ownerKind === 'place' ? nameOf(feed.ownerId) : null,
      districtName: district.name,
      sessions: rows.sessions.filter(isShown).map((session) => {
        const { id, kind, firstOn, lastOn, status } = session
        const change = rows.changes.find((one) => one.sessionId === id)
        return {
          ...{ id, kind, firstOn, lastOn, status },
          title: sessionTitle({ ...session, placeName: nameOf(session.placeId) }),
          venue: rows.venues.find(({ sessionId }) => sessionId === id)?.text ?? '',
          /** How often it moved or was called off since it was called, and when that was. */
          sequence: (change?.count ?? 1) - 1,
          changedAt: change?.changedAt ?? `${firstOn}T00:00:00.000Z`,
        }
      }),
    })
  },
})
