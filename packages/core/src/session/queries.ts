import { sql, type Expression } from 'kysely'
import { placeKind } from '../body/checks.ts'
import { bodiesAt, DISTRICT_PLACE, type Body, type BodyAt, type PlaceKind } from '../body/schema.ts'
import { may, reachesUnit, reachOf, within, type Reach } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db, idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, eventsPage, firstRecorded, newestEvents, theDistrict, unitById } from '../people/queries.ts'
import { allTerms, termOn, termsOf } from '../term/queries.ts'
import { calendarOf, isOutOfSeason, keptSince, periodsOf } from './calendar-rules.ts'
import { noticeOf } from './notice-rules.ts'
import { quorumOf } from './quorum-rules.ts'
import {
  matrixInput,
  placeYear,
  publicBodies,
  sessionInput,
  type Pattern,
  type SessionKind,
  type SessionStatus,
} from './schema.ts'

/** More sessions than a body has in a term. */
const SESSIONS_MAX = 400
/** Of all places of a district in a year. */
const MATRIX_SESSIONS_MAX = 4000

const sessions = () =>
  db.selectFrom('session').selectAll().$narrowType<{ kind: SessionKind; status: SessionStatus; body: Body }>()

/** One session, as far as the reach goes; the district's own are the district's offices' to read here. */
export const sessionWithin = (sessionId: string | Expression<string>, reach: Reach) =>
  sessions()
    .where('session.id', '=', sessionId)
    .where(within(reach, { unitId: sql.ref('placeId'), personId: sql.val('') }))

/** … asked of one that a statement names: where few rows are in question, they are found first. */
export const isSessionWithin = (sessionId: Expression<string>, reach: Reach) =>
  sql<boolean>`exists ${sessionWithin(sessionId, reach).clearSelect().select('session.id')}`

/** Where a session meets. */
export const venueOf = (sessionId: string) => venuesOf(sql`(select ${sessionId})`)

/** Sessions that other modules name by a statement. */
export const sessionsAmong = (sessionIds: Expression<string>) => sessions().where('id', 'in', sessionIds)

/** Which body a session is of. */
export const bodyOfSession = (sessionId: string) => sessions().clearSelect().select('body').where('id', '=', sessionId)

/**
 * What everybody may read: sessions of congresses and of standing committees; called, held or called off, and when. No
 * note of theirs.
 */
export const publicSessions = () =>
  sessions()
    .clearSelect()
    .select(['session.id', 'placeId', 'body', 'termOrdinal', 'ordinal', 'kind', 'firstOn', 'lastOn', 'status'])
    .$narrowType<{ kind: SessionKind; status: SessionStatus; body: Body }>()
    .where('body', 'in', publicBodies)

/** … one of them. */
export const publicSession = (sessionId: string) => publicSessions().where('session.id', '=', sessionId)

/** One session of a body. */
export const sessionOf = ({ placeId, body }: BodyAt, sessionId: string) =>
  sessions().where('id', '=', sessionId).where('placeId', '=', placeId).where('body', '=', body)

/** Every session of a body, the newest first. */
export const sessionsOf = ({ placeId, body }: BodyAt) =>
  sessions().where('placeId', '=', placeId).where('body', '=', body).orderBy('firstOn', 'desc').limit(SESSIONS_MAX)

/** Every session of the bodies of a place. */
export const sessionIdsOfPlace = (placeId: string) =>
  db.selectFrom('session').select('id').where('placeId', '=', placeId)

/** The sessions of its body that began before one of them. */
export const sessionsBefore = (one: ReturnType<typeof sessionWithin>) =>
  sessions()
    .where(sql<boolean>`(placeId, body) in ${one.clearSelect().select(['placeId', 'body'])}`)
    .where('firstOn', '<', one.clearSelect().select('firstOn').$asScalar())

/** The next one that is called. */
export const nextSession = (of: BodyAt, today: string) =>
  sessionsOf(of).clearOrderBy().where('status', '=', 'called').where('firstOn', '>=', today).orderBy('firstOn').limit(1)

