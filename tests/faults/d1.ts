import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { D1Database } from '@cloudflare/workers-types'
import { d1Store } from '@jiceng/workers/d1'
import { getPlatformProxy } from 'wrangler'
import { DISTRICT, textOf, type Trial, type World } from './world.ts'

// The same worlds in D1, as it runs on this machine: real SQLite behind a real workerd.

/** Copies of worlds in D1, each in a database that nobody else has. */
export async function d1Copies(count: number) {
  const names = Array.from({ length: count }, (_, n) => `DB_${n}`)
  const d1_databases = names.map((name) => ({ binding: name, database_name: name, database_id: name }))
  const configPath = join(mkdtempSync(join(tmpdir(), 'jiceng-')), 'wrangler.json')
  writeFileSync(configPath, JSON.stringify({ name: 'faults', compatibility_date: '2026-01-01', d1_databases }))
  const { env, dispose } = (await getPlatformProxy({
    ...{ configPath, persist: false, remoteBindings: false },
  })) as unknown as { env: Record<string, D1Database>; dispose(): Promise<void> }
  return {
    async copy({ at, copy }: World): Promise<Trial & { database: D1Database }> {
      const name = names.shift()
      if (name === undefined) throw new Error('more copies than databases')
      const database = env[name]!
      const original = copy()
      await database.batch(statementsOf(original.database).map(({ sql, rows }) => database.prepare(sql).bind(...rows)))
      original.close()
      return {
        database,
        store: d1Store(database, at === 'tenant' ? DISTRICT : 'directory'),
        dump: () => dumpOf(database),
        close: () => Promise.resolve(),
      }
    },
    dispose,
  }
}

type Made = { sql: string; rows: string[] }

/** Tables, then their rows, then what watches over them. */
function statementsOf(database: DatabaseSync): Made[] {
  const schema = database
    .prepare(`select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite%'`)
    .all() as { type: string; name: string; sql: string }[]
  const tables = schema.filter(({ type }) => type === 'table')
  const bare = (sql: string): Made => ({ sql, rows: [] })
  return [
    bare('pragma defer_foreign_keys = on'),
    ...tables.map(({ sql }) => bare(sql)),
    ...tables.flatMap(({ name }) => rowsOf(database, name)),
    ...schema.filter(({ type }) => type !== 'table').map(({ sql }) => bare(sql)),
  ]
}

function rowsOf(database: DatabaseSync, table: string): Made[] {
  const rows = database.prepare(`select * from "${table}"`).all()
  if (rows.length === 0) return []
  const columns = Object.keys(rows[0]!)
  const values = columns.map((_, n) => `value ->> ${n}`).join(', ')
  const sql = `insert into "${table}" (${columns.map((one) => `"${one}"`).join(', ')}) select ${values} from json_each(?)`
  return [{ sql, rows: [JSON.stringify(rows.map((row) => Object.values(row)))] }]
}

async function dumpOf(database: D1Database): Promise<string> {
  const { results } = await database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like '_cf%' order by name`
    )
    .all<{ name: string }>()
  const answers = await database.batch<Record<string, unknown>>(
    results.map(({ name }) => database.prepare(`select * from "${name}"`))
  )
  return textOf(results.map(({ name }, n) => ({ name, rows: answers[n]!.results })))
}
