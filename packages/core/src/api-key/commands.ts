import type { Actor } from '../kernel/actor.ts'
import { daysBetween } from '../kernel/calendar.ts'
import { command, rolesFor } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { apiKeyIssued, apiKeyRevoked, secretsOf } from './events.ts'
import { keyById, workingKeys } from './queries.ts'
import { apiKeysStream, issueKey, KEY_PREFIX, KEYS_MAX, revokeKey, SHOWN_CHARACTERS, VALID_DAYS_MAX } from './schema.ts'

// Issuing is for people: a key is no `member`, so no key ever issues or revokes one.

const isAdministrator = (actor: Actor): actor is Extract<Actor, { kind: 'member' }> =>
  actor.kind === 'member' && actor.unitId === null

/**
 * Lets a program act with what the issuer may do, or less. The key is made of the salts and shown once, by the door; its
 * id is the commandId. It ends on its last day, when it is revoked, and with its issuer's own roles.
 */
export const issue = command({
  name: 'api-key.issue',
  roles: ['tenant_administrator'],
  input: issueKey,
  streams: (input) => [apiKeysStream(input.tenantId)],
  load: (input, ctx) => ({ working: workingKeys(input.tenantId, ctx.today) }),
  scope: isAdministrator,
  decide: ({ working }, { tenantId, name, permissions, unitId, lastOn }, ctx) => {
    if (!isAdministrator(ctx.actor)) return notFound()
    const { id: memberId, roles } = ctx.actor
    if (working.length >= KEYS_MAX) {
      return refuse(409, 'too-many-keys', {
        zh: `已有${KEYS_MAX}个有效的密钥，先吊销不用的`,
        en: `There are ${KEYS_MAX} working keys. Revoke those nobody uses first`,
      })
    }
    if (working.some((key) => key.name === name)) {
      return refuseField('/name', 'key-name-taken', {
        zh: '已有同名的有效密钥',
        en: 'A working key has this name already',
      })
    }
    if (lastOn < ctx.today) {
      return refuseField('/lastOn', 'day-past', { zh: '不能早于今天', en: 'It cannot be before today' })
    }
    if (daysBetween(ctx.today, lastOn) > VALID_DAYS_MAX) {
      return refuseField('/lastOn', 'key-too-long', {
        zh: `最长${VALID_DAYS_MAX}天，到期再发新的`,
        en: `${VALID_DAYS_MAX} days at the most; issue another one then`,
      })
    }
    const beyond = permissions.filter((one) => !roles.some((role) => rolesFor(one).includes(role)))
    if (beyond.length > 0) {
      return refuseField('/permissions', 'beyond-own-roles', {
        zh: `您自己的角色不能做：${beyond.join('、')}`,
        en: `Your own roles may not do this: ${beyond.join(', ')}`,
      })
    }
    const key = KEY_PREFIX + ctx.salts(2).join('')
    const issued = { id: ctx.commandId, tenantId, memberId, permissions, unitId, lastOn }
    return ok({
      facts: [apiKeyIssued.on(apiKeysStream(tenantId), ctx.today, issued)],
      beside: secretsOf([
        { keyId: ctx.commandId, name, shown: key.slice(0, SHOWN_CHARACTERS), keyHash: sha256Hex(key) },
      ]),
    })
  },
})

/** Ends a key at once, whoever issued it. */
export const revoke = command({
  name: 'api-key.revoke',
  roles: ['tenant_administrator'],
  input: revokeKey,
  streams: (input) => [apiKeysStream(input.tenantId)],
  load: (input) => ({ key: keyById(input.tenantId, input.keyId) }),
  scope: (actor, { key }) => isAdministrator(actor) && key.length > 0,
  decide: ({ key: [key] }, { tenantId }, ctx) => {
    if (!key) return notFound()
    if (key.revokedOn !== null) {
      return refuse(409, 'key-revoked-already', {
        zh: `已于 ${key.revokedOn} 吊销`,
        en: `It was revoked on ${key.revokedOn}`,
      })
    }
    return ok({ facts: [apiKeyRevoked.on(apiKeysStream(tenantId), ctx.today, { id: key.id })] })
  },
})
