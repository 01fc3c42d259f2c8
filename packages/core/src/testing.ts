import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { readdirSync, readFileSync } from 'node:fs'
import type { Actor } from './kernel/actor.ts'
import type { Ctx } from './kernel/command.ts'
import { rowsOf, type Fact } from './kernel/event.ts'
import { guardStore, storeError, type Statement, type Store } from './kernel/store.ts'

const migrations = (kind: 'tenant' | 'directory'): string[] => {
  const folder = new URL(`../../../migrations/${kind}/`, import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
}

/** An unguarded store over node:sqlite: the second adapter of the port, real SQLite in memory. */
export function sqliteStore(database: DatabaseSync): Store {
  // Compiling the statement of a mandate's totals costs more than running it.
  const compiled = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = compiled.get(sql) ?? database.prepare(sql)
    compiled.set(sql, known)
    return known
  }
  const all = ({ sql, parameters }: Statement) => statement(sql).all(...(parameters as SQLInputValue[]))
  return {
    read: (statements) => Promise.resolve(statements.map(all)),
    write(statements) {
      database.exec('begin immediate')
      try {
        for (const statement of statements) all(statement)
        database.exec('commit')
      } catch (error) {
        database.exec('rollback')
        const known = storeError(error)
        return Promise.reject(known instanceof Error ? known : new Error(String(known)))
      }
      return Promise.resolve()
    },
  }
}

const images = new Map<string, Uint8Array>()

/** An empty migrated database, as bytes: migrating takes longer than most tests. */
function imageOf(kind: 'tenant' | 'directory'): Uint8Array {
  const known = images.get(kind)
  if (known) return known
  const database = new DatabaseSync(':memory:')
  for (const sql of migrations(kind)) database.exec(sql)
  const image = database.serialize()
  images.set(kind, image)
  return image
}

/** A fresh migrated database that is `id`, and its guarded store. */
export function memoryStore(kind: 'tenant' | 'directory' = 'tenant', id = 'qinghe') {
  const database = new DatabaseSync(':memory:')
  database.deserialize(imageOf(kind))
  database.exec('pragma foreign_keys = on')
  database.prepare('insert into identity (one, id, inputKey) values (1, ?, ?)').run(id, '00'.repeat(32))
  return { database, store: guardStore(sqliteStore(database), id) }
}

/** Writes what a database's events say, up to one of them, into the empty tables of another: replay. */
export function replay(from: DatabaseSync, to: Store, upToSeq = Number.MAX_SAFE_INTEGER): Promise<void> {
  const events = from.prepare('select * from event where seq <= ? order by seq').all(upToSeq)
  const facts = (events as unknown as Fact<string>[]).map((event) => ({
    ...event,
    data: JSON.parse(event.data) as unknown,
  }))
  return to.write(rowsOf(facts))
}

/** A moved clock and counted ids, so that a failing test fails the same way twice. */
export function testWorld(today = '2026-10-08') {
  let count = 0
  const ctx = (actor: Actor, commandId = `test${++count}`): Ctx => ({
    actor,
    commandId,
    now: `${today}T02:00:00.000Z`,
    today,
    salts: (howMany) => Array.from({ length: howMany }, (_, n) => (++count * 1000 + n).toString(16).padStart(32, '0')),
    platform: { origin: 'http://127.0.0.1:8787', slotCount: 8, isLive: false, receiver: null },
    pause: () => Promise.resolve(),
  })
  return { ctx, ...people }
}

const member = (id: string, name: string, roles: Extract<Actor, { kind: 'member' }>['roles'], unitId: string | null) =>
  ({ kind: 'member', id, name, roles, unitId }) as const satisfies Actor

/** The people of the tests' small world. */
const people = {
  system: { kind: 'system', id: 'test' } as const satisfies Actor,
  visitor: { kind: 'visitor' } as const satisfies Actor,
  /** 代表工委 of the district. */
  commission: member('hemin', '何敏', ['deputies_commission'], null),
  administrator: member('zhangzhuren', '张敏之', ['tenant_administrator', 'committee_office'], null),
  /** 人大工委 of one street. */
  office: (unitId: string) => member('luomin', '罗敏', ['unit_office'], unitId),
}
