import { createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { D1Database } from '@cloudflare/workers-types'
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions as WorkerOptions } from 'miniflare'
import { migrate } from '../../scripts/lib/databases.ts'
import { fillDistrict, type Size } from './world.ts'

// The product as it is deployed, on a workerd of its own whose sockets are asked directly.

const COMPATIBILITY = { compatibilityDate: '2026-08-01', compatibilityFlags: ['nodejs_compat'] }
const ORIGIN = 'https://jiceng.example'
const AUTH_SECRET = 'a secret of the bench, 32 characters at least'
const SESSION = 'bench-session'
/** More than any round asks for; what it costs to ask stays. */
const WRITES_A_MINUTE = 10_000_000

export type District = { slug: string; slot: number; size: Size }

export const bindingOf = (slot: number): string => `TENANT_${String(slot).padStart(4, '0')}`
export const tenantOf = ({ slug }: District): string => `bench:${slug}`

export const databasesOf = (districts: readonly District[]): Record<string, string> =>
  Object.fromEntries<string>([
    ['DIRECTORY', 'bench-directory'],
    ...districts.map(({ slot }): [string, string] => [bindingOf(slot), `bench-${slot}`]),
  ])

/** Makes the directory and the districts below `state`, each by the product's migrations. */
export async function prepareDistricts(state: string, districts: readonly District[], today: string): Promise<void> {
  const { env, dispose } = await opened(state, districts)
  try {
    const databases = Object.keys(env).map((binding) => ({
      ...{ binding, database_name: binding, database_id: binding },
      migrations_dir: binding === 'DIRECTORY' ? 'migrations/directory' : 'migrations/tenant',
    }))
    await migrate({ databases, env })
    await name(env['DIRECTORY']!, 'directory')
    for (const district of districts) {
      await name(env[bindingOf(district.slot)]!, tenantOf(district))
      await env['DIRECTORY']!.batch(entriesOf(district).map((sql) => env['DIRECTORY']!.prepare(sql)))
    }
  } finally {
    await dispose()
  }
  const files = filesBelow(state)
  for (const district of districts) {
    const database = new DatabaseSync(files.get(tenantOf(district))!)
    await fillDistrict(database, tenantOf(district), district.size, today)
    database.exec('pragma wal_checkpoint(truncate)')
    database.close()
  }
}

/** The databases below `state`, with nothing that runs on them. */
export async function opened(state: string, districts: readonly District[]) {
  const nothing = { modules: true, script: 'export default {}', ...COMPATIBILITY }
  const miniflare = miniflareOf(state, [{ name: 'databases', ...nothing, d1Databases: databasesOf(districts) }])
  return { env: await miniflare.getBindings<Record<string, D1Database>>(), dispose: () => miniflare.dispose() }
}

const miniflareOf = (state: string, workers: WorkerOptions[]) =>
  new Miniflare(convertV4MiniflareOptions({ workers, resourcePersistencePath: state, cf: false }))

const name = (database: D1Database, identity: string) =>
  database.prepare(`insert into identity (one, id, inputKey) values (1, ?, ?)`).bind(identity, '00'.repeat(32)).run()

/** The district in the directory, and a clerk of it who is signed in. */
const entriesOf = (district: District): string[] => {
  const [id, { slug, slot }] = [tenantOf(district), district]
  const always = "'2026-01-01T00:00:00.000Z'"
  return [
    `insert into tenant (id, slug, areaCode, name, status, slot, signedUpOn)
      values ('${id}', '${slug}', '${500_100 + slot}', '测速区', 'live', ${slot}, '2026-01-01')`,
    `insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('bench', '何敏', 'bench@example.com', 1, ${always}, ${always}) on conflict do nothing`,
    `insert into account (id, accountId, providerId, userId, password, createdAt, updatedAt)
      values ('bench', 'bench', 'credential', 'bench', 'none', ${always}, ${always}) on conflict do nothing`,
    `insert into session (id, expiresAt, token, createdAt, updatedAt, userId)
      values ('bench', '2999-01-01T00:00:00.000Z', '${SESSION}', ${always}, ${always}, 'bench') on conflict do nothing`,
    `insert into membership (id, tenantId, userId, roles)
      values ('bench:clerk:${slot}', '${id}', 'bench', '["tenant_administrator","deputies_commission"]')`,
  ]
}

/** The files of the databases, by whose they are. */
function filesBelow(state: string): Map<string, string> {
  const paths = readdirSync(state, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.sqlite'))
  return new Map(
    paths.flatMap((path): [string, string][] => {
      const database = new DatabaseSync(join(state, path), { readOnly: true })
      const known = database.prepare("select 1 from sqlite_master where name = 'identity'").get()
      const row = known && (database.prepare('select id from identity').get() as { id: string } | undefined)
      database.close()
      return row ? [[row.id, join(state, path)]] : []
    })
  )
}

/** The headers of a browser that is signed in by a session, on the site's own pages. */
export const signedInBy = (session: string) => ({
  cookie: `__Host-session=${encodeURIComponent(
    `${session}.${createHmac('sha256', AUTH_SECRET).update(session).digest('base64')}`
  )}`,
  origin: ORIGIN,
})
export const SIGNED_IN = signedInBy(SESSION)

const workerOf = (name: string, path: string): WorkerOptions => ({
  ...{ name, ...COMPATIBILITY, modulesRoot: dirname(path), modules: [{ type: 'ESModule', path }] },
  unsafeDirectSockets: [{}],
})

/** The product's api; also under a name of its own with the bill. */
export const apiWorker = (path: string, districts: readonly District[], name = 'api'): WorkerOptions => ({
  ...workerOf(name, path),
  d1Databases: databasesOf(districts),
  r2Buckets: ['FILES'],
  durableObjects: { ROOMS: { className: 'HallRoom', useSQLite: true } },
  ratelimits: { WRITES: { namespace_id: '1001', simple: { limit: WRITES_A_MINUTE, period: 60 } } },
  bindings: { ENVIRONMENT: 'production', AUTH_SECRET, PUBLIC_ORIGIN: ORIGIN, SLOT_COUNT: 12 },
})

/** The product's pages over an api. Its files are asked of nobody here. */
export const webWorker = (path: string, api = 'api', name = 'web'): WorkerOptions => ({
  ...workerOf(name, path),
  serviceBindings: { API: api, ASSETS: noFiles },
})

const noFiles = () => new Response(null, { status: 404 }) as never

type Bound = { d1Databases?: Record<string, string>; bindings?: Record<string, string> }

export const floorWorker = (name: string, path: string, more: Bound): WorkerOptions => ({
  ...workerOf(name, path),
  ...more,
})

/** Starts workers and answers where each is asked. */
export async function started(state: string, workers: WorkerOptions[]) {
  const miniflare = miniflareOf(state, workers)
  await miniflare.ready
  const urls = new Map<string, string>()
  for (const { name = '' } of workers) urls.set(name, (await miniflare.unsafeGetDirectURL(name)).origin)
  return { urlOf: (name: string) => urls.get(name)!, dispose: () => miniflare.dispose() }
}
