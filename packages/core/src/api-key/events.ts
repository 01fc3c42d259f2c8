import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'

/** A program may act as a member's hand. The key's name and hash stand in `api_key_secret` only. */
export const apiKeyIssued = eventType({
  type: 'api-key.issued',
  words: { zh: '发放接口密钥', en: 'API key issued' },
  payload: z.strictObject({
    id,
    tenantId: id,
    /** Who issued it and answers for what is done with it. */
    memberId: id,
    permissions: z.array(z.string()),
    unitId: id.nullable(),
    lastOn: day,
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'api_key',
      facts.map(({ data, occurredOn }) => ({
        ...data,
        permissions: JSON.stringify(data.permissions),
        issuedOn: occurredOn,
        revokedOn: null,
      }))
    ),
})

/** The key works no more, from this moment on. */
export const apiKeyRevoked = eventType({
  type: 'api-key.revoked',
  words: { zh: '吊销接口密钥', en: 'API key revoked' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'api_key',
      facts.map(({ data, occurredOn }) => ({ id: data.id, revokedOn: occurredOn }))
    ),
    mustChange,
  ],
})

/** What is kept of a key: never the key. */
export const secretsOf = (
  secrets: readonly { keyId: string; name: string; shown: string; keyHash: string }[]
): Statement[] =>
  insertMany(
    'api_key_secret',
    secrets.map((secret) => ({ ...secret, usedOn: null }))
  )
