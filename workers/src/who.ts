import { getSignedCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { memberRoles, type Actor, type MemberRole } from '@jiceng/core/kernel/actor'
import type { Statement } from '@jiceng/core/kernel/store'
import { envOf } from './env.ts'
import { sessionCookie } from './auth.ts'
import type { AppEnv } from './http/context.ts'

/** A tenant's row and, when somebody is signed in, who they are there. */
export type Tenant = {
  id: string
  slug: string
  name: string
  areaCode: string
  status: string
  slot: number | null
}
type Entrance = { tenant: Tenant; actor: Actor; beside: unknown[][] }

/**
 * Who asks, in one statement over better-auth's tables and ours, after the cookie's signature was
 * checked. The tenant comes from the path and the rights from the membership, on every request.
 */
const WHO = `
select t.id, t.slug, t.name, t.areaCode, t.status, t.slot, u.name as userName, m.id as memberId, m.roles, m.unitId, m.personId
from tenant t
left join session s on s.token = ? and s.expiresAt > ?
left join user u on u.id = s.userId
left join membership m on m.userId = u.id and m.tenantId = t.id and m.endedAt is null
where t.slug = ? and t.status <> 'lapsed'`

type WhoRow = Tenant & {
  userName: string | null
  memberId: string | null
  roles: string | null
  unitId: string | null
  personId: string | null
}

const TENANT_MEMORY_MS = 5_000
const tenants = new Map<string, { tenant: Tenant; until: number }>()

/** This isolate's memory of a district that has just changed. The others' is gone within seconds. */
export const forgetTenant = (slug: string): void => void tenants.delete(slug)

/** The token of a session cookie with a good signature, or null. */
export async function sessionToken(c: Context<AppEnv>): Promise<string | null> {
  const env = envOf(c.env)
  return (await getSignedCookie(c, env.AUTH_SECRET, sessionCookie(env))) || null
}

/**
 * null: no such district. A visitor's look-up of the district is remembered for seconds; rights never are. `beside` is
 * written or read on the way, without a call of its own.
 */
export async function entrance(c: Context<AppEnv>, slug: string, beside: Statement[]): Promise<Entrance | null> {
  const token = await sessionToken(c)
  const known = tenants.get(slug)
  if (token === null && beside.length === 0 && known && known.until > Date.now()) {
    return { tenant: known.tenant, actor: { kind: 'visitor' }, beside: [] }
  }
  const who = { sql: WHO, parameters: [token ?? '', new Date().toISOString(), slug] }
  const session = envOf(c.env).directory.withSession('first-primary')
  const [found, ...others] = await session.batch<WhoRow>(
    [who, ...beside].map(({ sql, parameters }) => session.prepare(sql).bind(...parameters))
  )
  const row = found?.results[0]
  if (!row) return null
  const { userName, memberId, roles, unitId, personId, ...tenant } = row
  tenants.set(slug, { tenant, until: Date.now() + TENANT_MEMORY_MS })
  const actor = actorOf({ userName, memberId, roles, unitId, personId })
  return { tenant, actor, beside: others.map(({ results }) => results) }
}

const OPERATOR = `
select u.id, u.name from session s join user u on u.id = s.userId join operator o on o.userId = u.id
where s.token = ? and s.expiresAt > ?`

/** Who asks at the platform's own doors: an operator, or nobody. No district is looked at. */
export async function operatorOf(c: Context<AppEnv>): Promise<Actor> {
  const token = await sessionToken(c)
  if (token === null) return { kind: 'visitor' }
  const row = await envOf(c.env)
    .directory.withSession('first-primary')
    .prepare(OPERATOR)
    .bind(token, new Date().toISOString())
    .first<{ id: string; name: string }>()
  return row ? { kind: 'operator', ...row } : { kind: 'visitor' }
}

type Known = Pick<WhoRow, 'userName' | 'memberId' | 'roles' | 'unitId' | 'personId'>

/** An account is an office's or one deputy's, never both: whoever is both has two. */
function actorOf({ userName: name, memberId: id, roles, unitId, personId }: Known): Actor {
  if (id === null || name === null || roles === null) return { kind: 'visitor' }
  if (personId !== null) return { kind: 'deputy', id, name, personId }
  const named = JSON.parse(roles) as string[]
  return {
    kind: 'member',
    id,
    name,
    roles: memberRoles.filter((role): role is MemberRole => named.includes(role)),
    unitId,
  }
}
