import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { tmpdir } from 'node:os'
import type { D1Database, R2Bucket } from '@cloudflare/workers-types'
import { getPlatformProxy, unstable_readConfig as readConfig, unstable_splitSqlQuery as splitSql } from 'wrangler'
import { root } from './local.ts'

type Database = { binding: string; database_name: string; database_id: string; migrations_dir: string }
type Config = { compatibility_date: string; d1_databases: Database[]; r2_buckets: object[] }
type Proxy = { env: Record<string, D1Database> & { FILES: R2Bucket }; dispose(): Promise<void> }
type Migration = { name: string; statements: string[] }

const PARALLEL = 8

/** Opens the databases and the bucket named in wrangler.toml as they are persisted below `state`. */
export async function openDatabases(state: string) {
  // wrangler's types lean on a package it does not ship, so what is used of them is said here.
  const config = readConfig({ config: `${root}wrangler.toml` }) as unknown as Config
  const databases = config.d1_databases
  // A configuration with nothing but these, so that nothing else is started.
  const file = join(mkdtempSync(join(tmpdir(), 'jiceng-')), 'wrangler.json')
  const d1_databases = databases.map(({ migrations_dir: _, ...database }) => database)
  writeFileSync(
    file,
    JSON.stringify({
      name: 'databases',
      compatibility_date: config.compatibility_date,
      d1_databases,
      r2_buckets: config.r2_buckets,
    })
  )
  const { env, dispose } = (await getPlatformProxy({
    configPath: file,
    persist: { path: `${root}${state}/v3` },
    remoteBindings: false,
  })) as unknown as Proxy
  const { FILES: bucket, ...bound } = env
  return { databases, env: bound as Record<string, D1Database>, bucket, dispose }
}

type Open = Awaited<ReturnType<typeof openDatabases>>

/** Applies what is missing, a migration a batch, and keeps wrangler's own bookkeeping. Returns how many. */
export async function migrate({ databases, env }: Pick<Open, 'databases' | 'env'>): Promise<number> {
  const folders = new Map<string, Migration[]>()
  const waiting = [...databases]
  let applied = 0
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const migrations = folders.get(next.migrations_dir) ?? load(next.migrations_dir)
      folders.set(next.migrations_dir, migrations)
      applied += await migrateOne(env[next.binding]!, migrations)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
  return applied
}

const load = (folder: string): Migration[] =>
  readdirSync(resolve(root, folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, statements: splitSql(readFileSync(resolve(root, folder, name), 'utf8')) }))

async function migrateOne(database: D1Database, migrations: Migration[]): Promise<number> {
  await database
    .prepare(
      `create table if not exists d1_migrations (id integer primary key autoincrement, name text unique,
        applied_at timestamp default current_timestamp not null)`
    )
    .run()
  const { results } = await database.prepare('select name from d1_migrations').all<{ name: string }>()
  const done = new Set(results.map((row) => row.name))
  const missing = migrations.filter(({ name }) => !done.has(name))
  for (const { name, statements } of missing) {
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare('insert into d1_migrations (name) values (?)').bind(name),
    ])
  }
  return missing.length
}

/** The directory is nobody's district: it takes its own name, once. */
export const nameDirectory = (directory: D1Database, inputKey: string) =>
  directory
    .prepare(`insert into identity (one, id, inputKey) values (1, 'directory', ?) on conflict do nothing`)
    .bind(inputKey)
    .run()
