import type { DistrictId } from '../tenancy/queries.ts'
import { rolesOf } from '../kernel/actor.ts'
import { query, rolesFor } from '../kernel/command.ts'
import { directory } from '../kernel/db.ts'
import { ok } from '../kernel/problem.ts'
import { currentMembers, membersNamed } from '../members/queries.ts'
import { keysOf, permissionNames } from './schema.ts'

export const keyById = (tenantId: string, keyId: string) =>
  directory.selectFrom('api_key').select(['id', 'revokedOn']).where('tenantId', '=', tenantId).where('id', '=', keyId)

/** Keys that open something on this day, with their names: a key ends with its issuer. */
export const workingKeys = (tenantId: string, today: string) =>
  directory
    .selectFrom('api_key')
    .innerJoin('api_key_secret', 'api_key_secret.keyId', 'api_key.id')
    .select(['api_key.id', 'name'])
    .where('tenantId', '=', tenantId)
    .where('revokedOn', 'is', null)
    .where('lastOn', '>=', today)
    .where('memberId', 'in', currentMembers(tenantId))

/** Keys of one issuer that would still open something on this day. */
export const workingKeysOf = ({ tenantId, memberId }: { tenantId: string; memberId: string }, today: string) =>
  directory
    .selectFrom('api_key')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', memberId)
    .where('revokedOn', 'is', null)
    .where('lastOn', '>=', today)

/** Which key this is: the door asks whether the one it has just made is the one that was kept. */
export const keyOfHash = (keyHash: string) =>
  directory.selectFrom('api_key_secret').select('keyId').where('keyHash', '=', keyHash)

/** Working ones first; of those that ended the newest. */
const KEYS_SHOWN = 200

type KeyState = 'working' | 'revoked' | 'expired' | 'issuer-left'

/** The district's keys, and which permissions the asker could give another one. */
export const listKeys = query({
  name: 'api-key.list',
  roles: ['tenant_administrator'],
  input: keysOf,
  scope: (actor, input): DistrictId | null =>
    actor.kind === 'member' && actor.unitId === null ? input.tenantId : null,
  load: (_, tenantId, ctx) => ({
    keys: directory
      .selectFrom('api_key')
      .innerJoin('api_key_secret', 'api_key_secret.keyId', 'api_key.id')
      .select(['id', 'name', 'shown', 'permissions', 'unitId', 'memberId'])
      .select(['issuedOn', 'lastOn', 'revokedOn', 'usedOn'])
      .where('tenantId', '=', tenantId)
      .orderBy(({ eb }) => eb.and([eb('revokedOn', 'is', null), eb('lastOn', '>=', ctx.today)]), 'desc')
      .orderBy('id', 'desc')
      .limit(KEYS_SHOWN),
    issuers: membersNamed(directory.selectFrom('api_key').select('memberId').where('tenantId', '=', tenantId)),
  }),
  answer: ({ keys, issuers }, _, ctx) =>
    ok({
      today: ctx.today,
      keys: keys.map(({ permissions, memberId, ...key }) => {
        const issuer = issuers.find((one) => one.id === memberId)
        const over = key.lastOn < ctx.today ? 'expired' : issuer?.endedAt !== null && 'issuer-left'
        const state: KeyState = key.revokedOn !== null ? 'revoked' : over || 'working'
        return { ...key, permissions: JSON.parse(permissions) as string[], issuer: issuer?.name ?? '', state }
      }),
      permissions: permissionNames.filter((name) => rolesOf(ctx.actor).some((role) => rolesFor(name).includes(role))),
    }),
})
