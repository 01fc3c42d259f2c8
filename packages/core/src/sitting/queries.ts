import { sql, type Expression } from 'kysely'
import * as z from 'zod'
import { adoptionOf, itemsOf } from '../agenda/queries.ts'
import { placeKind } from '../body/checks.ts'
import { outsidersAmong } from '../body/queries.ts'
import { may, reachOf, type Reach } from '../kernel/actor.ts'
import { query, type Rows } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, deputiesAmong, inStrokeOrder, mandateIdsOf, theDistrict } from '../people/queries.ts'
import { CALLING, isSessionWithin, READING, sessionsAmong, sessionWithin } from '../session/queries.ts'
import { quorumOf } from '../session/quorum-rules.ts'
import { sessionSittings, sittingsStream, type PresenceState, type SittingKind, type SittingStatus } from './schema.ts'

/** The states in which people come in. */
export const RUNNING = ['checking_in', 'open'] as const satisfies readonly SittingStatus[]

/** A body that met hourly would not have more in a session. */
const SITTINGS_MAX = 60

const sittings = () => db.selectFrom('sitting').selectAll().$narrowType<{ kind: SittingKind; status: SittingStatus }>()

/** A session's sittings, the first one first. */
export const sittingsOf = (sessionId: string) =>
  sittings().where('sessionId', '=', sessionId).orderBy('position').limit(SITTINGS_MAX)

/** The one that checks in or sits now. */
export const runningOf = (sessionId: string) =>
  sittings().where('sessionId', '=', sessionId).where('status', 'in', RUNNING)

/** … that is of a day before: nobody closed it, and nothing can be done at it any more. */
const leftRunning = (reach: Reach, today: string) =>
  sittings()
    // In these words the index of those that run answers it, however many are over.
    .where(sql<boolean>`status in ('checking_in', 'open')`)
    .where('heldOn', '<', today)
    .where(isSessionWithin(sql.ref('sitting.sessionId'), reach))
    .orderBy('heldOn')

/** … with the sessions they are of. */
export const leftRunningRows = (reach: Reach, today: string) => ({
  leftRunning: leftRunning(reach, today),
  leftRunningSessions: sessionsAmong(
    db.selectFrom(leftRunning(reach, today).as('leftRunning')).select('leftRunning.sessionId').$asScalar()
  ),
})

export const sittingsLeftRunning = ({ leftRunning, leftRunningSessions }: Rows<ReturnType<typeof leftRunningRows>>) =>
  leftRunning.flatMap(({ id, sessionId, kind, ordinal, heldOn, status }) => {
    const session = leftRunningSessions.find((one) => one.id === sessionId)
    return session ? [{ id, kind, ordinal, heldOn, status, session }] : []
  })

/** The last time somebody left a sitting. */
export const lastLeavingOf = (of: { sessionId: string; sittingId: string; memberId: string }) =>
  db
    .selectFrom('event')
    .select('recordedAt')
    .where('stream', '=', sittingsStream(of.sessionId))
    .where('type', '=', 'sitting.left')
    .where(sql<string>`data ->> '$.sittingId'`, '=', of.sittingId)
    .where(sql<string>`data ->> '$.memberId'`, '=', of.memberId)
    .orderBy('seq', 'desc')
    .limit(1)

/** Whether an item of the agenda was ever called. */
export const callsOfItem = (sessionId: string, itemId: string) =>
  db
    .selectFrom('event')
    .select('seq')
    .where('stream', '=', sittingsStream(sessionId))
    .where('type', '=', 'sitting.item-called')
    .where(sql<string>`data ->> '$.itemId'`, '=', itemId)
    .limit(1)

export const sittingOf = (sessionId: string, sittingId: string) =>
  sittings().where('sessionId', '=', sessionId).where('id', '=', sittingId)

/** Whoever is expected at a sitting, and whether they are there. */
export const presencesOf = (sittingId: string) =>
  db.selectFrom('presence').selectAll().$narrowType<{ state: PresenceState }>().where('sittingId', '=', sittingId)

/** … some of them. */
export const presenceOf = (sittingId: string, memberId: string) =>
  presencesOf(sittingId).where('memberId', '=', memberId)

/** Plenary sittings that have opened: by those the session was held, whatever was written down before. */
export const openingsOf = (sessionId: string) =>
  sittingsOf(sessionId).where('kind', '=', 'plenary').where('openedWith', 'is not', null)

