/** One SQL statement. `parameters` are bound in order; D1 takes at most 100. */
export type Statement = { sql: string; parameters: readonly unknown[] }

/** The port to one database: D1 in production, node:sqlite in tests and in a self-hosted edition. */
export interface Store {
  /** All statements see one state. */
  read(statements: readonly Statement[]): Promise<unknown[][]>
  /** All or nothing. Throws `Clash` when what the writer relied on has moved. */
  write(statements: readonly Statement[]): Promise<void>
}

/** Somebody else wrote first. The runner reads and decides again. */
export class Clash extends Error {}

/** The database is not the one its caller was sent to: nothing was read or written. */
export class WrongDatabase extends Error {}

/** Both stores hand a driver's error through here, so both clash on the same texts. */
export function storeError(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('UNIQUE constraint failed: event.') || text.includes('CHECK constraint failed: stream_moved')) {
    return new Clash(text)
  }
  if (text.includes('CHECK constraint failed: gate_moved')) return new Clash(text)
  if (text.includes('CHECK constraint failed: wrong_database')) return new WrongDatabase(text)
  return error
}

/** How a statement begins that writes nothing and fails where something no longer holds. */
export const ASSERTION = 'insert into assertion (kind) '

/** What every read begins with. */
export const whichDatabase: Statement = { sql: 'select id from identity', parameters: [] }

/**
 * Every read and every batch first asks the database who it is, so a binding that points at
 * another district's database fails closed.
 */
export function guardStore(store: Store, identity: string): Store {
  const guard = {
    sql: `${ASSERTION}select 'wrong_database' where not exists (select 1 from identity where id = ?)`,
    parameters: [identity],
  }
  return {
    async read(statements) {
      const [rows, ...answers] = await store.read([whichDatabase, ...statements])
      const found = (rows as { id: string }[])[0]?.id
      if (found !== identity) throw new WrongDatabase(`expected ${identity}, found ${found ?? 'nobody'}`)
      return answers
    },
    write([first, ...others]) {
      if (!first?.sql.startsWith(ASSERTION)) return store.write([guard, ...(first ? [first] : []), ...others])
      // Neighbours that only assert something are one statement: each has a price of its own on the way.
      const sql = `${guard.sql}\nunion all\n${first.sql.slice(ASSERTION.length)}`
      return store.write([{ sql, parameters: [...guard.parameters, ...first.parameters] }, ...others])
    },
  }
}
