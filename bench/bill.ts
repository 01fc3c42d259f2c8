import type { D1Database, D1PreparedStatement, D1Result } from '@cloudflare/workers-types'

/** Calls to D1, and the rows each says it read and wrote. */
export type Bill = { calls: number; read: number; written: number }
export const emptyBill = (): Bill => ({ calls: 0, read: 0, written: 0 })

/** A database, or a session of one, that keeps the bill. */
export function counted(database: D1Database, bill: Bill): D1Database {
  const paid = <T>(results: readonly D1Result<T>[]) => {
    bill.calls++
    for (const { meta } of results) {
      bill.read += meta.rows_read
      bill.written += meta.rows_written
    }
  }
  return over(database, paid)
}

type Counted = D1PreparedStatement & { bare: D1PreparedStatement }
type Paid = <T>(results: readonly D1Result<T>[]) => void

const statement = (bare: D1PreparedStatement, paid: Paid): Counted => {
  const all = async <T>() => {
    const result = await bare.all<T>()
    paid([result])
    return result
  }
  return {
    bare,
    bind: (...values: unknown[]) => statement(bare.bind(...values), paid),
    all,
    run: all,
    first: async <T>(column?: string) => {
      const [row] = (await all<Record<string, unknown>>()).results
      return (row === undefined ? null : column === undefined ? row : row[column]) as T
    },
    raw: () => Promise.reject<never>(new Error('the product reads no raw rows')),
  }
}

const over = (bare: D1Database, paid: Paid): D1Database =>
  ({
    prepare: (sql: string) => statement(bare.prepare(sql), paid),
    batch: async <T>(statements: Counted[]) => {
      const results = await bare.batch<T>(statements.map((one) => one.bare))
      paid(results)
      return results
    },
    withSession: (how: string) => over(bare.withSession(how) as unknown as D1Database, paid),
  }) as unknown as D1Database