/** More sessions than the places of one calendar have in a year and the months to come. */
const CALENDAR_SESSIONS_MAX = 1000

/** The sessions of some places that end on a day or later, in the order of their days. */
export const sessionsAt = (placeIds: Expression<string>, sinceOn: string) =>
  sessions()
    .where('placeId', 'in', placeIds)
    .where('lastOn', '>=', sinceOn)
    .orderBy('firstOn')
    .orderBy('session.id')
    .limit(CALENDAR_SESSIONS_MAX)

/** What is written of some: where they meet, why they were called off. */
export const notesOf = (sessionIds: Expression<string>) =>
  db.selectFrom('session_note').selectAll().where('sessionId', 'in', sessionIds)

/** Where some meet. */
export const venuesOf = (sessionIds: Expression<string>) => notesOf(sessionIds).where('kind', '=', 'venue')

/** Where what happens to a session is written. */
const streamIn = (own: ReturnType<typeof sessionsAmong>) =>
  own
    .clearSelect()
    .select(sql<string>`'sessions/' || placeId || '/' || body`.as('stream'))
    .$asScalar()

/** To which days a session was moved, each time it was, and why; of some there is no reason any more. */
export const movesOf = (own: ReturnType<typeof sessionsAmong>, sessionId: string) =>
  db
    .selectFrom('event')
    .leftJoin('session_move_note', 'session_move_note.commandId', 'event.commandId')
    .select(['event.seq', 'reason'])
    .select([sql<string>`data ->> '$.firstOn'`.as('firstOn'), sql<string>`data ->> '$.lastOn'`.as('lastOn')])
    .where('event.stream', '=', streamIn(own))
    .where('event.type', '=', 'session.moved')
    .where(sql<string>`event.data ->> '$.id'`, '=', sessionId)
    .orderBy('event.seq')

/** How often each was called, moved or called off, and when last. */
export const changesOf = (of: ReturnType<typeof sessionsAt>) => {
  const ids = of.clearSelect().clearOrderBy().clearLimit().select('session.id')
  const streams = of
    .clearSelect()
    .clearOrderBy()
    .clearLimit()
    .select(sql<string>`'sessions/' || placeId || '/' || body`.as('stream'))
  const sessionId = sql<string>`data ->> '$.id'`
  return db
    .selectFrom('event')
    .select(({ fn }) => [
      sessionId.as('sessionId'),
      fn.countAll<number>().as('count'),
      fn.max('recordedAt').as('changedAt'),
    ])
    .where('stream', 'in', streams)
    .where('type', 'in', ['session.called', 'session.moved', 'session.cancelled'])
    .where(sessionId, 'in', ids)
    .groupBy(sessionId)
}

/** … that begin in a year. */
const sessionsIn = (of: BodyAt, year: string) =>
  sessionsOf(of).where('firstOn', '>=', `${year}-01-01`).where('firstOn', '<=', `${year}-12-31`)

/** How far ahead a body's sessions are called, where the district has said so. */
export const noticeRow = (body: Body) => db.selectFrom('session_notice').selectAll().where('body', '=', body)

/** Every pattern set for a year or an earlier one. */
const patternsTo = (year: string) =>
  db.selectFrom('session_pattern').selectAll().$narrowType<{ pattern: Pattern }>().where('fromYear', '<=', year)

/** … of some units, whatever the year. */
export const patternsOf = (unitIds: readonly string[]) =>
  db.selectFrom('session_pattern').selectAll().$narrowType<{ pattern: Pattern }>().where('unitId', 'in', idsIn(unitIds))

/** Whose term a body shares: the district's bodies its congress's, a township's its own. A street office has none. */
export const termOfBody = ({ placeId, body }: BodyAt, on: string) => termOn(body === 'street_office' ? '' : placeId, on)

