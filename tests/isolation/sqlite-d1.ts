import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { D1Database } from '@cloudflare/workers-types'

// The part of D1 that the program uses, over SQLite in memory: thousands of probes in seconds, each taken back.

type Meta = { changes: number; last_row_id: number }
type Answer = { success: true; results: unknown[]; meta: Meta }
type Prepared = {
  bind(...values: unknown[]): Prepared
  all(): Promise<Answer>
  run(): Promise<Answer>
  first(column?: string): Promise<unknown>
  answer(): Answer
}

/** What stands between the program and a statement: a probe may look at it, a removed guard changes it. */
export type Rewrite = (sql: string) => string

const valueOf = (value: unknown): SQLInputValue =>
  typeof value === 'boolean' ? Number(value) : (value as SQLInputValue)

export function sqliteD1(database: DatabaseSync, rewrite: () => Rewrite): D1Database {
  const compiled = new Map<string, StatementSync>()
  const compile = (sql: string): StatementSync => {
    const known = compiled.get(sql) ?? database.prepare(sql)
    compiled.set(sql, known)
    return known
  }
  const changed = database.prepare('select changes() as changes, last_insert_rowid() as last_row_id')
  const statement = (sql: string, values: unknown[]): Prepared => {
    const answer = (): Answer => {
      const results = compile(rewrite()(sql)).all(...values.map(valueOf))
      return { success: true, results, meta: changed.get() as Meta }
    }
    return {
      bind: (...bound) => statement(sql, bound),
      answer,
      all: async () => answer(),
      run: async () => answer(),
      first: async (column) => {
        const row = (answer().results[0] ?? null) as Record<string, unknown> | null
        return row !== null && column !== undefined ? row[column] : row
      },
    }
  }
  const session = {
    prepare: (sql: string) => statement(sql, []),
    async batch(statements: Prepared[]): Promise<Answer[]> {
      database.exec('savepoint batch')
      try {
        const answers = statements.map((one) => one.answer())
        database.exec('release batch')
        return answers
      } catch (error) {
        database.exec('rollback to batch')
        database.exec('release batch')
        throw error
      }
    },
    exec: async (sql: string) => database.exec(sql),
    withSession: () => session,
  }
  return session as unknown as D1Database
}
