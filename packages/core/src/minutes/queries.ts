import { sql } from 'kysely'
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
import { expectedAt, happenedAt, sittingsOf } from '../sitting/queries.ts'
import { certificateOf } from './certificate.ts'
import { courseOf } from './course-rules.ts'
import { minutesOf, type Person } from './paper.ts'
import { certificateInput, minutesInput } from './schema.ts'

// Nothing is kept of minutes: they are made from what happened whenever somebody reads them.

function rowsOf(sessionId: string, reach: Reach) {
  const own = sessionWithin(sessionId, reach)
  const inReach = sql<boolean>`exists ${own.clearSelect().select('session.id')}`
  const lines = rollLinesOf(sessionId).where(inReach)
  const ids = expectedAt(sessionId)
    .where(inReach)
    .union(lines.clearSelect().clearOrderBy().select('mandateId as memberId'))
    .$asScalar()
  return {
    session: own,
    district: theDistrict(),
    unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
    venue: venueOf(sessionId).where(inReach),
    sittings: sittingsOf(sessionId).where(inReach),
    events: happenedAt(sessionId),
    items: itemsOf(sessionId).where(inReach),
    deputies: deputiesAmong(ids).select(['fromOn', 'untilOn']),
    outsiders: outsidersAmong(ids),
    lines,
    votes: decisionsOf(sessionId).where(inReach),
    votesPut: votesPutIn(sessionId),
    questions: notesAmong(decisionsOf(sessionId).clearSelect().clearOrderBy().clearLimit().select('id').$asScalar())
      .where('kind', '=', 'question')
      .where(inReach),
    opinions: opinionsOf(sessionId).where(inReach),
    guests: guestsOf(sessionId).where(inReach),
  }
}

type Found = Rows<ReturnType<typeof rowsOf>>

/** The session with what it is called by; null where there is none within reach. */
function sessionIn({ session: [session], district: [district], unit: [unit], venue: [venue] }: Found) {
  if (!session || !district) return null
  return { ...session, placeName: unit?.name ?? district.name, venue: venue?.text ?? '' }
}

/** Everybody by what presence is counted by; of a deputy with the seat of the session’s first day. */
const peopleIn = ({ session: [session], deputies, outsiders }: Found): Map<string, Person> =>
  new Map<string, Person>([
    ...outsiders.map(({ memberId, name }) => [memberId, { name, unitName: null, electoralDistrict: null }] as const),
    ...deputies.map(({ mandateId }) => {
      const { name, unitName, electoralDistrict } = seatAt(deputies, mandateId, session?.firstOn ?? '')!
      return [mandateId, { name: name ?? '', unitName, electoralDistrict }] as const
    }),
  ])

function coursesIn({ sittings, events }: Found) {
  const happened = events.map(({ data, ...event }) => ({ ...event, data: JSON.parse(data) as unknown }))
  return sittings
    .filter(({ status }) => status !== 'cancelled')
    .map((sitting) => ({ sitting, course: courseOf(sitting.id, happened) }))
}

/** What was put to the vote, and where in the order of all events that was. */
const votesIn = ({ votes, votesPut, questions }: Found) =>
  votes.map((vote) => ({
    ...vote,
    question: questions.find(({ decisionId }) => decisionId === vote.id)?.text ?? '',
    seq: votesPut.find(({ decisionId }) => decisionId === vote.id)!.seq,
  }))

/** Of a settled roll everybody's presence at the session; null where none is settled. */
function rollIn({ lines }: Found) {
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
    const people = session.status === 'held' ? peopleIn(rows) : new Map<string, Person>()
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

/** That one member attended a session, sitting by sitting. */
export const attendanceCertificate = query({
  name: 'minutes.certificate',
  roles: READING,
  input: certificateInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId }, reach) => rowsOf(sessionId, reach),
  answer: (rows, { memberId }) => {
    const session = sessionIn(rows)
    const person = peopleIn(rows).get(memberId)
    if (!session || !person || session.status !== 'held') return notFound()
    const presence = rollIn(rows)?.find(({ mandateId }) => mandateId === memberId)?.presence ?? null
    const paper = certificateOf({
      session,
      memberId,
      person,
      presence,
      sittings: coursesIn(rows),
      votes: votesIn(rows),
    })
    return ok({ session, memberId, name: person.name, paper })
  },
})
