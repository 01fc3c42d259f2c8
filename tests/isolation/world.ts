import type { DatabaseSync } from 'node:sqlite'
import type { D1Database } from '@cloudflare/workers-types'
import { memoryStore } from '@jiceng/core/testing'
import type { Bindings } from '@jiceng/workers/env'
import { envOf } from '@jiceng/workers/env'
import { linkToken } from '@jiceng/workers/link'
import { canariesIn, fillWithCanaries, wordsOf } from './canary.ts'
import { SECRET, seedAccounts, seedPersonas, seedTenant, type DirectoryThings, type Tenant } from './directory.ts'
import { seedDistrict, type UnitThings } from './district.ts'
import { bucketOf, picturesOf } from './files.ts'
import { sqliteD1, type Rewrite } from './sqlite-d1.ts'

// Two districts side by side and everybody who may knock at the first. Of the second nothing may ever be heard.

export const ORIGIN = 'https://jiceng.example'
export const HOME = 'qinghe'
export const FOREIGN = 'shimen'
export const OPENING = 'liuyin'

/** Ids of one unit's things, and of what its district has, by the name they have in an input. */
export type Things = UnitThings & DirectoryThings & { token: string }

/** How the world answers while a probe runs; a probe or a removed guard changes it. */
export type Controls = { rewrite: Rewrite; limiter: boolean }

/** Calls to the other district's database and for its files: of the newest request, and of all. */
type Spy = { calls: number; total: number; isAllowed: boolean }

export type World = Awaited<ReturnType<typeof openWorld>>

export async function openWorld(inTransaction = true) {
  const words = { home: wordsOf('home'), foreign: wordsOf('foreign') }
  const tenants = {
    home: { id: words.home.next(), slug: HOME, name: words.home.next(), slot: 1 },
    foreign: { id: words.foreign.next(), slug: FOREIGN, name: words.foreign.next(), slot: 2 },
  }
  const home = memoryStore('tenant', tenants.home.id)
  const foreign = memoryStore('tenant', tenants.foreign.id)
  const directory = memoryStore('directory', 'directory')
  const units = {
    home: await seedDistrict(home.store, words.home.next, tenants.home),
    foreign: await seedDistrict(foreign.store, words.foreign.next, tenants.foreign),
  }
  const closedColumns = fillWithCanaries(foreign.database, words.foreign)
  seedTenant(directory.database, tenants.home)
  seedTenant(directory.database, tenants.foreign)
  // A district whose database is claimed and not yet open to anybody.
  seedTenant(directory.database, { id: words.home.next(), slug: OPENING, name: words.home.next(), slot: 3 }, 'opening')
  const accounts = {
    home: await seedAccounts(directory.database, tenants.home, units.home, words.home.next),
    foreign: await seedAccounts(directory.database, tenants.foreign, units.foreign, words.foreign.next),
  }
  const { personas, usedUpKey, sessionIds } = await seedPersonas(
    directory.database,
    tenants.home,
    units.home,
    tenants.foreign,
    words.home.next
  )
  const controls: Controls = { rewrite: (sql) => sql, limiter: true }
  const spy: Spy = { calls: 0, total: 0, isAllowed: false }
  const databases = { DIRECTORY: directory.database, TENANT_0001: home.database, TENANT_0002: foreign.database }
  const d1 = (database: DatabaseSync): D1Database => sqliteD1(database, () => controls.rewrite)
  const pictures = new Map([
    ...picturesOf(tenants.home.id, units.home, words.home.next),
    ...picturesOf(tenants.foreign.id, units.foreign, words.foreign.next),
  ])
  const bindings = {
    ...{ ENVIRONMENT: 'production', PUBLIC_ORIGIN: ORIGIN, AUTH_SECRET: SECRET, SLOT_COUNT: 3 },
    ...{ DIRECTORY: d1(databases.DIRECTORY), TENANT_0001: d1(databases.TENANT_0001) },
    TENANT_0002: spied(d1(databases.TENANT_0002), spy),
    WRITES: { limit: async () => ({ success: controls.limiter }) },
    FILES: bucketOf(pictures, tenants.foreign.id, spy),
    ROOMS: roomsOf(),
  } as unknown as Bindings
  const things = (tenant: Tenant, unit: UnitThings, account: DirectoryThings): Things => ({
    ...{ ...unit, ...account },
    token: linkToken(envOf(bindings), { tenantId: tenant.id, noticeId: unit.noticeId, generation: 1 }),
  })
  return {
    ...{ bindings, controls, spy, personas, usedUpKey, tenants, closedColumns, canaries: words.foreign.all },
    mine: { ...things(tenants.home, units.home[0], accounts.home[0]!), sessionId: sessionIds.administrator },
    others: things(tenants.home, units.home[1], accounts.home[1]!),
    foreign: things(tenants.foreign, units.foreign[0], accounts.foreign[0]!),
    ...{ databases, pictures, operatorSessionId: sessionIds.operator },
    /** Takes back whatever `work` wrote. */
    async undone<T>(work: () => Promise<T>): Promise<T> {
      if (!inTransaction) return work()
      const all = Object.values(databases)
      for (const database of all) database.exec('begin')
      try {
        return await work()
      } finally {
        for (const database of all) database.exec('rollback')
      }
    },
    leaksIn: (text: string): string[] => canariesIn(text, words.foreign.all),
  }
}

/** Nobody asks the other district's database: whoever does is counted and gets nothing. A session alone asks nothing. */
function spied(database: D1Database, spy: Spy): D1Database {
  return new Proxy(database, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function' || spy.isAllowed) return value
      if (name === 'withSession') return () => spied(database, spy)
      return () => {
        spy.calls++
        spy.total++
        throw new Error('the database of another district was called')
      }
    },
  })
}

/** Rooms that say whose hall they were asked for: what a room tells is asked of it with the rooms themselves. */
const roomsOf = () => ({
  idFromName: (name: string) => name,
  get: (name: string) => ({ fetch: async () => new Response(`data: ${JSON.stringify(name)}\n\n`) }),
})
