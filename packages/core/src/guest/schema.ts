import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { id, line, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** 列席 sit in by law or invitation; 邀请; and who of another organ speaks to an item. None of them is ever counted. */
export const guestKinds = {
  observer: { zh: '列席', en: 'Observer' },
  guest: { zh: '应邀', en: 'Invited guest' },
  speaker: { zh: '会外发言', en: 'Outside speaker' },
} satisfies Record<string, Words>
export const guestKind = z.enum(['observer', 'guest', 'speaker'])
export type GuestKind = z.infer<typeof guestKind>

export const GUESTS_MAX = 300
const LINE_CHARACTERS_MAX = 160
export const ORGAN_CHARACTERS_MAX = 60

/** A session's guests: few enough for one stream. */
export const guestsStream = (sessionId: string) => `guests/${sessionId}`

const ofSession = { ...bodyAt.shape, sessionId: id }

/** Lines are pasted from spreadsheets, whose tabs part them as commas do. */
const pastedLine = z
  .string()
  .transform((text) => text.replaceAll('\t', '，'))
  .pipe(line(LINE_CHARACTERS_MAX))

/** A line each: name, organ, what as. See `guestIn`. */
export const inviteGuests = z.strictObject({
  ...ofSession,
  lines: z
    .array(pastedLine)
    .max(GUESTS_MAX)
    .refine((lines) => lines.length > 0, said({ zh: '请至少写一人', en: 'Name at least one' })),
})

export const oneGuest = z.strictObject({ ...ofSession, guestId: id })
export const sessionGuests = z.strictObject({ sessionId: id })
