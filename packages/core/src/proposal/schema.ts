import * as z from 'zod'
import { day, freeText, id, line, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { unitQuarter } from '../board/schema.ts'
import { level, type UnitLevel } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'

/**
 * What entries are proposed from, by the name of its module, which its events begin with too. Those events carry the unit
 * and level, so that closing knows what reactions have not read yet.
 */
export const sources = {
  reception: { zh: '接待选民', en: 'Voter reception' },
  roll: { zh: '人代会出席', en: 'Attendance of a congress' },
} satisfies Record<string, Words>
export type SourceKind = keyof typeof sources

/** The thing an entry comes from, as one text: "reception/…". */
export const sourceNamed = (kind: SourceKind, thingId: string): string => `${kind}/${thingId}`

export const sourceIn = (source: string): { kind: SourceKind; thingId: string } => {
  const at = source.indexOf('/')
  return { kind: source.slice(0, at) as SourceKind, thingId: source.slice(at + 1) }
}

export const proposalStatuses = {
  open: { zh: '待确认', en: 'To be confirmed' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  declined: { zh: '不予登记', en: 'Declined' },
  withdrawn: { zh: '随来源变动撤销', en: 'Dropped as its source changed' },
} satisfies Record<string, Words>
export type ProposalStatus = keyof typeof proposalStatuses
export type ProposalKind = 'entry' | 'reversal'

/** Decided in one commit. */
export const PROPOSALS_AT_ONCE_MAX = 100
/** Of one fact; more than any unit has deputies of one level. */
const MANDATES_MAX = 200
const REASON_CHARACTERS_MAX = 500

const fact = { source: id, unitId: id, level, occurredOn: day, note: line(100) }

/** What a fact gives: one entry of an item to each of some deputies, and what the entry will say. */
export const makeProposals = z.strictObject({ ...fact, itemCode, mandateIds: z.array(id).min(1).max(MANDATES_MAX) })
export type MakeProposals = z.infer<typeof makeProposals>

/** The fact was taken back, and what the reversals will say. */
export const takeBackProposals = z.strictObject(fact)
export type TakeBackProposals = z.infer<typeof takeBackProposals>

const someChosen = [
  (chosen: readonly unknown[]) => chosen.length > 0,
  said({ zh: '请至少选一条', en: 'Choose at least one' }),
] as const
const isEachOnce = (ids: readonly string[]): boolean => new Set(ids).size === ids.length
const twice = said({ zh: '同一条出现了两次', en: 'One is named twice' })

/** Proposals of one unit and quarter, each with its deputy, as the page showed them. */
export const confirmProposals = z.strictObject({
  ...unitQuarter.shape,
  proposals: z
    .array(z.strictObject({ proposalId: id, mandateId: id }))
    .max(PROPOSALS_AT_ONCE_MAX)
    .refine(...someChosen)
    .refine((chosen) => isEachOnce(chosen.map(({ proposalId }) => proposalId)), twice),
})
export type ConfirmProposals = z.infer<typeof confirmProposals>

export const confirmProposalsLate = z.strictObject({
  ...confirmProposals.shape,
  reason: freeText(REASON_CHARACTERS_MAX).min(1),
})

export const declineProposals = z.strictObject({
  ...unitQuarter.shape,
  proposalIds: z
    .array(id)
    .max(PROPOSALS_AT_ONCE_MAX)
    .refine(...someChosen)
    .refine(isEachOnce, twice),
  reason: freeText(REASON_CHARACTERS_MAX).min(1),
})

/** The proposals of a unit and level. */
export const proposalsStream = (of: UnitLevel) => `proposals/${of.unitId}/${of.level}`
