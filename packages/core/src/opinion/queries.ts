import { sql, type Expression } from 'kysely'
import { itemsOf, titlesOf } from '../agenda/queries.ts'
import { placeKind } from '../body/checks.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { everyGroupOf } from '../deputy-group/queries.ts'
import { may, reachOf, type Reach } from '../kernel/actor.ts'
import { query, type Rows } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, eventsPage, newestEvents, seatedLevels, theDistrict } from '../people/queries.ts'
import {
  CALLING,
  READING,
  sessionIdsOfPlace,
  sessionsAmong,
  sessionsBefore,
  sessionWithin,
} from '../session/queries.ts'
import { dueBecauseOf, organNow, speakersOf, stateOf, usualDueOn, type OpinionState } from './rules.ts'
import { OPINIONS_MAX, opinionsInput, opinionsStream, type OpinionSource, type OpinionStatus } from './schema.ts'

/** Opinions with the round that runs. */
const opinions = () =>
  db
    .selectFrom('opinion')
    .leftJoin('opinion_round as now', (join) =>
      join.onRef('now.opinionId', '=', 'opinion.id').onRef('now.round', '=', 'opinion.round')
    )
    .select(['opinion.sessionId', 'opinion.id', 'number', 'opinion.itemId', 'source', 'sourceId', 'recordedOn'])
    .select(['opinion.status', 'opinion.round', 'now.assignedOn', 'now.dueOn', 'now.reportedOn', 'now.closedOn'])
    .$narrowType<{ source: OpinionSource; status: OpinionStatus }>()

/** What was said in a session, in the order of its numbers. */
export const opinionsOf = (sessionId: string) =>
  opinions().where('opinion.sessionId', '=', sessionId).orderBy('number').limit(OPINIONS_MAX)

/** That something was said in a session. */
export const opinionIdsIn = (sessionId: string) =>
  db.selectFrom('opinion').select('id').where('sessionId', '=', sessionId)

/** … of an item of its agenda. */
export const opinionsOnItem = (sessionId: string, itemId: string) =>
  opinionIdsIn(sessionId).where('itemId', '=', itemId)

/** What is written of one: its text, and of each round the organ, its report and what was decided. */
export const notesOf = (opinionId: string) => notesAmong(sql<string>`(select ${opinionId})`)

/** What happened to one, the first first: what stood before its newest step follows from that. */
export const stepsOf = (sessionId: string, opinionId: string) =>
  db
    .selectFrom('event')
    .select(['type', 'data'])
    .where('stream', '=', opinionsStream(sessionId))
    .where(sql<string>`data ->> '$.id'`, '=', opinionId)
    .orderBy('seq')

const notesAmong = (opinionIds: Expression<string>) =>
  db
    .selectFrom('opinion_note')
    .select(['opinionId', 'round', 'kind', 'text'])
    .$narrowType<{ kind: 'text' | 'organ' | 'report' | 'decision' }>()
    .where('opinionId', 'in', opinionIds)
    .orderBy('round')

/** Every round of some, the first first. */
const roundsAmong = (opinionIds: Expression<string>) =>
  db.selectFrom('opinion_round').selectAll().where('opinionId', 'in', opinionIds).orderBy('round')

/** Who can have said something in a session of a body: the units with deputies of the district, a township's groups. */
export const speakerRows = (placeId: string | Expression<string>) => ({
  units: allUnits(),
  seated: seatedLevels(),
  groups: everyGroupOf({ unitId: placeId, level: 'township' }),
})

/** … and what each is called. */
const speakerName = (
  { source, sourceId }: { source: OpinionSource; sourceId: string | null },
  { units, groups }: Pick<Rows<ReturnType<typeof speakerRows>>, 'units' | 'groups'>
): string => (source === 'delegation' ? units : groups).find(({ id }) => id === sourceId)?.name ?? ''

