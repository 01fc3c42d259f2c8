import type { Compilable } from 'kysely'
import type { Statement } from './store.ts'

// D1 refuses a value above 2,000,000 bytes; a Chinese character is 3 bytes.
const STATEMENT_JSON_BYTES_MAX = 1_000_000

/** JSON arrays that each stay below the size one parameter may have. */
function jsonPieces(rows: readonly unknown[]): string[] {
  const pieces: string[] = []
  let piece: string[] = []
  let bytes = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    if (piece.length > 0 && bytes + text.length * 3 > STATEMENT_JSON_BYTES_MAX) {
      pieces.push(`[${piece.join(',')}]`)
      piece = []
      bytes = 0
    }
    piece.push(text)
    bytes += text.length * 3
  }
  return piece.length > 0 ? [...pieces, `[${piece.join(',')}]`] : pieces
}

/**
 * Any number of rows with one bound parameter a piece. A JSON parameter keeps integers integers
 * (a bound JavaScript number arrives as REAL). Every row must name the columns of the first.
 */
export function insertMany(
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
  onConflict = ''
): Statement[] {
  const first = rows[0]
  if (!first) return []
  const columns = Object.keys(first)
  const values = columns.map((_, index) => `value->>${index}`).join(', ')
  // "where true" keeps SQLite from reading "on conflict" as a join condition
  const sql = `insert into ${table} (${columns.join(', ')}) select ${values} from json_each(?) where true ${onConflict}`
  return jsonPieces(rows.map((row) => columns.map((column) => row[column]))).map((json) => ({
    sql,
    parameters: [json],
  }))
}

/** The statement `sql` once for many rows, through `json_each(?)`. */
export const forMany = (sql: string, rows: readonly unknown[]): Statement[] =>
  jsonPieces(rows).map((json) => ({ sql, parameters: [json] }))

/**
 * Changes one row for each of `rows`, found by its `keys`, to what its other columns say. Every row must name the columns
 * of the first.
 */
export function updateMany(
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
  keys: readonly string[] = ['id']
): Statement[] {
  const columns = Object.keys(rows[0] ?? {})
  const value = (column: string) => `j.value->>${columns.indexOf(column)}`
  const sets = columns.filter((column) => !keys.includes(column)).map((column) => `${column} = ${value(column)}`)
  const where = keys.map((key) => `${table}.${key} = ${value(key)}`)
  return forMany(
    `update ${table} set ${sets.join(', ')} from json_each(?) j where ${where.join(' and ')}`,
    rows.map((row) => columns.map((column) => row[column]))
  )
}

/** Removes one row for each of `rows`, which name its key. Every row must name the columns of the first. */
export function deleteMany(table: string, rows: readonly Readonly<Record<string, unknown>>[]): Statement[] {
  const keys = Object.keys(rows[0] ?? {})
  const values = keys.map((_, index) => `value->>${index}`).join(', ')
  return forMany(
    `delete from ${table} where (${keys.join(', ')}) in (select ${values} from json_each(?))`,
    rows.map((row) => keys.map((key) => row[key]))
  )
}

/** Follows an update or insert-select that must have matched at least one row; a miss is a bug and throws. */
export const mustChange: Statement = {
  sql: `insert into assertion (kind) select 'row_missing' where changes() = 0`,
  parameters: [],
}

/** A gate on absence, checked in the batch itself: counts as a clash when the query finds a row. */
export function mustBeAbsent(query: Compilable<unknown>): Statement {
  const { sql, parameters } = query.compile()
  return { sql: `insert into assertion (kind) select 'gate_moved' where exists (${sql})`, parameters }
}
