import * as z from 'zod'
import { freeText, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

/** 用人单位, or 选举单位: the congress that elected a deputy of the level above. */
export const recipientKinds = {
  employer: { zh: '用人单位', en: 'Employer' },
  electoral_unit: { zh: '选举单位', en: 'Electoral unit' },
} satisfies Record<string, Words>
export const recipientKind = z.enum(['employer', 'electoral_unit'])
export type RecipientKind = z.infer<typeof recipientKind>

/** Names of recipients: registering writes it. */
export const RECIPIENTS_STREAM = 'recipients'

/** Whose deputies a recipient has: approving a circular relies on it. */
export const recipientStream = (recipientId: string) => `recipient/${recipientId}`

const NAME_CHARACTERS_MAX = 60

export const registerRecipient = z.strictObject({ kind: recipientKind, name: line(NAME_CHARACTERS_MAX) })

/** Unit and level are named by the caller and refused when the mandate never sat there. */
export const attachMandate = z.strictObject({ recipientId: id, mandateId: id, unitId: id, level })

/** Each may be left empty. */
export const changeContact = z.strictObject({
  recipientId: id,
  address: freeText(120),
  person: freeText(50),
  phone: freeText(40),
})

export const RECIPIENTS_PAGE = 100

/** `after`: the position of the last one seen. */
export const listInput = z.strictObject({
  kind: recipientKind.optional(),
  q: freeText(NAME_CHARACTERS_MAX).optional(),
  after: z.coerce.number().int().min(0).optional(),
})

/** `unitId` and `level`: whose deputies are shown beside it, to choose from. */
export const recipientInput = z.strictObject({ recipientId: id, unitId: id.optional(), level: level.optional() })
