import { sql } from 'kysely'
import { placeKind } from '../body/checks.ts'
import { bodiesAt, type Body, type BodyAt } from '../body/schema.ts'
import { decisionsAmong, notesAmong, passedAt } from '../decision/queries.ts'
import { everybody, may, reachesUnit, reachOf, within, type Reach } from '../kernel/actor.ts'
import { dayOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, eventsPage, newestEvents, theDistrict, unitById } from '../people/queries.ts'
import { CALLING, READING, sessionsAmong, sessionsOf } from '../session/queries.ts'
import { mayResolve } from './paper-rules.ts'
import {
  RESOLUTIONS_MAX,
  resolutionInput,
  resolutionRecordInput,
  resolutionsInput,
  STANDING,
  type ResolutionStatus,
} from './schema.ts'

const resolutions = () =>
  db.selectFrom('resolution').selectAll().$narrowType<{ status: ResolutionStatus; body: Body }>()

const withTexts = () =>
  db
    .selectFrom('resolution')
    .innerJoin('resolution_text', 'resolution_text.resolutionId', 'resolution.id')
    .leftJoin('resolution_note', 'resolution_note.resolutionId', 'resolution.id')
    .selectAll('resolution')
    .select(['title', 'organCode', 'resolution_text.text', 'resolution_note.text as reason'])
    .$narrowType<{ status: ResolutionStatus; body: Body }>()

/** One paper of a body. */
export const resolutionOf = ({ placeId, body }: BodyAt, resolutionId: string) =>
  resolutions().where('id', '=', resolutionId).where('placeId', '=', placeId).where('body', '=', body)

/** What a paper of a body says. */
export const textOf = (of: BodyAt, resolutionId: string) =>
  withTexts().where('id', '=', resolutionId).where('placeId', '=', of.placeId).where('body', '=', of.body)

/** The paper that rests on a decision, a draft too. */
export const resolutionOfDecision = (decisionId: string) =>
  resolutions().where('decisionId', '=', decisionId).where('status', 'in', STANDING)

/** The papers of a session that have not come to nothing. */
export const resolutionsOfSession = (sessionId: string) =>
  withTexts().where('resolution.sessionId', '=', sessionId).where('status', 'in', STANDING).orderBy('resolution.id')

/** What a session resolved, as everybody may read it: its page for everybody lists them. */
export const publishedOfSession = (sessionId: string) =>
  db
    .selectFrom('resolution')
    .innerJoin('resolution_text', 'resolution_text.resolutionId', 'resolution.id')
    .select(['resolution.id', 'title', 'organCode', 'year', 'number', 'publishedOn'])
    .$narrowType<{ year: string; number: number; publishedOn: string }>()
    .where('resolution.sessionId', '=', sessionId)
    .where('status', '=', 'published')
    .orderBy('number')

/** The highest number a body has given in a year; those that were voided stay taken. */
export const highestNumber = ({ placeId, body }: BodyAt, year: string) =>
  db
    .selectFrom('resolution')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('placeId', '=', placeId)
    .where('body', '=', body)
    .where('year', '=', year)

/** What a body's newest paper has before its number. */
const newestCode = ({ placeId, body }: BodyAt) =>
  withTexts().where('placeId', '=', placeId).where('body', '=', body).orderBy('resolution.id', 'desc').limit(1)

/** What passed at a body and has no paper yet. */
const withoutPaper = (of: BodyAt) =>
  passedAt(of)
    .where('id', 'not in', resolutions().clearSelect().select('decisionId').where('status', 'in', STANDING).$asScalar())
    .limit(RESOLUTIONS_MAX)

