import { permissionNames } from '@jiceng/core/api-key/schema'
import { POSTING_OFFICES } from '@jiceng/core/circular/schema'
import { importRoles } from '@jiceng/core/imports/schema'
import { everybody, type Actor, type Role } from '@jiceng/core/kernel/actor'
import { declaredCommands, declaredQueries } from '@jiceng/core/kernel/command'
import { CALLING } from '@jiceng/core/session/queries'
import { envOf } from '@jiceng/workers/env'
import { linkToken } from '@jiceng/workers/link'
import { senderTo, type Send } from './client.ts'
import type { AppEnv } from '@jiceng/workers/http/context'
import type { RouteRow } from '@jiceng/workers/http/openapi'
import { oneCredential } from '@jiceng/workers/http/place'
import { sameOrigin } from '@jiceng/workers/http/origin'
import { operatorWriteLimit, writeLimit } from '@jiceng/workers/http/write-limit'
import { Hono, type MiddlewareHandler } from 'hono'
import { HIDES_FIRST, rolesFor, specOf } from './policies.ts'
import type { Kind, Probe } from './answers.ts'
import { swapped } from './swapped.ts'
import type { World } from './world.ts'

// Every guard there is, once, and how it is taken away. A guard whose absence no probe notices guards nothing that is
// proved, so each is replaced by "allow" and the probes have to say so.

export type Guard = {
  name: string
  /** Those among the probes it stands before. */
  before(probe: Probe): boolean
  /** Takes it away; answers what puts it back, and the program to ask meanwhile. */
  remove(world: World, app: Hono<AppEnv>): { app: Hono<AppEnv>; restore: () => void }
  /** Noticed by the two districts' directory rows being swapped, not by a probe. */
  bySwap?: true
}

const policyOf = ({ doc }: RouteRow): string => doc?.policy ?? ''

/** The district's own administrator, in whose place an absent scope lets everybody act. */
const anybody: Actor = { kind: 'member', id: 'anybody', name: '', roles: ['tenant_administrator'], unitId: null }

/** Routes that ask another policy too, before their own. */
const ALSO_ASKED_BY: Record<string, readonly string[]> = { 'import.one': HIDES_FIRST }

const asks = (policy: string, { row, policy: behind }: Probe): boolean =>
  (behind ?? policyOf(row)) === policy || (ALSO_ASKED_BY[policy] ?? []).includes(policyOf(row))

function rolesGuard(policy: string): Guard {
  return {
    name: `roles of ${policy}`,
    before: (probe) => asks(policy, probe) && ['role', 'behind'].includes(probe.kind),
    remove(_, app) {
      const spec = specOf(policy)! as { roles: readonly Role[] }
      const { roles } = spec
      spec.roles = everybody
      return { app, restore: () => void (spec.roles = roles) }
    },
  }
}

type Scope = (actor: Actor, ...more: unknown[]) => unknown
type Asked = (rows: unknown, input: unknown, ctx: { actor: Actor }) => unknown
type Spec = { scope: Scope; load: Asked; answer?: Asked }

/** A scope that lets everybody act is none. */
const isNone = (scope: unknown): boolean => /^\(\)\s*=>\s*true$/.test(String(scope))

/** Kinds whose probes ask for what is somebody else's, those first that notice most. */
const SCOPED: readonly Kind[] = ['behind', 'other', 'role', 'foreign']

function scopeGuard(policy: string, isCommand: boolean): Guard {
  return {
    name: `scope of ${policy}`,
    before: (probe) => asks(policy, probe) && SCOPED.includes(probe.kind),
    remove(world, app) {
      const spec = specOf(policy)! as unknown as Spec
      const before = { ...spec }
      if (isCommand) spec.scope = () => true
      else asWhoeverReadsMost(world, spec)
      return { app, restore: () => void Object.assign(spec, before) }
    },
  }
}

/** A query's scope says how far it reads, and so may its answer: without them, as far as the one who may read most. */
function asWhoeverReadsMost({ others, mine }: World, spec: Spec): void {
  const { scope, answer } = spec
  const everyone: Actor[] = [
    anybody,
    { kind: 'deputy', id: 'anybody', name: '', personId: others.personId },
    { kind: 'operator', id: 'anybody', name: '' },
    { kind: 'recipient', id: mine.noticeId, name: '' },
  ]
  const most = (more: unknown[]) => everyone.find((one) => scope(one, ...more) !== null)!
  spec.scope = (_, ...more) => scope(most(more), ...more)
  if (answer) spec.answer = (rows, input, ctx) => answer(rows, input, { ...ctx, actor: most([input]) })
}

/** A list of roles that a door without a command looks into. */
const listGuard = (policy: string, list: readonly Role[]): Guard => ({
  name: `roles of ${policy}`,
  before: ({ row, kind }) => policyOf(row) === policy && kind === 'role',
  remove(_, app) {
    const own = list as Role[]
    const before = [...own]
    own.push(...everybody)
    return { app, restore: () => void own.splice(0, own.length, ...before) }
  },
})

