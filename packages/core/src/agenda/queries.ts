import { sql, type Expression } from 'kysely'
import { may, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { placeKind } from '../body/checks.ts'
import { papersOf, shownPaper } from '../paper/queries.ts'
import { allUnits, eventsPage, newestEvents, theDistrict } from '../people/queries.ts'
import { CALLING, READING, sessionWithin } from '../session/queries.ts'
import { paperChain, stepState } from './paper-rules.ts'
import { agendaInput, agendaStream, type ItemType, type PaperStep, type ReportField } from './schema.ts'

/** A session's items, in their order. */
export const itemsOf = (sessionId: string) =>
  db
    .selectFrom('agenda_item')
    .leftJoin('agenda_item_text', 'agenda_item_text.itemId', 'agenda_item.id')
    .select(['agenda_item.id', 'position', 'type', 'field', 'minutes', 'isPublic', 'title', 'speaker'])
    .$narrowType<{ type: ItemType; field: ReportField | null }>()
    .where('sessionId', '=', sessionId)
    .orderBy('position')

/** What some items are called. */
export const titlesOf = (itemIds: Expression<string | null>) =>
  db.selectFrom('agenda_item_text').select(['itemId', 'title']).where('itemId', 'in', itemIds)

export const adoptionOf = (sessionId: string) =>
  db.selectFrom('agenda_adoption').select('adoptedOn').where('sessionId', '=', sessionId)

/** What was done of the papers of a session's items. */
export const stepsOf = (sessionId: string) =>
  db
    .selectFrom('paper_step')
    .innerJoin('agenda_item', 'agenda_item.id', 'paper_step.itemId')
    .select(['itemId', 'step', 'doneOn'])
    .$narrowType<{ step: PaperStep }>()
    .where('sessionId', '=', sessionId)

/** Which items of the agenda an event is about, and not all of them. */
function itemsNamed(data: string): string[] {
  const { itemId, id, items } = JSON.parse(data) as { itemId?: string; id?: string; items?: { id: string }[] }
  return items?.map((item) => item.id) ?? [itemId ?? id ?? []].flat()
}

/** The agenda of a session, with where each item's paper is. */
export const sessionAgenda = query({
  name: 'agenda.of-session',
  roles: READING,
  input: agendaInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId, before }, reach) => {
    const own = sessionWithin(sessionId, reach)
    const inReach = sql<boolean>`exists ${own.clearSelect().select('session.id')}`
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      items: itemsOf(sessionId).where(inReach),
      steps: stepsOf(sessionId).where(inReach),
      papers: papersOf(sessionId).where(inReach),
      adoption: adoptionOf(sessionId).where(inReach),
      events: newestEvents(agendaStream(sessionId), before).where(inReach),
      decisions: db
        .selectFrom('agenda_note')
        .innerJoin('event', 'event.commandId', 'agenda_note.commandId')
        .select(['event.seq', 'decision'])
        .where('event.stream', '=', agendaStream(sessionId))
        .where('event.n', '=', 0)
        .where(inReach),
    }
  },
  answer: (rows, _, { actor, today }) => {
    const [session, district, unit] = [rows.session[0], rows.district[0], rows.unit[0]]
    if (!session || !district) return notFound()
    const kind = placeKind(session.placeId, unit)!
    const titleOf = (itemId: string) => rows.items.find(({ id }) => id === itemId)?.title ?? ''
    const noteOf = (seq: number) => {
      const titles = itemsNamed(rows.events.find((one) => one.seq === seq)!.data).map(titleOf)
      const decision = rows.decisions.find((one) => one.seq === seq)?.decision ?? ''
      return [titles.filter(Boolean).join('、'), decision].filter(Boolean).join('；') || null
    }
    const page = eventsPage([rows.events])
    return ok({
      session,
      place: { id: session.placeId, kind, name: unit?.name ?? district.name },
      adoptedOn: rows.adoption[0]?.adoptedOn ?? null,
      items: rows.items.map(({ isPublic, title, speaker, ...item }) => ({
        ...item,
        ...{ title: title ?? '', speaker: speaker ?? '', isPublic: isPublic === 1 },
        papers: rows.papers
          .filter(({ itemId }) => itemId === item.id)
          .map((one) => ({ ...shownPaper(one), isPublic: one.isPublic === 1 })),
        paper: paperChain(session.body, item.type, session.firstOn).map((one) => {
          const doneOn = rows.steps.find(({ itemId, step }) => itemId === item.id && step === one.step)?.doneOn ?? null
          return { ...one, doneOn, state: stepState(one.dueOn, doneOn, today) }
        }),
      })),
      mayChange: may(actor, CALLING) && session.status !== 'cancelled',
      /** Also once it is called off: a paper may be one that nobody should have. */
      mayRemovePapers: may(actor, CALLING),
      history: may(actor, CALLING)
        ? { ...page, items: page.items.map((one) => ({ ...one, note: noteOf(one.seq) })) }
        : null,
    })
  },
})
