import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'
import type { Bindings } from '../src/env.ts'

type TestBindings = Bindings & {
  DIRECTORY_MIGRATIONS: D1Migration[]
  TENANT_MIGRATIONS: D1Migration[]
  TENANT_0001: D1Database
  TENANT_0002: D1Database
  TENANT_0003: D1Database
}

/** The bindings of the tests, with the databases of the pool by name. */
export const bindings = env as unknown as TestBindings

// The files share one workerd, which is started once; each begins with databases made anew.
await madeAnew(bindings.DIRECTORY, bindings.DIRECTORY_MIGRATIONS)
for (const database of [bindings.TENANT_0001, bindings.TENANT_0002, bindings.TENANT_0003]) {
  await madeAnew(database, bindings.TENANT_MIGRATIONS)
}
await bindings.DIRECTORY.prepare(
  `insert into identity (one, id, inputKey) values (1, 'directory', '${'00'.repeat(32)}') on conflict do nothing`
).run()

async function madeAnew(database: D1Database, migrations: D1Migration[]): Promise<void> {
  const { results } = await database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like '_cf%'`)
    .all<{ name: string }>()
  await database.batch([
    database.prepare('pragma defer_foreign_keys = on'),
    ...results.map(({ name }) => database.prepare(`drop table "${name}"`)),
  ])
  await applyD1Migrations(database, migrations)
}