/** What stands in the directory's own SQL, struck out on its way to the database. */
const sqlGuard = (name: string, from: RegExp, to: string, before: Guard['before']): Guard => ({
  name,
  before,
  remove(world, app) {
    world.controls.rewrite = (sql) => sql.replace(from, to)
    return { app, restore: () => void (world.controls.rewrite = (sql) => sql) }
  },
})

/** The same program with one of its middlewares left out. */
const middlewareGuard = (
  name: string,
  is: (handler: MiddlewareHandler) => boolean,
  before: Guard['before']
): Guard => ({
  name,
  before,
  remove(_, app) {
    const without = new Hono<AppEnv>()
    for (const { method, path, handler } of app.routes) {
      if (!is(handler as MiddlewareHandler)) without.on(method, path, handler as MiddlewareHandler)
    }
    const broken = (error: Error) => new Response(JSON.stringify({ code: 'internal', title: error.message }), BROKEN)
    without.onError(broken)
    return { app: without, restore: () => undefined }
  },
})

const BROKEN = { status: 500 }

const is = (one: MiddlewareHandler<AppEnv>) => (handler: MiddlewareHandler) => handler === (one as MiddlewareHandler)
const called = (name: string) => (handler: MiddlewareHandler) => handler.name === name

const allow: Guard['before'] = () => true
const atDoor =
  (start = '/api/'): Guard['before'] =>
  ({ row, kind }) =>
    kind === 'door' && row.path.startsWith(start)
const byRole =
  (start = '/api/'): Guard['before'] =>
  ({ row, kind }) =>
    kind === 'role' && row.path.startsWith(start)
const ofPersona =
  (name: string): Guard['before'] =>
  (probe) =>
    probe.kind === 'role' && probe.name.endsWith(`by ${name}`)

/** The middlewares of the program that are guards, by the name of their function. */
const MIDDLEWARES: readonly Guard[] = [
  middlewareGuard('the Origin check', is(sameOrigin), atDoor()),
  middlewareGuard('a cookie or a key, not both', is(oneCredential), atDoor()),
  middlewareGuard('the content type check', called('jsonOnly'), atDoor()),
  middlewareGuard('the size limit', called('sizeLimit'), atDoor()),
  middlewareGuard('the cache header', called('requestId'), byRole()),
  middlewareGuard('local doors exist locally only', called('localOnly'), byRole('/api/local/')),
  middlewareGuard("the limit of a district's writes", is(writeLimit), atDoor('/api/tenants/')),
  middlewareGuard("the limit of the operator's writes", is(operatorWriteLimit), atDoor('/api/operator/')),
]

/** What is no guard: it refuses nothing, or its parts are guards of their own. */
const NO_GUARDS = ['etag', 'place']

/** Middlewares of the program that nobody has listed here. */
export const unlisted = (app: Hono<AppEnv>): string[] =>
  app.routes
    .filter(({ method }) => method === 'ALL')
    .filter(({ handler }) => !LISTED.some((one) => one(handler as MiddlewareHandler)))
    .map(({ path, handler }) => `${path} ${handler.name}`)

const LISTED = [
  ...[...NO_GUARDS, 'jsonOnly', 'sizeLimit', 'requestId', 'localOnly'].map(called),
  ...[sameOrigin, oneCredential, writeLimit, operatorWriteLimit].map(is),
]

const SQL: readonly Guard[] = [
  sqlGuard('a session ends', /expiresAt > \?/, "coalesce(?, '') is not null", ofPersona('expired session')),
  sqlGuard(
    "rights come from the path's district",
    /and m\.tenantId = t\.id/,
    '',
    ofPersona('administrator of another district')
  ),
  sqlGuard('a key is revoked', /and k\.revokedOn is null/, '', ofPersona('revoked key')),
  sqlGuard('a key has a last day', /and k\.lastOn >= \?3/, 'and ?3 is not null', ofPersona('key past its last day')),
  sqlGuard(
    "a key is of the path's district",
    /and t\.slug = \?2/,
    'and ?2 is not null',
    ofPersona('key of another district')
  ),
  sqlGuard('a key ends with its issuer', /and m\.endedAt is null/, '', ofPersona('key of somebody dismissed')),
  sqlGuard(
    'a key is for what it names',
    /k\.permissions,/,
    `'${JSON.stringify(permissionNames)}' as permissions,`,
    ofPersona('key for one thing')
  ),
  sqlGuard(
    'a key has so many requests a minute',
    /(?<counted>from api_key_secret where keyHash = \?4[^]+)count \+ 1/,
    '$<counted>1',
    atDoor('/api/tenants/')
  ),
  sqlGuard('a membership ends', /and m\.endedAt is null/, '', ofPersona('dismissed administrator')),
  sqlGuard(
    'an operator is named as one',
    /join operator o on o\.userId = u\.id/,
    'left join operator o on o.userId = u.id',
    byRole('/api/operator/')
  ),
  sqlGuard('a district is open', /t\.status/, "'live' as status", atDoor()),
  sqlGuard(
    "a session ends by its own account's hand",
    /delete from session where userId = \? and id = \?/,
    'delete from session where ? is not null and id = ?',
    ({ row, kind }) => policyOf(row) === 'own account' && (kind === 'other' || kind === 'foreign')
  ),
]