/** Whoever is expected at the plenary sittings of a session that took place. */
export const plenaryPresencesOf = (sessionId: string) =>
  db
    .selectFrom('sitting')
    .innerJoin('presence', 'presence.sittingId', 'sitting.id')
    .select(['presence.sittingId', 'presence.memberId', 'presence.state'])
    .$narrowType<{ state: PresenceState }>()
    .where('sitting.sessionId', '=', sessionId)
    .where('sitting.kind', '=', 'plenary')
    .where('sitting.openedWith', 'is not', null)

/** Everybody who was expected at any sitting of a session; at a check-in that was called off nobody was. */
export const expectedAt = (sessionId: string) =>
  db
    .selectFrom('sitting')
    .innerJoin('presence', 'presence.sittingId', 'sitting.id')
    .select('presence.memberId')
    .distinct()
    .where('sitting.sessionId', '=', sessionId)
    .where('sitting.status', '<>', 'cancelled')

/** Whoever of some is expected at its sittings, and whether they are there. */
export const presencesAt = (sessionId: string, memberIds: Expression<string>) =>
  db
    .selectFrom('sitting')
    .innerJoin('presence', 'presence.sittingId', 'sitting.id')
    .select(['presence.sittingId', 'presence.memberId', 'presence.state', 'presence.arrivedAt'])
    .$narrowType<{ state: PresenceState }>()
    .where('sitting.sessionId', '=', sessionId)
    .where('presence.memberId', 'in', memberIds)

/** What happened at a session's sittings, in the order in which it did: opening, arriving, leaving, items, closing. */
export const happenedAt = (sessionId: string) =>
  db
    .selectFrom('event')
    .select(['seq', 'type', 'recordedAt', 'data'])
    .where('stream', '=', sittingsStream(sessionId))
    .unionAll(
      db
        .selectFrom('sitting')
        .innerJoin('event', (join) =>
          join
            .on('event.stream', '>=', sql<string>`'presence/' || sitting.id || '/'`)
            .on('event.stream', '<', sql<string>`'presence/' || sitting.id || '0'`)
        )
        .select(['event.seq', 'event.type', 'event.recordedAt', 'event.data'])
        .where('sitting.sessionId', '=', sessionId)
    )
    .orderBy('seq')

/** … as far as it concerns some who were expected there. */
export const happenedTo = (sessionId: string, memberIds: Expression<string>) =>
  db
    .selectFrom('event')
    .select(['seq', 'type', 'recordedAt', 'data'])
    .where('stream', '=', sittingsStream(sessionId))
    .where(({ or, eb }) => {
      const memberId = sql<string | null>`data ->> '$.memberId'`
      return or([eb(memberId, 'is', null), eb(memberId, 'in', memberIds)])
    })
    .unionAll(
      db
        .selectFrom(presencesAt(sessionId, memberIds).as('own'))
        .innerJoin('event', (join) =>
          join.on('event.stream', '=', sql<string>`'presence/' || own.sittingId || '/' || own.memberId`)
        )
        .select(['event.seq', 'event.type', 'event.recordedAt', 'event.data'])
    )
    .orderBy('seq')

/** What a sitting's codes are made from. */
export const codeSecretOf = (sittingId: string) =>
  db.selectFrom('sitting_code').select('secret').where('sittingId', '=', sittingId)

/** Who the people of a sitting are: deputies, a row a seat, and others by the name that was entered. */
const peopleOf = (sittingId: Expression<string>) => {
  const memberIds = db.selectFrom('presence').select('memberId').where('sittingId', '=', sittingId).$asScalar()
  return { deputies: deputiesAmong(memberIds), outsiders: outsidersAmong(memberIds) }
}

type Deputy = { mandateId: string; name: string | null; unitName: string; electoralDistrict: string }
type Outsider = { memberId: string; name: string }
type At = { memberId: string; state: PresenceState; arrivedAt: string | null; leftAt: string | null }

/** Everybody expected, by name, in the order in which congresses list people. */
function named(presences: readonly At[], deputies: readonly Deputy[], outsiders: readonly Outsider[]) {
  const deputyOf = new Map(deputies.map((one) => [one.mandateId, one]))
  const outsiderOf = new Map(outsiders.map((one) => [one.memberId, one.name]))
  return inStrokeOrder(
    presences.map(({ memberId, state, arrivedAt, leftAt }) => {
      const deputy = deputyOf.get(memberId)
      return {
        ...{ mandateId: memberId, state, arrivedAt, leftAt },
        name: deputy?.name ?? outsiderOf.get(memberId) ?? '',
        unitName: deputy?.unitName ?? null,
        electoralDistrict: deputy?.electoralDistrict ?? null,
      }
    })
  ).map(({ mandateId: memberId, ...one }) => ({ memberId, ...one }))
}

