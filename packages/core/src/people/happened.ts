import type { Expression } from 'kysely'
import { db } from '../kernel/db.ts'
import { typeOf } from '../kernel/event.ts'

// What happened to a thing, newest first, from the events that are its audit record, with what was written beside changes
// of mandates. It comes in the answer that shows the thing; other modules have these from the queries.

const PAGE_EVENTS = 50

/** What was written beside changes of mandates: a decision's number, or why one moved. */
const mandateNotes = () => db.selectFrom('mandate_note').selectAll()

/** A stream's newest events, names of those who acted with them; one more than a page, to know whether there are more. */
export const newestEvents = (stream: string | Expression<string>, before = Number.MAX_SAFE_INTEGER) =>
  db
    .selectFrom('event')
    .leftJoin('actor_name', 'actor_name.actor', 'event.actor')
    .leftJoin(mandateNotes().as('note'), 'note.commandId', 'event.commandId')
    .select('note.text as note')
    .select(['seq', 'type', 'occurredOn', 'recordedAt', 'event.actor', 'actor_name.name as actorName', 'data'])
    .where('stream', '=', stream)
    .where('seq', '<', before)
    .orderBy('version', 'desc')
    .limit(PAGE_EVENTS + 1)

type Row = Awaited<ReturnType<ReturnType<typeof newestEvents>['execute']>>[number]

/** One page of what happened, in one stream or several. */
export function eventsPage(streams: readonly (readonly Row[])[]) {
  const newest = streams.flat().sort((a, b) => b.seq - a.seq)
  const shown = newest.slice(0, PAGE_EVENTS)
  return {
    items: shown.map(({ data, actor, ...event }) => {
      const { itemCode, hundredths } = JSON.parse(data) as { itemCode?: string; hundredths?: number }
      return {
        ...event,
        words: typeOf(event.type).words,
        isSystem: actor.startsWith('system:'),
        itemCode: itemCode ?? null,
        hundredths: hundredths ?? null,
      }
    }),
    before: newest.length > shown.length ? shown.at(-1)!.seq : null,
  }
}