export const READING = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'working_body',
  'unit_office',
] as const
export const CALLING = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** The first day of the first session of a body that was entered. */
const firstSessionOf = (body: Body, placeId: Expression<string>) =>
  db
    .selectFrom('session')
    .select(({ fn }) => fn.min<string | null>('firstOn').as('firstOn'))
    .where('placeId', '=', placeId)
    .where('body', '=', body)
    .where('status', '<>', 'cancelled')

const hasBody = (kind: PlaceKind, body: Body) => bodiesAt(kind).includes(body)

/** A year of one kind of body: every place within reach that has it, and how each quarter stands. */
export const sessionMatrix = query({
  name: 'session.matrix',
  roles: READING,
  input: matrixInput,
  scope: (actor) => reachOf(actor),
  load: ({ body, year }, reach) => ({
    begun: firstRecorded(),
    district: theDistrict().select(firstSessionOf(body, sql.val(DISTRICT_PLACE)).as('firstSessionOn')),
    units: allUnits()
      .where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') }))
      .select(firstSessionOf(body, sql.ref('unit.id')).as('firstSessionOn')),
    patterns: patternsTo(year),
    sessions: db
      .selectFrom('session')
      .select(['id', 'placeId', 'firstOn', 'lastOn', 'kind', 'status', 'ordinal'])
      .$narrowType<{ kind: SessionKind; status: SessionStatus }>()
      .where('body', '=', body)
      .where('firstOn', '>=', `${year}-01-01`)
      .where('firstOn', '<=', `${year}-12-31`)
      .where(({ or, eb }) =>
        or([within(reach, { unitId: sql.ref('placeId'), personId: sql.val('') }), eb('placeId', '=', DISTRICT_PLACE)])
      )
      .orderBy('firstOn')
      .limit(MATRIX_SESSIONS_MAX),
    terms: allTerms(),
    notice: noticeRow(body),
  }),
  answer: (rows, { body, year }, { actor, today }) => {
    const [district, begun] = [rows.district[0], rows.begun[0]]
    if (!district || !begun) return notFound()
    const places = [
      { ...district, id: DISTRICT_PLACE, kind: 'district' as PlaceKind, retiredOn: null },
      ...rows.units.map((unit) => ({ ...unit, kind: unit.kind as PlaceKind })),
    ].filter(({ kind, retiredOn }) => hasBody(kind, body) && (retiredOn === null || retiredOn >= `${year}-01-01`))
    return ok({
      periods: periodsOf(body, year),
      begunOn: keptSince(begun.recordedAt, null),
      notice: noticeOf(rows.notice[0]),
      mayChange: may(actor, CALLING),
      rows: places.map(({ id, name, kind, retiredOn, firstSessionOn }) => {
        const sessions = rows.sessions.filter(({ placeId }) => placeId === id)
        const termsAt = kind === 'street' ? DISTRICT_PLACE : id
        const kept = {
          ...{ sessions, retiredOn, keptSince: keptSince(begun.recordedAt, firstSessionOn) },
          patterns: rows.patterns.filter(({ unitId }) => unitId === id),
          terms: rows.terms.filter(({ congressId }) => congressId === termsAt),
        }
        return {
          ...{ placeId: id, name, kind, mayOpen: reachesUnit(actor, id) },
          ...calendarOf({ body, kind, year }, kept, today),
          sessions: sessions.map((one) => ({ ...one, isOutOfSeason: isOutOfSeason(one) })),
        }
      }),
    })
  },
})

/** What a page needs of a body to name its sessions and to call one. */
const bodyRows = (of: BodyAt, today: string) => ({
  district: theDistrict(),
  unit: unitById(of.placeId),
  term: termOfBody(of, today),
  terms: termsOf(sql`(select ${of.body === 'street_office' ? DISTRICT_PLACE : of.placeId})`),
})