/** The opinions of a session, and those still open of the sessions of its body before. */
export const sessionOpinions = query({
  name: 'opinion.of-session',
  roles: READING,
  input: opinionsInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId, before }, reach) => {
    const own = sessionWithin(sessionId, reach)
    const inReach = sql<boolean>`exists ${own.clearSelect().select('session.id')}`
    const placeId = own.clearSelect().select('placeId').$asScalar()
    const now = opinionsOf(sessionId).where(inReach)
    const earlier = opinions()
      .where('opinion.sessionId', 'in', sessionsBefore(own).clearSelect().select('id'))
      .where('opinion.status', '<>', 'closed')
      .limit(OPINIONS_MAX)
    const shown = db
      .selectFrom(now.as('now'))
      .select(['now.id', 'now.itemId', 'now.sessionId'])
      .union(db.selectFrom(earlier.as('earlier')).select(['earlier.id', 'earlier.itemId', 'earlier.sessionId']))
    const among = <C extends 'id' | 'itemId' | 'sessionId'>(column: C) =>
      db.selectFrom(shown.as('shown')).select(`shown.${column}`).$asScalar()
    return {
      session: own,
      district: theDistrict(),
      ...speakerRows(placeId),
      items: itemsOf(sessionId).where(inReach),
      now,
      earlier,
      sessions: sessionsAmong(among('sessionId')),
      titles: titlesOf(among('itemId')),
      notes: notesAmong(among('id')),
      rounds: roundsAmong(among('id')),
      events: newestEvents(opinionsStream(sessionId), before).where(inReach),
    }
  },
  answer: (rows, { show }, { actor, today }) => {
    const [session, district] = [rows.session[0], rows.district[0]]
    if (!session || !district) return notFound()
    const unit = rows.units.find(({ id }) => id === session.placeId)
    const kind = placeKind(session.placeId, unit)!
    const told = (one: Opinion) => ({ ...withRounds(one, rows, today), speaker: speakerName(one, rows) })
    const isShown = (one: { status: OpinionStatus; state: OpinionState }) =>
      show === 'all' || (show === 'open' ? one.status !== 'closed' : one.state === 'overdue')
    const now = rows.now.map(told)
    const earlier = rows.earlier.flatMap((one) => {
      const of = rows.sessions.find(({ id }) => id === one.sessionId)
      return of ? [{ ...told(one), of: { ordinal: of.ordinal, firstOn: of.firstOn, lastOn: of.lastOn } }] : []
    })
    return ok({
      session,
      place: { id: session.placeId, kind, name: unit?.name ?? district.name },
      opinions: now.filter(isShown),
      /** Of the sessions before, the newest session first. */
      earlier: earlier.filter(isShown).sort((a, b) => b.of.firstOn.localeCompare(a.of.firstOn) || a.number - b.number),
      counts: countsOf([...now, ...earlier]),
      items: rows.items.map(({ id, position, title }) => ({ id, position, title: title ?? '' })),
      speakers: speakersOf(session, rows),
      usualDueOn: usualDueOn(today),
      dueBecause: dueBecauseOf(session.body),
      /** Opinions are of a session that was held. */
      mayRecord: may(actor, CALLING) && session.status === 'held',
      mayChange: may(actor, CALLING),
      history: may(actor, CALLING) ? happened(rows) : null,
    })
  },
})

type Opinion = Rows<{ one: ReturnType<typeof opinionsOf> }>['one'][number]
type Written = Rows<{
  notes: ReturnType<typeof notesOf>
  rounds: ReturnType<typeof roundsAmong>
  titles: ReturnType<typeof titlesOf>
}>

/** An opinion with its texts, its state and all its rounds. */
function withRounds(one: Opinion, { notes, rounds, titles }: Written, today: string) {
  const own = notes.filter(({ opinionId }) => opinionId === one.id)
  const text = (kind: string, round: number) =>
    own.find((note) => note.kind === kind && note.round === round)?.text ?? ''
  return {
    ...one,
    state: stateOf(one, today),
    text: text('text', 0),
    itemTitle: titles.find(({ itemId }) => itemId === one.itemId)?.title ?? null,
    /** It keeps the organ it had where a later round named no other. */
    organ: organNow(own),
    rounds: rounds
      .filter(({ opinionId }) => opinionId === one.id)
      .map(({ opinionId: _, ...round }) => ({
        ...round,
        report: text('report', round.round),
        decision: text('decision', round.round),
      })),
  }
}

/** What happened, and to which opinion; null where it was taken back altogether. */
function happened({ events, now }: { events: Parameters<typeof eventsPage>[0][number]; now: readonly Opinion[] }) {
  const { items, before } = eventsPage([events])
  const idOf = new Map(events.map(({ seq, data }) => [seq, (JSON.parse(data) as { id: string }).id]))
  const numberOf = (seq: number) => now.find(({ id }) => id === idOf.get(seq))?.number ?? null
  return { items: items.map((item) => ({ ...item, number: numberOf(item.seq) })), before }
}

const countsOf = (all: readonly { status: OpinionStatus; state: OpinionState }[]) => ({
  all: all.length,
  open: all.filter(({ status }) => status !== 'closed').length,
  overdue: all.filter(({ state }) => state === 'overdue').length,
})

/** Whose report is owed, of the bodies of one place, by the day it was due. Of the district's offices the district's own. */
const overdueIn = (reach: Reach, today: string) =>
  opinions()
    .where('now.reportedOn', 'is', null)
    .where('now.dueOn', '<', today)
    .where('opinion.sessionId', 'in', sessionIdsOfPlace(reach.of === 'unit' ? reach.unitId : DISTRICT_PLACE))
    .orderBy('now.dueOn')
    .limit(OPINIONS_MAX)

/** … with the sessions they are of and the organs that owe it. */
export function overdueRows(reach: Reach, today: string) {
  const among = (column: 'id' | 'sessionId') =>
    db.selectFrom(overdueIn(reach, today).as('overdue')).select(`overdue.${column}`).$asScalar()
  return {
    overdue: overdueIn(reach, today),
    overdueSessions: sessionsAmong(among('sessionId')),
    overdueNotes: notesAmong(among('id')).where('kind', '=', 'organ'),
  }
}

export const overdueOpinions = ({ overdue, overdueSessions, overdueNotes }: Rows<ReturnType<typeof overdueRows>>) =>
  overdue.flatMap(({ id, sessionId, number, dueOn }) => {
    const session = overdueSessions.find((one) => one.id === sessionId)
    const organ = organNow(overdueNotes.filter(({ opinionId }) => opinionId === id))
    return session
      ? [{ id, sessionId, number, dueOn: dueOn!, organ, body: session.body, ordinal: session.ordinal }]
      : []
  })
