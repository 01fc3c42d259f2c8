import { sql } from 'kysely'
import { adoptionOf, itemsOf } from '../agenda/queries.ts'
import { placeKind } from '../body/checks.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { everybody } from '../kernel/actor.ts'
import { yearOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { paperFile, papersOf, shownPaper } from '../paper/queries.ts'
import { allUnits, theDistrict } from '../people/queries.ts'
import { publishedOfSession } from '../resolution/queries.ts'
import { publicSession, publicSessions } from '../session/queries.ts'
import { meetingInput, meetingPaperInput, meetingsInput } from './schema.ts'

// What everybody may read of the sessions of congresses and of the standing committee. Where they meet is not told, nor why
// one was moved or called off, nor who speaks: those are private notes.

/** The sessions of a year: the district's own, then each township's. */
export const meetingsOfYear = query({
  name: 'meeting.list',
  roles: everybody,
  input: meetingsInput,
  scope: () => true,
  load: ({ year }, _, { today }) => {
    const asked = year ?? yearOf(today)
    return {
      district: theDistrict(),
      units: allUnits(),
      sessions: publicSessions()
        .where('firstOn', '>=', `${asked}-01-01`)
        .where('firstOn', '<=', `${asked}-12-31`)
        .orderBy('firstOn'),
      older: publicSessions()
        .clearSelect()
        .select('firstOn')
        .where('firstOn', '<', `${asked}-01-01`)
        .orderBy('firstOn', 'desc')
        .limit(1),
      newer: publicSessions()
        .clearSelect()
        .select('firstOn')
        .where('firstOn', '>', `${asked}-12-31`)
        .orderBy('firstOn')
        .limit(1),
    }
  },
  answer: ({ district: [district], units, sessions, older, newer }, { year }, { today }) => {
    if (!district) return notFound()
    const places = [{ id: DISTRICT_PLACE, name: district.name }, ...units]
    const yearIn = ([session]: readonly { firstOn: string }[]) => (session ? yearOf(session.firstOn) : null)
    return ok({
      year: year ?? yearOf(today),
      /** Years before and after that have sessions. */
      older: yearIn(older),
      newer: yearIn(newer),
      places: places
        .map(({ id, name }) => ({ id, name, sessions: sessions.filter(({ placeId }) => placeId === id) }))
        .filter((place) => place.sessions.length > 0),
    })
  },
})

/** One session: when it is, its public items and their public papers, and what it resolved. Of one that was called off only that it was. */
export const meetingRecord = query({
  name: 'meeting.record',
  roles: everybody,
  input: meetingInput,
  scope: () => true,
  load: ({ sessionId }) => {
    const own = publicSession(sessionId)
    const isOn = sql<boolean>`exists ${own.clearSelect().select('session.id').where('status', '<>', 'cancelled')}`
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      items: itemsOf(sessionId).where('isPublic', '=', 1).where(isOn),
      papers: papersOf(sessionId).where('isPublic', '=', 1).where(isOn),
      adoption: adoptionOf(sessionId).where(isOn),
      resolutions: publishedOfSession(sessionId).where(isOn),
    }
  },
  answer: ({ session: [session], district: [district], unit: [unit], items, papers, adoption, resolutions }) => {
    if (!session || !district || placeKind(session.placeId, unit) === null) return notFound()
    return ok({
      ...session,
      placeName: unit?.name ?? district.name,
      adoptedOn: adoption[0]?.adoptedOn ?? null,
      resolutions,
      items: items.map(({ id, type, field, title }) => ({
        ...{ id, type, field, title: title ?? '' },
        papers: papers.filter(({ itemId }) => itemId === id).map(shownPaper),
      })),
    })
  },
})

/** One public paper of a public item, as long as its session stands. */
export const meetingPaper = query({
  name: 'meeting.paper',
  roles: everybody,
  input: meetingPaperInput,
  scope: () => true,
  load: ({ sessionId, paperId }) => ({
    session: publicSession(sessionId).where('status', '<>', 'cancelled'),
    items: itemsOf(sessionId).where('isPublic', '=', 1),
    papers: papersOf(sessionId).where('paper.id', '=', paperId).where('isPublic', '=', 1),
  }),
  answer: ({ session, items, papers: [paper] }) =>
    session.length > 0 && paper && items.some(({ id }) => id === paper.itemId) ? ok(paperFile(paper)) : notFound(),
})
