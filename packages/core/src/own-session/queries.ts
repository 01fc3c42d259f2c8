import { sql, type Expression } from 'kysely'
import * as z from 'zod'
import { stepToRead } from '../agenda/paper-rules.ts'
import { adoptionOf, itemsOf, stepsOf } from '../agenda/queries.ts'
import { membershipsOf } from '../body/queries.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays } from '../kernel/calendar.ts'
import { query, type Rows } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { leavesTouching } from '../leave/queries.ts'
import { attendedRows, certificateIn } from '../minutes/queries.ts'
import { paperFile, papersOf, shownPaper } from '../paper/queries.ts'
import { allUnits, mandateIdsOf, seatsOfPerson, theDistrict } from '../people/queries.ts'
import { movesOf, notesOf, sessionsAmong, sessionsAt, venuesOf } from '../session/queries.ts'
import { RUNNING } from '../sitting/queries.ts'
import { attends, sitsBy } from './rules.ts'
import { ownPaperInput, ownSessionInput } from './schema.ts'

// What a deputy reads of the sessions they sit in: before one what it is about, after it their own attendance. Of others
// who was there is not told, nor how anybody counted.

/** Days back a list shows: the year before, for what was held lately is looked up. */
export const DAYS_BACK = 366

/** By what `attends` knows in which sessions somebody sits. */
export const seatedRows = (person: string | Expression<string>) => ({
  seats: seatsOfPerson(person),
  memberships: membershipsOf(mandateIdsOf(person).$asScalar()),
})

/** The places in whose bodies somebody may sit. */
export const placesOf = (person: string | Expression<string>) => {
  const { seats, memberships } = seatedRows(person)
  return sql<string>`(
    select ${DISTRICT_PLACE} where ${person} is not null
    union select * from ${seats.clearSelect().clearOrderBy().select('unit.id')}
    union select * from ${memberships.clearSelect().select('placeId')})`
}

/** The sessions of some places that end on a day or later, with where each meets and what it is called by. */
export const sessionRows = (placeIds: Expression<string>, sinceOn: string) => {
  const sessions = sessionsAt(placeIds, sinceOn)
  return {
    sessions,
    district: theDistrict(),
    units: allUnits().where('id', 'in', placeIds),
    venues: venuesOf(sessions.clearSelect().clearOrderBy().clearLimit().select('session.id').$asScalar()),
  }
}

type Found = Rows<ReturnType<typeof seatedRows> & ReturnType<typeof sessionRows>>

/** Those somebody sits in, as they are listed, in the order of their days. */
export const ownAmong = ({ sessions, seats, memberships, district: [district], units, venues }: Found) =>
  sessions
    .filter((session) => attends(session, seats, memberships))
    .map(({ id, body, termOrdinal, ordinal, kind, firstOn, lastOn, status, placeId }) => ({
      ...{ id, body, termOrdinal, ordinal, kind, firstOn, lastOn, status },
      placeName: units.find((unit) => unit.id === placeId)?.name ?? district?.name ?? '',
      venue: venues.find(({ sessionId }) => sessionId === id)?.text ?? '',
    }))

/** What `ownAmong` needs of whoever asks. */
export const ownRows = (personId: string, sinceOn: string) => ({
  ...seatedRows(personId),
  ...sessionRows(placesOf(personId), sinceOn),
})

const personOf = (actor: Actor) => (actor.kind === 'deputy' ? actor.personId : null)

/** The sessions a deputy sits in: those to come, the next first, and those of the last year, the last first. */
export const ownSessions = query({
  name: 'own-session.list',
  roles: ['deputy'],
  input: z.strictObject({}),
  scope: personOf,
  load: (_, personId, { today }) => ownRows(personId, addDays(today, -DAYS_BACK)),
  answer: (rows, _, { today }) => {
    const all = ownAmong(rows)
    return ok({
      coming: all.filter(({ lastOn }) => lastOn >= today),
      past: all.filter(({ lastOn }) => lastOn < today).reverse(),
    })
  },
})

/** One session, and by what it is theirs. */
function oneOf(sessionId: string, personId: string) {
  const session = sessionsAmong(sql`(select ${sessionId})`)
  return { session, ...seatedRows(personId) }
}

type One = Rows<ReturnType<typeof oneOf>>

/** The session where it is theirs. */
const ownIn = ({ session: [session], seats, memberships }: One) =>
  session && attends(session, seats, memberships) ? session : null

/** What the papers of its agenda hang on. */
const agendaRows = (sessionId: string) => ({
  items: itemsOf(sessionId),
  steps: stepsOf(sessionId),
  papers: papersOf(sessionId),
})

type Agenda = Rows<ReturnType<typeof agendaRows>>
type Session = NonNullable<ReturnType<typeof ownIn>>

