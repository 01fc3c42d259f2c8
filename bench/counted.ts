import type { D1Database, D1PreparedStatement, D1Result, ExportedHandler } from '@cloudflare/workers-types'
import type { Bindings } from '@jiceng/workers/env'
import { app } from '@jiceng/workers/http/app'

// The product's api over bindings that keep the bill: calls to D1, and the rows each says it read and wrote. The bill
// since the last time it was asked for stands under an address the product does not have.

const bill = { calls: 0, read: 0, written: 0 }

function paid<T>(results: readonly D1Result<T>[]) {
  bill.calls++
  for (const { meta } of results) {
    bill.read += meta.rows_read
    bill.written += meta.rows_written
  }
}

type Counted = D1PreparedStatement & { bare: D1PreparedStatement }

const statement = (bare: D1PreparedStatement): Counted => {
  const all = async <T>() => {
    const result = await bare.all<T>()
    paid([result])
    return result
  }
  return {
    bare,
    bind: (...values: unknown[]) => statement(bare.bind(...values)),
    all,
    run: all,
    first: async <T>(column?: string) => {
      const [row] = (await all<Record<string, unknown>>()).results
      return (row === undefined ? null : column === undefined ? row : row[column]) as T
    },
    raw: () => Promise.reject<never>(new Error('the product reads no raw rows')),
  }
}

/** A database or a session of one. */
const counted = (bare: D1Database): D1Database =>
  ({
    prepare: (sql: string) => statement(bare.prepare(sql)),
    batch: async <T>(statements: Counted[]) => {
      const results = await bare.batch<T>(statements.map((one) => one.bare))
      paid(results)
      return results
    },
    withSession: (how: string) => counted(bare.withSession(how) as unknown as D1Database),
  }) as unknown as D1Database

const known = new WeakMap<object, Bindings>()

function countedBindings(bindings: Bindings): Bindings {
  const made =
    known.get(bindings) ??
    (Object.fromEntries(
      Object.entries(bindings).map(([name, value]) => [
        name,
        /^(DIRECTORY|TENANT_\d+)$/.test(name) ? counted(value as D1Database) : value,
      ])
    ) as unknown as Bindings)
  known.set(bindings, made)
  return made
}

export default {
  fetch(request, bindings, ctx) {
    if (new URL(request.url).pathname !== '/bill') {
      return app.fetch(request, countedBindings(bindings), ctx)
    }
    const answer = Response.json(bill)
    Object.assign(bill, { calls: 0, read: 0, written: 0 })
    return answer
  },
} satisfies ExportedHandler<Bindings>
