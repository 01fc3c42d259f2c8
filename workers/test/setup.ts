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

await applyD1Migrations(bindings.DIRECTORY, bindings.DIRECTORY_MIGRATIONS)
for (const database of [bindings.TENANT_0001, bindings.TENANT_0002, bindings.TENANT_0003]) {
  await applyD1Migrations(database, bindings.TENANT_MIGRATIONS)
}
await bindings.DIRECTORY.prepare(
  `insert into identity (one, id, inputKey) values (1, 'directory', '${'00'.repeat(32)}') on conflict do nothing`
).run()