/** Its agenda with the papers that are the members' to read. Of a session that was called off there is nothing to read. */
function agendaIn(session: Session, { items, steps, papers }: Agenda, today: string) {
  if (session.status === 'cancelled') return []
  return items.map(({ title, speaker, isPublic, ...item }) => {
    const done = steps.filter(({ itemId }) => itemId === item.id).map(({ step }) => step)
    const awaited = stepToRead(session, item.type, done, today)
    return {
      ...{ ...item, title: title ?? '', speaker: speaker ?? '' },
      /** By when they are the members', and why not yet; null: they are. */
      awaited: awaited && { dueOn: awaited.dueOn, because: awaited.because },
      papers: papers.filter(
        (paper) => paper.itemId === item.id && (!awaited || (isPublic === 1 && paper.isPublic === 1))
      ),
    }
  })
}

/** One session of theirs: when and where, its agenda with its papers, their leave, and what certifies their attendance. */
export const ownSession = query({
  name: 'own-session.record',
  roles: ['deputy'],
  input: ownSessionInput,
  scope: personOf,
  load: ({ sessionId }, personId) => {
    const rows = oneOf(sessionId, personId)
    const among = <C extends 'id' | 'placeId' | 'firstOn' | 'lastOn'>(column: C) =>
      rows.session.clearSelect().select(`session.${column}`).$asScalar()
    const own = mandateIdsOf(personId).$asScalar()
    return {
      ...rows,
      ...agendaRows(sessionId),
      ...attendedRows(sessionId, own),
      district: theDistrict(),
      unit: allUnits().where('id', '=', among('placeId')),
      notes: notesOf(among('id')),
      moves: movesOf(rows.session, sessionId),
      adoption: adoptionOf(sessionId),
      leaves: leavesTouching(own, { firstOn: among('firstOn'), lastOn: among('lastOn') }),
    }
  },
  answer: ({ district: [district], unit: [unit], notes, adoption, leaves, ...rows }, _, { today }) => {
    const session = ownIn(rows)
    if (!session || !district) return notFound()
    const note = (kind: string) => notes.find((one) => one.kind === kind)?.text ?? ''
    const { id, body, termOrdinal, ordinal, kind, calledOn, firstOn, lastOn, status } = session
    const named = { ...session, placeName: unit?.name ?? district.name, venue: note('venue') }
    return ok({
      ...{ id, body, termOrdinal, ordinal, kind, calledOn, firstOn, lastOn, status },
      ...{ placeName: named.placeName, venue: named.venue },
      movedReason: rows.moves.at(-1)?.reason ?? '',
      cancelledReason: note('cancelled-reason'),
      adoptedOn: adoption[0]?.adoptedOn ?? null,
      items: agendaIn(session, rows, today).map(({ papers, ...item }) => ({ ...item, papers: papers.map(shownPaper) })),
      running: runningIn(rows.sittings, rows.presences, today),
      /** What they asked for its days, of the mandate by which they sit; who took it back asked for nothing. */
      leaves: leaves
        .filter(({ mandateId }) => sitsBy(session, rows.seats, rows.memberships).includes(mandateId))
        .map(({ fromOn, untilOn, status: answer }) => ({ fromOn, untilOn, status: answer })),
      mayAskLeave: session.status !== 'cancelled' && today <= lastOn,
      certificate: certificateIn(named, rows)?.paper ?? null,
    })
  },
})

type Sittings = Rows<Pick<ReturnType<typeof attendedRows>, 'sittings'>>['sittings']
type Presences = Rows<Pick<ReturnType<typeof attendedRows>, 'presences'>>['presences']

/** The sitting that checks in or sits today and expects them. One of a day before that nobody closed takes nobody in. */
function runningIn(sittings: Sittings, presences: Presences, today: string) {
  const sitting = sittings.find(({ status, heldOn }) => heldOn === today && RUNNING.some((one) => one === status))
  const own = presences.find(({ sittingId }) => sittingId === sitting?.id)
  if (!sitting || !own) return null
  const { id: sittingId, kind, ordinal, itemId } = sitting
  return { sittingId, kind, ordinal, itemId, state: own.state, arrivedAt: own.arrivedAt }
}

/** One paper that is the members' to read, for a member. */
export const ownPaper = query({
  name: 'own-session.paper',
  roles: ['deputy'],
  input: ownPaperInput,
  scope: personOf,
  load: ({ sessionId, paperId }, personId) => {
    const { items, steps, papers } = agendaRows(sessionId)
    const paper = papers.where('paper.id', '=', paperId)
    const itemId = paper.clearSelect().clearOrderBy().select('itemId').$asScalar()
    return {
      ...oneOf(sessionId, personId),
      ...{
        papers: paper,
        items: items.where('agenda_item.id', '=', itemId),
        steps: steps.where('itemId', '=', itemId),
      },
    }
  },
  answer: (rows, _, { today }) => {
    const session = ownIn(rows)
    const [paper] = session ? agendaIn(session, rows, today).flatMap((item) => item.papers) : []
    return paper ? ok(paperFile(paper)) : notFound()
  },
})
