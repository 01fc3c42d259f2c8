import * as z from 'zod'
import { DISTRICT_PLACE } from '../body/schema.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { day, historyBefore, id } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import type { Level } from '../people/schema.ts'

export const termStates = {
  running: { zh: '本届', en: 'In office' },
  over: { zh: '已届满', en: 'Over' },
  coming: { zh: '尚未开始', en: 'Yet to begin' },
} satisfies Record<string, Words>
export type TermState = keyof typeof termStates

/** Who registers terms; a unit's office those of its own congress. */
export const TERM_OFFICES = [
  'tenant_administrator',
  'deputies_commission',
  'unit_office',
] as const satisfies readonly MemberRole[]

/** As far as it is written out in Chinese. */
const ORDINAL_MAX = 99
/** More congresses than any district has. */
const CONGRESSES_MAX = 200

const ordinal = z.coerce.number().int().min(1).max(ORDINAL_MAX)
/** The first and the last day, both included. */
const days = { startOn: day, endOn: day }

/** The towns and townships of a district elect at one time: their terms have one pair of dates. */
export const registerTerm = z.strictObject({
  congresses: z
    .array(z.strictObject({ congressId: id, ordinal }))
    .min(1)
    .max(CONGRESSES_MAX),
  ...days,
})

/** Other dates of a term there is. */
export const correctTerm = z.strictObject({ congressId: id, ordinal, ...days })

/** `congressId`: the one whose history is read too. */
export const termsInput = z.strictObject({ congressId: id.optional(), before: historyBefore })

/** A term as it is known. */
export const term = z.strictObject({ congressId: id, ordinal: z.int(), ...days })
export type Term = z.infer<typeof term>

/** The years it begins and ends in, "2021-2026": what its board is called by. */
export const termYears = ({ startOn, endOn }: Pick<Term, 'startOn' | 'endOn'>) =>
  `${startOn.slice(0, 4)}-${endOn.slice(0, 4)}`

/** Whose deputies a congress is of. */
export const levelOf = (congressId: string): Level => (congressId === DISTRICT_PLACE ? 'district' : 'township')

/** The terms of one congress. */
export const termsStream = (congressId: string) => `terms/${congressId}`
