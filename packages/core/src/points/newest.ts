import { reachesUnit, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { readableUntil, seatsWith } from '../people/queries.ts'
import { newestInput } from './schema.ts'

/** "2026-09-30". */
const DAY_LETTERS = 10

/** Entries one page of a mandate shows. */
const NEWEST_ENTRIES = 20

/**
 * A mandate's entries, the newest first, whatever their quarter; to a unit that gave the record away, those of its time. What was written beside them is the ledger's. For programs;
 * pages show a quarter's. The figures `ledger-…` of `npm run bench` are this answer's.
 */
export const newestEntries = query({
  name: 'points.newest',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: newestInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? reachOf(actor) : null),
  load: (input, reach, { today }) => ({
    seats: seatsWith(input, input.mandateId),
    entries: db
      .selectFrom('point_entry')
      .select(['id', 'occurredOn', 'quarter', 'itemCode', 'hundredths', 'reversesId', 'recordedAt'])
      .where('mandateId', '=', input.mandateId)
      .where('occurredOn', '<=', readableUntil(input.mandateId, reach, today))
      .$if(input.before !== undefined, (entries) =>
        entries.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('occurredOn', 'id'),
            '<',
            tuple(input.before!.slice(0, DAY_LETTERS), input.before!.slice(DAY_LETTERS + 1))
          )
        )
      )
      .orderBy('occurredOn', 'desc')
      .orderBy('id', 'desc')
      // One more, to know whether there are more.
      .limit(NEWEST_ENTRIES + 1),
  }),
  answer: ({ seats, entries }) => {
    if (seats.length === 0) return notFound()
    const shown = entries.slice(0, NEWEST_ENTRIES)
    const last = shown.at(-1)
    return ok({
      entries: shown,
      /** Cursor of the next page; null at the end. */
      before: last && entries.length > shown.length ? `${last.occurredOn}/${last.id}` : null,
    })
  },
})