/** A body's sessions of a year, and what the next call has to keep to. */
export const sessionsOfPlace = query({
  name: 'session.list',
  roles: READING,
  input: placeYear,
  scope: (actor, { placeId }) => (reachesUnit(actor, placeId) ? true : null),
  load: (input, _, { today }) => ({
    ...bodyRows(input, today),
    begun: firstRecorded(),
    first: firstSessionOf(input.body, sql.val(input.placeId)),
    sessions: sessionsIn(input, input.year),
    newest: sessionsOf(input).where('status', '<>', 'cancelled').limit(1),
    patterns: patternsTo(input.year).where('unitId', '=', input.placeId),
    notice: noticeRow(input.body),
    venues: venuesOf(sessionsIn(input, input.year).clearSelect().clearOrderBy().clearLimit().select('id').$asScalar()),
  }),
  answer: (rows, { body, placeId, year }, { actor, today }) => {
    const {
      district: [district],
      unit: [unit],
      term: [term],
      newest: [newest],
      begun: [begun],
    } = rows
    const kind = placeKind(placeId, unit)
    if (!district || !begun || !kind || !hasBody(kind, body)) return notFound()
    const since = keptSince(begun.recordedAt, rows.first[0]?.firstOn ?? null)
    const isSameTerm = newest?.termOrdinal === (term?.ordinal ?? null)
    const isSameYear = body !== 'street_office' || newest?.firstOn.slice(0, 4) === today.slice(0, 4)
    return ok({
      place: { id: placeId, kind, name: unit?.name ?? district.name },
      bodies: bodiesAt(kind),
      periods: periodsOf(body, year),
      begunOn: keptSince(begun.recordedAt, null),
      ...calendarOf({ body, kind, year }, { ...rows, retiredOn: unit?.retiredOn ?? null, keptSince: since }, today),
      notice: noticeOf(rows.notice[0]),
      /** Without a term that runs or is to come none can be called; a street office has none and needs none. */
      isWithoutTerm: body !== 'street_office' && !rows.terms.some(({ endOn }) => endOn >= today),
      /** The number the next one gets, as a rule. */
      nextOrdinal: newest && isSameTerm && isSameYear ? newest.ordinal + 1 : 1,
      mayChange: may(actor, CALLING),
      sessions: rows.sessions.map((one) => ({
        ...one,
        isOutOfSeason: isOutOfSeason(one),
        venue: rows.venues.find(({ sessionId }) => sessionId === one.id)?.text ?? '',
      })),
    })
  },
})

/** One session: when and where, how it was called, its quorum, and what happened to it. */
export const sessionRecord = query({
  name: 'session.record',
  roles: READING,
  input: sessionInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId, before }, reach) => {
    const own = sessionWithin(sessionId, reach)
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      moves: movesOf(own, sessionId),
      notes: notesOf(own.clearSelect().select('id').$asScalar()),
      events: newestEvents(streamIn(own), before).where(sql<string>`data ->> '$.id'`, '=', sessionId),
    }
  },
  answer: ({ session: [session], district: [district], unit: [unit], moves, notes, events }, _, { actor, today }) => {
    if (!session || !district) return notFound()
    const page = eventsPage([events])
    const happened = (one: (typeof page.items)[number]) => {
      const move = moves.find(({ seq }) => seq === one.seq)
      const movedTo = move ? { firstOn: move.firstOn, lastOn: move.lastOn } : null
      return { ...one, movedTo, note: move?.reason ?? one.note }
    }
    const note = (kind: string) => notes.find((one) => one.kind === kind)?.text ?? ''
    const kind = placeKind(session.placeId, unit)!
    return ok({
      ...session,
      place: { id: session.placeId, kind, name: unit?.name ?? district.name },
      isOutOfSeason: isOutOfSeason(session),
      venue: note('venue'),
      movedReason: moves.at(-1)?.reason ?? '',
      cancelledReason: note('cancelled-reason'),
      /** Of those who belong to the body on its first day. */
      quorum: quorumOf(session.body, session.dueCount ?? session.memberCount),
      hasBegun: session.firstOn <= today,
      mayChange: may(actor, CALLING),
      history: may(actor, CALLING) ? { ...page, items: page.items.map(happened) } : null,
    })
  },
})
