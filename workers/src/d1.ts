import type { D1Database } from '@cloudflare/workers-types'
import { guardStore, storeError, type Statement, type Store } from '@jiceng/core/kernel/store'

/** Statements of one batch; far above what any command writes. */
const STATEMENTS_MAX = 1000

/** The store over one D1 database that must be `identity`. Decisions read the primary. */
export function d1Store(database: D1Database, identity: string): Store {
  return guardStore(bareD1Store(database), identity)
}

/** Without the guard: only for claiming a database that is nobody's yet. */
export function bareD1Store(database: D1Database): Store {
  const session = database.withSession('first-primary')
  const prepare = ({ sql, parameters }: Statement) => session.prepare(sql).bind(...parameters)
  const batch = async (statements: readonly Statement[]) => {
    if (statements.length > STATEMENTS_MAX) throw new Error(`a batch of ${statements.length} statements`)
    try {
      return await session.batch(statements.map(prepare))
    } catch (error) {
      throw storeError(error)
    }
  }
  return {
    read: async (statements) => (await batch(statements)).map((result) => result.results),
    write: async (statements) => void (await batch(statements)),
  }
}
