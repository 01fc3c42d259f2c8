import { sql } from 'kysely'
import { db } from './db.ts'
import { insertMany } from './insert.ts'
import type { Statement } from './store.ts'

// How far a reader of the events has come: one row in a table of its own. Whoever reads takes what stands after it, and
// moves it in the batch that keeps what came of it, or once that is safely kept.

type CursorTable = 'outbox_cursor' | 'reaction_cursor'

/** Where a reader without a row stands. */
const FIRST = { epoch: 1, seq: 0 } as const

/** The place in the district's history up to which a reader has read, as a scalar. */
export const readUpTo = (table: CursorTable) =>
  sql<number>`coalesce((select seq from ${sql.table(table)}), ${sql.lit(FIRST.seq)})`

/** … and where the history ends. */
export const cursorOf = (table: CursorTable) =>
  db.selectFrom('event').select(({ fn }) => [readUpTo(table).as('seq'), fn.max('event.seq').as('head')])

export type Cursor = { seq: number; head: number | null }

/** How far one reading of at most `max` reached: to the head, or where it was cut off, to the last event that is surely whole. */
export const reachedBy = (found: readonly { seq: number }[], max: number, at: Cursor): number =>
  found.length < max ? (at.head ?? at.seq) : found.at(-1)!.seq - 1

/** Moves a cursor from where it was read, or clashes because somebody else has moved it. */
export function moveCursor(table: CursorTable, at: { epoch?: number; seq: number }, until: number): Statement[] {
  const keys = Object.keys(at) as (keyof typeof FIRST)[]
  const same = keys.map((key) => `coalesce(${key}, ${FIRST[key]}) = ?`).join(' and ')
  return [
    {
      sql: `insert into assertion (kind) select 'gate_moved'
        where not exists (select 1 from (select 1) left join ${table} on true where ${same})`,
      parameters: keys.map((key) => at[key]),
    },
    ...insertMany(table, [{ one: 1, ...at, seq: until }], 'on conflict do update set seq = excluded.seq'),
  ]
}
