import type { D1Database, DurableObjectNamespace, R2Bucket, RateLimit } from '@cloudflare/workers-types'
import * as z from 'zod'
import { r2Files, type Files } from './file/files.ts'
import { durableRooms, type Rooms } from './live/rooms.ts'

const settings = z.object({
  ENVIRONMENT: z.enum(['local', 'production']),
  /** Signs session cookies; at least 32 characters. */
  AUTH_SECRET: z.string().min(32),
  /** Where people reach the site. Locally it may be left out: then it is where the request came. */
  PUBLIC_ORIGIN: z.url().optional(),
  /** Databases in the pool: TENANT_0001 to this number. */
  SLOT_COUNT: z.coerce.number().int().min(1),
})

/** What the platform hands a Worker. The pool's bindings are looked up by name. */
export type Bindings = {
  DIRECTORY: D1Database
  WRITES: RateLimit
  FILES: R2Bucket
  ROOMS: DurableObjectNamespace
} & z.input<typeof settings>

export type Env = z.output<typeof settings> & {
  directory: D1Database
  writes: RateLimit
  files: Files
  rooms: Rooms
  slot(slot: number): D1Database
}

function checked(bindings: Bindings) {
  const values = settings.parse(bindings)
  if (values.ENVIRONMENT === 'production' && values.PUBLIC_ORIGIN === undefined) {
    throw new Error('a deployment needs PUBLIC_ORIGIN: links in mails point there')
  }
  return values
}

const parsed = new WeakMap<object, Env>()

/** The environment, checked once an isolate. */
export function envOf(bindings: Bindings): Env {
  const known = parsed.get(bindings)
  if (known) return known
  const env: Env = {
    ...checked(bindings),
    directory: bindings.DIRECTORY,
    writes: bindings.WRITES,
    files: r2Files(bindings.FILES),
    rooms: durableRooms(bindings.ROOMS),
    slot(slot) {
      const name = `TENANT_${String(slot).padStart(4, '0')}`
      const database = (bindings as unknown as Record<string, D1Database | undefined>)[name]
      if (!database) throw new Error(`no binding ${name}`)
      return database
    },
  }
  parsed.set(bindings, env)
  return env
}
