import type { Context } from 'hono'
import type { Actor, MemberRole } from '@jiceng/core/kernel/actor'
import { keyText } from '@jiceng/core/api-key/schema'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { memberRoles } from '@jiceng/core/kernel/roles'
import { envOf } from './env.ts'
import { keyCounter, KEY_LIMIT } from './limits.ts'
import { today, type AppEnv } from './http/context.ts'
import type { Tenant } from './who.ts'

// Who asks with a key, in one batch of the directory: whose hand it is, that it was used, and how often.

/** The credentials of `Authorization: Bearer …` (RFC 6750, 2.1), whatever they are; null without them. */
export function bearerOf(c: Context<AppEnv>): string | null {
  const [, given] = /^bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? []
  return given ?? null
}

/** The key counts in its own district only, until its last day, and while whoever issued it is a member. */
const WHO = `
select t.id, t.slug, t.name, t.areaCode, t.status, t.slot,
  k.id as keyId, s.name as keyName, k.permissions, k.unitId, m.id as memberId, m.roles, u.name as userName
from api_key_secret s
join api_key k on k.id = s.keyId and k.revokedOn is null and k.lastOn >= ?3
join tenant t on t.id = k.tenantId and t.slug = ?2
join membership m on m.id = k.memberId and m.tenantId = t.id and m.endedAt is null and m.unitId is null
join user u on u.id = m.userId
where s.keyHash = ?1`

type WhoRow = Tenant & {
  keyId: string
  keyName: string
  permissions: string
  unitId: string | null
  memberId: string
  roles: string
  userName: string
}

/** Requests a key has left, and the seconds until it may do `KEY_LIMIT.most` again. */
export type KeyUse = { left: number; seconds: number; isOver: boolean }

export type KeyEntrance = { tenant: Tenant; actor: Actor; use: KeyUse }

/** null: no key of this district, or one that works no more. */
export async function entranceByKey(c: Context<AppEnv>, slug: string, given: string): Promise<KeyEntrance | null> {
  if (!keyText.safeParse(given).success) return null
  const { directory, AUTH_SECRET } = envOf(c.env)
  const [hash, on] = [sha256Hex(given), today()]
  const session = directory.withSession('first-primary')
  const counter = keyCounter(AUTH_SECRET, hash)
  const [found, counted] = await session.batch<Record<string, unknown>>([
    session.prepare(WHO).bind(hash, slug, on),
    session.prepare(counter.sql).bind(...counter.parameters),
    session
      .prepare(`update api_key_secret set usedOn = ?2 where keyHash = ?1 and (usedOn is null or usedOn < ?2)`)
      .bind(hash, on),
  ])
  const row = found!.results[0] as WhoRow | undefined
  if (!row) return null
  const { keyId, keyName, permissions, unitId, memberId, roles, userName, ...tenant } = row
  return {
    tenant,
    actor: handOf({ keyId, keyName, permissions, unitId, memberId, roles, userName }),
    use: useOf(counted!.results[0]),
  }
}

function handOf({ keyId, keyName, permissions, unitId, memberId, roles, userName }: Omit<WhoRow, keyof Tenant>): Actor {
  const named = JSON.parse(roles) as string[]
  return {
    kind: 'api-key',
    id: keyId,
    name: `${userName} · ${keyName}`,
    memberId,
    roles: memberRoles.filter((role): role is MemberRole => named.includes(role)),
    unitId,
    permissions: JSON.parse(permissions) as string[],
  }
}

function useOf(row: Record<string, unknown> | undefined): KeyUse {
  const { count, endsAt } = row as { count: number; endsAt: string }
  return {
    left: Math.max(0, KEY_LIMIT.most - count),
    seconds: Math.max(1, Math.ceil((Date.parse(endsAt) - Date.now()) / 1000)),
    isOver: count > KEY_LIMIT.most,
  }
}