/** The sitting that runs, or the last one that did. */
export const newestSitting = (sessionId: string) =>
  sittings().where('sessionId', '=', sessionId).where('status', '<>', 'cancelled').orderBy('position', 'desc').limit(1)

/** A session's day in the hall: who is there, what runs, and what comes. */
export const hallOfSession = query({
  name: 'sitting.hall',
  roles: READING,
  input: sessionSittings,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId }, reach) => {
    const own = sessionWithin(sessionId, reach)
    const inReach = sql<boolean>`exists ${own.clearSelect().select('session.id')}`
    const newestId = newestSitting(sessionId).where(inReach).clearSelect().select('id').$asScalar()
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      sittings: sittingsOf(sessionId).where(inReach),
      presences: db
        .selectFrom('presence')
        .selectAll()
        .$narrowType<{ state: PresenceState }>()
        .where('sittingId', '=', newestId),
      ...peopleOf(newestId),
      items: itemsOf(sessionId).where(inReach),
      adoption: adoptionOf(sessionId).where(inReach),
    }
  },
  answer: (rows, _, { actor, today }) => {
    const [session, district, unit] = [rows.session[0], rows.district[0], rows.unit[0]]
    if (!session || !district) return notFound()
    const newest = rows.sittings.filter(({ status }) => status !== 'cancelled').at(-1)
    return ok({
      session,
      place: { id: session.placeId, kind: placeKind(session.placeId, unit)!, name: unit?.name ?? district.name },
      sittings: rows.sittings,
      newest: newest ? { ...newest, quorum: quorumOf(session.body, newest.dueCount) } : null,
      people: named(rows.presences, rows.deputies, rows.outsiders),
      adoptedOn: rows.adoption[0]?.adoptedOn ?? null,
      items: rows.items.map(({ id, type, title, speaker, minutes }) => ({
        ...{ id, type, minutes, title: title ?? '', speaker: speaker ?? '' },
      })),
      mayOpen: may(actor, CALLING) && session.status !== 'cancelled' && today <= session.lastOn,
      mayChange: may(actor, CALLING),
    })
  },
})

/** Where whoever asks is expected just now: the sittings of their bodies that check in or have begun. */
export const ownSittings = query({
  name: 'sitting.own',
  roles: ['deputy'],
  input: z.strictObject({}),
  scope: (actor) => (actor.kind === 'deputy' ? { personId: actor.personId } : null),
  load: (_, { personId }, { today }) => ({
    running: db
      .selectFrom('presence')
      .innerJoin('sitting', 'sitting.id', 'presence.sittingId')
      .select(['sitting.sessionId', 'sitting.id as sittingId', 'sitting.kind', 'sitting.ordinal', 'sitting.status'])
      .select(['presence.memberId', 'presence.state', 'presence.arrivedAt'])
      .$narrowType<{ kind: SittingKind; status: SittingStatus; state: PresenceState }>()
      .where('presence.memberId', 'in', mandateIdsOf(personId))
      .where('sitting.status', 'in', RUNNING)
      // One of a day before that nobody closed takes nobody in.
      .where('sitting.heldOn', '=', today),
    sessions: sessionsAmong(db.selectFrom('sitting').select('sessionId').where('status', 'in', RUNNING).$asScalar()),
    district: theDistrict(),
    units: allUnits(),
  }),
  answer: ({ running, sessions, district: [district], units }) => {
    if (!district) return notFound()
    return ok({
      sittings: running.map((one) => {
        const { placeId, body, termOrdinal, ordinal, firstOn } = sessions.find(({ id }) => id === one.sessionId)!
        const placeName = units.find(({ id }) => id === placeId)?.name ?? district.name
        return { ...one, session: { placeName, body, termOrdinal, ordinal, firstOn } }
      }),
    })
  },
})

/** Who may watch a session's hall live. */
export const watchHall = query({
  name: 'sitting.watch',
  roles: READING,
  input: sessionSittings,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId }, reach) => ({ session: sessionWithin(sessionId, reach) }),
  answer: ({ session: [session] }) => (session ? ok({ sessionId: session.id }) : notFound()),
})
