import { sql, type Expression } from 'kysely'
import { itemsOf } from '../agenda/queries.ts'
import { outsidersAmong } from '../body/queries.ts'
import { decisionsOf, notesAmong, votesPutIn } from '../decision/queries.ts'
import { guestsOf } from '../guest/queries.ts'
import { reachOf, type Reach } from '../kernel/actor.ts'
import { query, type Rows } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { opinionsOf } from '../opinion/queries.ts'
import { allUnits, deputiesAmong, inStrokeOrder, theDistrict } from '../people/queries.ts'
import { ofSession } from '../roll/rules.ts'
import { rollLinesOf, seatAt } from '../roll/queries.ts'
import { READING, sessionWithin, venueOf } from '../session/queries.ts'
import { expectedAt, happenedAt, happenedTo, presencesAt, sittingsOf } from '../sitting/queries.ts'
import { certificateOf } from './certificate.ts'
import { courseOf } from './course-rules.ts'
import { minutesOf, type Person, type Session } from './paper.ts'
import { certificateInput, minutesInput } from './schema.ts'

// Nothing is kept of minutes: they are made from what happened whenever somebody reads them.

/** The session, what it is called by and where it met. */
function headOf(sessionId: string, reach: Reach) {
  const own = sessionWithin(sessionId, reach)
  const inReach = isWithin(sessionId, reach)
  return {
    session: own,
    district: theDistrict(),
    unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
    venue: venueOf(sessionId).where(inReach),
  }
}

const isWithin = (sessionId: string, reach: Reach) =>
  sql<boolean>`exists ${sessionWithin(sessionId, reach).clearSelect().select('session.id')}`

/** What a session put to the vote, and when. */
const voteRows = (sessionId: string) => ({
  votes: decisionsOf(sessionId),
  votesPut: votesPutIn(sessionId),
  questions: notesAmong(
    decisionsOf(sessionId).clearSelect().clearOrderBy().clearLimit().select('id').$asScalar()
  ).where('kind', '=', 'question'),
})

/** Some members, by name. */
const peopleAmong = (memberIds: Expression<string>) => ({
  deputies: deputiesAmong(memberIds).select(['fromOn', 'untilOn']),
  outsiders: outsidersAmong(memberIds),
})

function rowsOf(sessionId: string, reach: Reach) {
  const inReach = isWithin(sessionId, reach)
  const lines = rollLinesOf(sessionId).where(inReach)
  const { votes, votesPut, questions } = voteRows(sessionId)
  return {
    ...headOf(sessionId, reach),
    ...peopleAmong(
      expectedAt(sessionId)
        .where(inReach)
        .union(lines.clearSelect().clearOrderBy().select('mandateId as memberId'))
        .$asScalar()
    ),
    sittings: sittingsOf(sessionId).where(inReach),
    events: happenedAt(sessionId),
    items: itemsOf(sessionId).where(inReach),
    lines,
    ...{ votes: votes.where(inReach), votesPut, questions: questions.where(inReach) },
    opinions: opinionsOf(sessionId).where(inReach),
    guests: guestsOf(sessionId).where(inReach),
  }
}

/** What certifies the attendance of some: nobody else's coming and going, and no count of a vote. */
export function attendedRows(sessionId: string, memberIds: Expression<string>) {
  const lines = rollLinesOf(sessionId).where('mandateId', 'in', memberIds)
  return {
    ...peopleAmong(
      expectedAt(sessionId)
        .where('presence.memberId', 'in', memberIds)
        .union(lines.clearSelect().clearOrderBy().select('mandateId as memberId'))
        .$asScalar()
    ),
    ...voteRows(sessionId),
    sittings: sittingsOf(sessionId),
    presences: presencesAt(sessionId, memberIds),
    events: happenedTo(sessionId, memberIds),
    lines,
  }
}

type Head = Rows<ReturnType<typeof headOf>>
type Attended = Rows<ReturnType<typeof attendedRows>>

/** The session with what it is called by; null where there is none within reach. */
function sessionIn({ session: [session], district: [district], unit: [unit], venue: [venue] }: Head) {
  if (!session || !district) return null
  return { ...session, placeName: unit?.name ?? district.name, venue: venue?.text ?? '' }
}