/** A body's papers of a year, and what passed and has none yet. */
export const resolutionsOfBody = query({
  name: 'resolution.list',
  roles: READING,
  input: resolutionsInput,
  scope: (actor, { placeId }) => (reachesUnit(actor, placeId) ? true : null),
  load: (input) => ({
    district: theDistrict(),
    unit: unitById(input.placeId),
    resolutions: withTexts()
      .where('placeId', '=', input.placeId)
      .where('body', '=', input.body)
      .where(sql<string>`coalesce(year, substr(draftedOn, 1, 4))`, '=', input.year)
      .orderBy('number', 'desc')
      .orderBy('resolution.id', 'desc')
      .limit(RESOLUTIONS_MAX),
    sessions: sessionsOf(input),
    waiting: withoutPaper(input),
    questions: notesAmong(withoutPaper(input).clearSelect().clearOrderBy().clearLimit().select('id').$asScalar()),
    newest: newestCode(input),
  }),
  answer: (rows, { placeId, body }, { actor }) => {
    const [district, unit] = [rows.district[0], rows.unit[0]]
    const kind = placeKind(placeId, unit)
    if (!district || !kind || !bodiesAt(kind).includes(body)) return notFound()
    const placeName = unit?.name ?? district.name
    const sessionOf = (sessionId: string) => {
      const { termOrdinal, ordinal, firstOn } = rows.sessions.find(({ id }) => id === sessionId)!
      return { id: sessionId, placeName, body, termOrdinal, ordinal, firstOn }
    }
    return ok({
      place: { id: placeId, kind, name: placeName },
      bodies: bodiesAt(kind),
      resolutions: rows.resolutions.map(({ text: _, ...one }) => ({ ...one, session: sessionOf(one.sessionId) })),
      waiting: mayResolve(body)
        ? rows.waiting.map(({ id, sessionId, madeAt }) => ({
            decisionId: id,
            madeOn: dayOf(Date.parse(madeAt!)),
            question: rows.questions.find((one) => one.decisionId === id && one.kind === 'question')?.text ?? '',
            session: sessionOf(sessionId),
          }))
        : [],
      organCode: rows.newest[0]?.organCode ?? '',
      mayChange: may(actor, CALLING),
    })
  },
})

/** The rows of one paper: who made it, of which session, and when it passed. */
const paperRows = (of: ReturnType<typeof withTexts>) => {
  const id = (column: 'sessionId' | 'decisionId') =>
    of.clearSelect().select(`resolution.${column}`).$castTo<{ id: string }>().$asScalar()
  return {
    resolution: of,
    district: theDistrict(),
    unit: allUnits().where('id', '=', of.clearSelect().select('placeId').$asScalar()),
    session: sessionsAmong(id('sessionId')),
    decision: decisionsAmong(id('decisionId')),
  }
}

type PaperRows = {
  [Name in keyof ReturnType<typeof paperRows>]: Awaited<ReturnType<ReturnType<typeof paperRows>[Name]['execute']>>
}

/** What stands on a paper; null where there is none. */
function paperIn({
  resolution: [one],
  district: [district],
  unit: [unit],
  session: [session],
  decision: [decision],
}: PaperRows) {
  if (!one || !district || !session || !decision) return null
  const { termOrdinal, ordinal, firstOn, body } = session
  return {
    ...one,
    place: { id: one.placeId, kind: placeKind(one.placeId, unit)!, name: unit?.name ?? district.name },
    session: { id: session.id, placeName: unit?.name ?? district.name, body, termOrdinal, ordinal, firstOn },
    passedOn: dayOf(Date.parse(decision.madeAt!)),
  }
}

const withinReach = (resolutionId: string, reach: Reach) =>
  withTexts()
    .where('resolution.id', '=', resolutionId)
    .where(within(reach, { unitId: sql.ref('resolution.placeId'), personId: sql.val('') }))

/** One paper as those who work on it read it, with what happened to it. */
export const resolutionRecord = query({
  name: 'resolution.record',
  roles: READING,
  input: resolutionRecordInput,
  scope: (actor) => reachOf(actor),
  load: ({ resolutionId, before }, reach) => ({
    ...paperRows(withinReach(resolutionId, reach)),
    events: newestEvents(
      withinReach(resolutionId, reach)
        .clearSelect()
        .select(sql<string>`'resolutions/' || placeId || '/' || body`.as('stream'))
        .$asScalar(),
      before
    ).where(sql<string>`data ->> '$.id'`, '=', resolutionId),
  }),
  answer: ({ events, ...rows }, _, { actor }) => {
    const paper = paperIn(rows)
    if (!paper) return notFound()
    const mayChange = may(actor, CALLING)
    return ok({ ...paper, mayChange, history: mayChange ? eventsPage([events]) : null })
  },
})

/** A published paper, as everybody reads it; of one that was withdrawn its number, and why. */
export const publishedResolution = query({
  name: 'resolution.published',
  roles: everybody,
  input: resolutionInput,
  scope: () => true,
  load: ({ resolutionId }) =>
    paperRows(withTexts().where('resolution.id', '=', resolutionId).where('publishedOn', 'is not', null)),
  answer: (rows) => {
    const paper = paperIn(rows)
    if (!paper) return notFound()
    const { id, place, session, status, title, text, organCode, year, number, publishedOn, issuedOn, endedOn } = paper
    const isInForce = status === 'published'
    return ok({
      ...{ id, place, session, isInForce, title, organCode, year: year!, number: number!, publishedOn: publishedOn! },
      ...{ issuedOn: issuedOn!, passedOn: paper.passedOn, endedOn },
      text: isInForce ? text : null,
      withdrawalReason: isInForce ? null : paper.reason,
    })
  },
})
