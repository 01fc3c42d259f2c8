import type { Expression } from 'kysely'
import { quarterDays } from '../kernel/calendar.ts'
import { db } from '../kernel/db.ts'

// Entries with what was written beside them; other modules have them from the queries.

/** Entries of a quarter one page shows. */
export const ENTRIES_MAX = 400

/** Entries of some mandates with what was written beside them and by whom. */
const notedEntries = (mandateIds: Expression<string>) =>
  db
    .selectFrom('point_entry')
    .leftJoin('point_note', 'point_note.entryId', 'point_entry.id')
    .leftJoin('actor_name', 'actor_name.actor', 'point_entry.actor')
    .select(['point_entry.mandateId', 'point_entry.id', 'point_entry.occurredOn', 'point_entry.itemCode'])
    .select(['point_entry.hundredths', 'point_entry.reversesId', 'point_entry.recordedAt', 'point_entry.source'])
    .select(['point_note.note', 'point_note.evidence', 'actor_name.name as recorder'])
    .where('mandateId', 'in', mandateIds)

/** A mandate's whole ledger up to a day, the oldest first; one more than is asked for, to know whether there are more. */
export const ledgerTo = (day: string, mandateIds: Expression<string>, entriesMax: number) =>
  notedEntries(mandateIds)
    .select('point_entry.quarter')
    .where('occurredOn', '<=', day)
    .orderBy('occurredOn')
    .orderBy('point_entry.id')
    .limit(entriesMax + 1)

/** A quarter's entries of some mandates, newest first. */
export function entriesIn(quarter: string, mandateIds: Expression<string>) {
  const { firstOn, lastOn } = quarterDays(quarter)
  return notedEntries(mandateIds)
    .where('occurredOn', '>=', firstOn)
    .where('occurredOn', '<=', lastOn)
    .orderBy('occurredOn', 'desc')
    .orderBy('point_entry.id', 'desc')
    .limit(ENTRIES_MAX)
}