/** A database that says it is whichever it is asked to be. */
const identity = (name: string, rewrite: (sql: string, world: World) => string): Guard => ({
  name,
  before: allow,
  bySwap: true,
  remove(world, app) {
    world.controls.rewrite = (sql) => rewrite(sql, world)
    return { app, restore: () => void (world.controls.rewrite = (sql) => sql) }
  },
})

const IDENTITY: readonly Guard[] = [
  identity('a database read is the one that is meant', (sql, { tenants }) =>
    sql === 'select id from identity' ? `select '${tenants.home.id}' as id` : sql
  ),
  identity('a database written is the one that is meant', (sql, { tenants }) =>
    sql.includes("'wrong_database' where not exists") || sql === 'select id from identity'
      ? sql
          .replace(/where not exists.*/, 'where ? is null')
          .replace(/select id from identity/, `select '${tenants.home.id}' as id`)
      : sql
  ),
]

const COOKIE: Guard = {
  name: "the signature of a session's cookie",
  before: ofPersona('forged cookie'),
  remove(_, app) {
    const { subtle } = crypto
    const { verify } = subtle
    Object.assign(subtle, { verify: async () => true })
    return { app, restore: () => void Object.assign(subtle, { verify }) }
  },
}

/** Any signature is right: whatever link is shown is signed before it is looked at. */
const LINK: Guard = {
  name: "the signature of a notice's link",
  before: ({ row }) => policyOf(row).startsWith('notice.r') && row.path.includes(':token'),
  remove({ bindings, tenants }, app) {
    const without = new Hono<AppEnv>()
    without.all('*', (c) => {
      const url = new URL(c.req.url)
      url.pathname = url.pathname.replace(/^(\/api\/notices\/[^/]+\/)([^/]+)/, (_, start: string, token: string) => {
        const [noticeId, generation] = decodeURIComponent(token).split('.') as [string, string]
        const named = { tenantId: tenants.home.id, noticeId, generation: Number(generation) }
        return start + encodeURIComponent(linkToken(envOf(bindings), named))
      })
      return app.fetch(new Request(url, c.req.raw), bindings, c.executionCtx)
    })
    return { app: without, restore: () => undefined }
  },
}

/**
 * Scopes that are said a second time: by the role list, which lets nobody pass whom they would refuse, by the decision,
 * which asks again for its types' sake, or by the door, which puts who asks into the input. Without them nothing changes,
 * and their probes go on holding.
 */
const SAID_TWICE = [
  ...['operator.overview', 'operator.appoint', 'alarm.raise', 'api-key.issue'],
  ...['feed.make-own', 'feed.end-own'],
]

/** Every guard: of every command and query, of the doors without one, of the program around them, of the databases. */
export function guardsOf(probes: readonly Probe[]): Guard[] {
  const commands = declaredCommands().map(({ name }) => name)
  const policies = [...commands, ...declaredQueries().map(({ name }) => name)]
  const open = (policy: string) => rolesFor(policy)!.includes('visitor')
  const scoped = policies.filter((policy) => !isNone(specOf(policy)!.scope) && !SAID_TWICE.includes(policy))
  const guards = [
    ...policies.filter((policy) => !open(policy)).map(rolesGuard),
    ...scoped.map((policy) => scopeGuard(policy, commands.includes(policy))),
    listGuard('file.upload', POSTING_OFFICES),
    listGuard('paper.upload', CALLING),
    listGuard('import.upload', importRoles),
    ...[...MIDDLEWARES, ...SQL, ...IDENTITY, COOKIE, LINK],
  ]
  const unprobed = guards.filter(({ before }) => !probes.some(before))
  if (unprobed.length > 0) throw new Error(`no probe asks: ${unprobed.map(({ name }) => name).join(', ')}`)
  return guards
}

/** How a guard's absence is noticed: what the first probe that notices says, and how many were asked. */
export async function noticing(
  world: World,
  app: Hono<AppEnv>,
  rows: readonly RouteRow[],
  probes: readonly Probe[],
  guard: Guard
) {
  const { app: without, restore } = guard.remove(world, app)
  const send = senderTo(world, without)
  let asked = 0
  try {
    if (guard.bySwap) {
      const until = { wrong: 1, asked: 0 }
      const [wrong] = await swapped(world, rows, send, until)
      return { wrong: wrong ?? null, asked: until.asked }
    }
    for (const kind of KINDS) {
      for (const probe of probes.filter((one) => one.kind === kind && guard.before(one))) {
        asked++
        const wrong = await saying(probe, send)
        if (wrong !== null) return { wrong, asked }
      }
    }
    return { wrong: null, asked }
  } finally {
    restore()
  }
}

/** What a probe says; a program that breaks down without its guard says so too. */
export const saying = async (probe: Probe, send: Send): Promise<string | null> => {
  const wrong = await probe.ask(send).catch((error: unknown) => `broke: ${String(error)}`)
  return wrong === null ? null : `${probe.name}: ${wrong}`
}

const KINDS: readonly Kind[] = ['behind', 'other', 'role', 'door', 'foreign', 'claim', 'address']