/** Everybody by what presence is counted by; of a deputy with the seat of the session’s first day. */
const peopleIn = ({ deputies, outsiders }: Pick<Attended, 'deputies' | 'outsiders'>, firstOn: string) =>
  new Map<string, Person>([
    ...outsiders.map(({ memberId, name }) => [memberId, { name, unitName: null, electoralDistrict: null }] as const),
    ...deputies.map(({ mandateId }) => {
      const { name, unitName, electoralDistrict } = seatAt(deputies, mandateId, firstOn)!
      return [mandateId, { name: name ?? '', unitName, electoralDistrict }] as const
    }),
  ])

function coursesIn({ sittings, events }: Pick<Attended, 'sittings' | 'events'>) {
  const happened = events.map(({ data, ...event }) => ({ ...event, data: JSON.parse(data) as unknown }))
  return sittings
    .filter(({ status }) => status !== 'cancelled')
    .map((sitting) => ({ sitting, course: courseOf(sitting.id, happened) }))
}

/** What was put to the vote, and where in the order of all events that was. */
const votesIn = ({ votes, votesPut, questions }: Rows<ReturnType<typeof voteRows>>) =>
  votes.map((vote) => ({
    ...vote,
    question: questions.find(({ decisionId }) => decisionId === vote.id)?.text ?? '',
    seq: votesPut.find(({ decisionId }) => decisionId === vote.id)!.seq,
  }))

/** Of a settled roll everybody's presence at the session; null where none is settled. */
function rollIn({ lines }: Pick<Attended, 'lines'>) {
  if (lines.length === 0) return null
  const each = Map.groupBy(lines, ({ mandateId }) => mandateId)
  return [...each].map(([mandateId, own]) => ({ mandateId, presence: ofSession(own.map(({ presence }) => presence)) }))
}

/** The minutes of a session, made from its events. */
export const sessionMinutes = query({
  name: 'minutes.of-session',
  roles: READING,
  input: minutesInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId }, reach) => rowsOf(sessionId, reach),
  answer: (rows) => {
    const session = sessionIn(rows)
    if (!session) return notFound()
    const people = session.status === 'held' ? peopleIn(rows, session.firstOn) : new Map<string, Person>()
    const roll = rollIn(rows)
    const paper = minutesOf({
      ...{ session, people, sittings: coursesIn(rows), opinions: rows.opinions, guests: rows.guests },
      votes: votesIn(rows),
      roll: roll && inStrokeOrder(roll.map((one) => ({ ...one, name: people.get(one.mandateId)?.name ?? '' }))),
      items: rows.items.map(({ id, type, title, speaker }) => ({
        ...{ id, type, title: title ?? '', speaker: speaker ?? '' },
      })),
    })
    return ok({
      session,
      paper,
      /** Whose attendance can be certified. */
      members: inStrokeOrder([...people].map(([mandateId, one]) => ({ mandateId, ...one }))).map(
        ({ mandateId: memberId, ...one }) => ({
          ...{ memberId, ...one },
          /** Another has the name too. */
          isNamesake: [...people.values()].filter(({ name }) => name === one.name).length > 1,
        })
      ),
    })
  },
})

/**
 * The certificate of the one person whom the rows are of; null of a session that was not held, or where they are not known
 * to have belonged to it. It tells of the sittings at which they were expected, by whichever mandate: whoever came into
 * their seat on the second day missed nothing on the first.
 */
export function certificateIn(session: Session, rows: Attended) {
  const [one] = peopleIn(rows, session.firstOn)
  if (!one || session.status !== 'held') return null
  const [memberId, person] = one
  const memberOf = new Map(rows.presences.map((own) => [own.sittingId, own.memberId]))
  const presence = rows.lines.length === 0 ? null : ofSession(rows.lines.map((line) => line.presence))
  const paper = certificateOf({
    ...{ session, person, presence },
    sittings: coursesIn(rows).flatMap(({ sitting, course }) => {
      const expected = memberOf.get(sitting.id)
      return expected === undefined ? [] : [{ sitting, course, memberId: expected }]
    }),
    votes: votesIn(rows).filter(({ sittingId }) => memberOf.has(sittingId)),
  })
  return { memberId, name: person.name, paper }
}

/** That one member attended a session, sitting by sitting. */
export const attendanceCertificate = query({
  name: 'minutes.certificate',
  roles: READING,
  input: certificateInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId, memberId }, reach) => ({
    ...headOf(sessionId, reach),
    ...attendedRows(sessionId, sql`(select ${memberId} where ${isWithin(sessionId, reach)})`),
  }),
  answer: (rows) => {
    const session = sessionIn(rows)
    const certificate = session && certificateIn(session, rows)
    return certificate ? ok({ session, ...certificate }) : notFound()
  },
})
