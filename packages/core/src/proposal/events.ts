import * as z from 'zod'
import { eventType, type Fact } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany, mustChange } from '../kernel/insert.ts'
import { id, quarter } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { level } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'
import type { ProposalKind, ProposalStatus } from './schema.ts'

const of = { unitId: id, level, quarter }

/** A fact of another module gives entries: they wait for the unit office. It happened on the fact's day. */
export const proposalsMade = eventType({
  type: 'proposal.made',
  words: { zh: '转为待确认积分', en: 'Points proposed' },
  payload: z.strictObject({
    ...of,
    source: id,
    itemCode,
    proposals: z.array(z.strictObject({ id, mandateId: id })),
  }),
  public: false,
  rows: (facts) =>
    waiting(
      'entry',
      facts.flatMap(({ data: { proposals, ...fact }, occurredOn }) =>
        proposals.map((one) => ({ ...fact, ...one, occurredOn, entryId: null }))
      )
    ),
})

/** That fact was taken back: what was not decided yet falls away, and of what was confirmed the reversal waits. */
export const proposalsTakenBack = eventType({
  type: 'proposal.taken-back',
  words: { zh: '来源撤回，待冲正', en: 'Source withdrawn' },
  payload: z.strictObject({
    ...of,
    source: id,
    withdrawn: z.array(id),
    reversals: z.array(z.strictObject({ id, mandateId: id, itemCode, entryId: id })),
  }),
  public: false,
  rows: (facts) => [
    ...moved(
      'withdrawn',
      facts.flatMap((fact) => fact.data.withdrawn.map((one) => move(fact, one)))
    ),
    ...waiting(
      'reversal',
      facts.flatMap(({ data: { withdrawn: _, reversals, ...fact }, occurredOn }) =>
        reversals.map((one) => ({ ...fact, ...one, occurredOn }))
      )
    ),
  ],
})

/** The fact stands after all: of its entries that are still there nothing is to be taken back. */
export const reversalsWithdrawn = eventType({
  type: 'proposal.reversals-withdrawn',
  words: { zh: '来源恢复，不再冲正', en: 'Source stands again' },
  payload: z.strictObject({ ...of, source: id, proposalIds: z.array(id) }),
  public: false,
  rows: (facts) =>
    moved(
      'withdrawn',
      facts.flatMap((fact) => fact.data.proposalIds.map((one) => move(fact, one)))
    ),
})

/** The unit office agrees: each is an entry, or its reversal, of the same commit. `entryId`: the entry that was made. */
export const proposalsConfirmed = eventType({
  type: 'proposal.confirmed',
  words: { zh: '确认积分', en: 'Points confirmed' },
  payload: z.strictObject({ ...of, proposals: z.array(z.strictObject({ id, entryId: id.nullable() })) }),
  public: false,
  rows: (facts) =>
    moved(
      'confirmed',
      facts.flatMap((fact) => fact.data.proposals.map((one) => move(fact, one.id, one.entryId)))
    ),
})

/** The unit office does not agree; why stands in `point_proposal_note`. */
export const proposalsDeclined = eventType({
  type: 'proposal.declined',
  words: { zh: '不予登记积分', en: 'Points declined' },
  payload: z.strictObject({ ...of, proposalIds: z.array(id) }),
  public: false,
  rows: (facts) =>
    moved(
      'declined',
      facts.flatMap((fact) => fact.data.proposalIds.map((one) => move(fact, one)))
    ),
})

type Of = { unitId: string; level: string; quarter: string }
type Waiting = Of & {
  occurredOn: string
  id: string
  source: string
  mandateId: string
  itemCode: string
  entryId: string | null
}

/** One that is proposed again keeps its id and takes its own place: of a source a deputy has one of a kind. */
const waiting = (kind: ProposalKind, rows: readonly Waiting[]): Statement[] => [
  ...deleteMany(
    'point_proposal',
    rows.map((row) => ({
      unitId: row.unitId,
      level: row.level,
      quarter: row.quarter,
      occurredOn: row.occurredOn,
      id: row.id,
    }))
  ),
  ...insertMany(
    'point_proposal',
    rows.map(
      ({ unitId, level: of, quarter: in_, occurredOn, id: own, source, mandateId, itemCode: item, entryId }) => ({
        ...{ unitId, level: of, quarter: in_, occurredOn, id: own, kind, source, mandateId, itemCode: item, entryId },
        ...{ status: 'open', decider: null, decidedOn: null },
      })
    )
  ),
]

type Move = ReturnType<typeof move>

/** One proposal's next state, by the key of its row. */
const move = ({ data, actor, occurredOn }: Fact<Of>, proposalId: string, entryId: string | null = null) => [
  ...[data.unitId, data.level, data.quarter, proposalId],
  ...[actor, occurredOn, entryId],
]

const moved = (status: ProposalStatus, moves: readonly Move[]): Statement[] =>
  moves.length === 0
    ? []
    : [
        ...forMany(
          `update point_proposal set status = '${status}', decider = j.value->>4, decidedOn = j.value->>5,
              entryId = coalesce(j.value->>6, entryId)
            from json_each(?) j
            where point_proposal.unitId = j.value->>0 and point_proposal.level = j.value->>1
              and point_proposal.quarter = j.value->>2 and point_proposal.id = j.value->>3`,
          moves
        ),
        mustChange,
      ]
