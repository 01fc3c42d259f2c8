import { sql, type Expression } from 'kysely'
import { closingFor, lastClosed, revisionsOf } from '../board/queries.ts'
import { unitQuarter, type UnitQuarter } from '../board/schema.ts'
import { reachesUnit, within, type Reach } from '../kernel/actor.ts'
import { quarterDays, yearOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { readUpTo } from '../kernel/cursor.ts'
import { db, idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allSeats, unitById } from '../people/queries.ts'
import { entriesNamed, reversalsOf, ruleItemsIn } from '../points/queries.ts'
import { proposalRefusal } from './checks.ts'
import { sourceIn, sources, type ProposalKind, type ProposalStatus } from './schema.ts'

/** A page of a unit's quarter; what is decided goes to its end. */
const PROPOSALS_MAX = 400

/** The proposals of a unit's quarter. */
const proposalsIn = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('point_proposal')
    .where('point_proposal.unitId', '=', unitId)
    .where('point_proposal.level', '=', level)
    .where('point_proposal.quarter', '=', quarter)

type Proposals = ReturnType<typeof proposalsIn>

const columns = [
  ...(['point_proposal.id', 'point_proposal.kind', 'source', 'point_proposal.occurredOn', 'mandateId'] as const),
  ...(['itemCode', 'entryId', 'status', 'note.text as note'] as const),
] as const

const withNotes = (proposals: Proposals) =>
  proposals
    .leftJoin('point_proposal_note as note', (join) =>
      join.onRef('note.proposalId', '=', 'point_proposal.id').on('note.kind', '=', 'note')
    )
    .select(columns)
    .$narrowType<{ kind: ProposalKind; status: ProposalStatus }>()

/** What has to be known to tell whether proposals may be confirmed. */
const groundsOf = (of: UnitQuarter, proposals: Proposals) => ({
  seats: allSeats()
    .where('mandate_unit.unitId', '=', of.unitId)
    .where('mandate_unit.level', '=', of.level)
    .where('mandate_unit.mandateId', 'in', proposals.select('mandateId')),
  items: ruleItemsIn(of.quarter),
  entries: entriesNamed(proposals.select('mandateId'), proposals.select('entryId')),
  reversals: reversalsOf(proposals.select('entryId')),
})

/** Some of a unit's quarter, with all that deciding on them needs. */
export const chosen = (of: UnitQuarter, proposalIds: readonly string[], mandateIds: readonly string[]) => {
  const proposals = proposalsIn(of).where('point_proposal.id', 'in', idsIn(proposalIds))
  return {
    proposals: withNotes(proposals),
    ...groundsOf(of, proposals),
    closing: closingFor(of, mandateIds),
    revisions: revisionsOf(of),
  }
}

/** Everything one source has given, and which of its entries were taken back. */
export const ofSource = (source: string) => {
  const proposals = db.selectFrom('point_proposal').where('source', '=', source)
  return { proposals: proposals.selectAll(), reversals: reversalsOf(proposals.select('entryId')) }
}

/** A unit's proposals that a closing would end: of its quarter and those before it in the year that are not closed yet. */
export const openUpTo = (of: UnitQuarter) =>
  db
    .selectFrom('point_proposal')
    .select('id')
    .where('unitId', '=', of.unitId)
    .where('level', '=', of.level)
    .where('quarter', '>=', `${yearOf(of.quarter)}Q1`)
    .where('quarter', '>', lastClosed(of))
    .where('quarter', '<=', of.quarter)
    .where('status', '=', 'open')

/** Facts of those quarters that reactions have not read yet: proposals may come of them. */
export const unreadUpTo = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('event')
    .select('seq')
    .where('seq', '>', readUpTo('reaction_cursor'))
    .where(sql<string>`substr(type, 1, instr(type, '.') - 1)`, 'in', Object.keys(sources))
    .where(sql<string>`data ->> 'unitId'`, '=', unitId)
    .where(sql<string>`data ->> 'level'`, '=', level)
    .where('occurredOn', '>=', quarterDays(`${yearOf(quarter)}Q1`).firstOn)
    .where('occurredOn', '<=', quarterDays(quarter).lastOn)
    .limit(1)

/** How many proposals wait within reach, by unit, level and quarter. */
export const proposalsWaiting = (reach: Reach) =>
  db
    .selectFrom('point_proposal')
    .select(['unitId', 'level', 'quarter'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'open')
    .where(within(reach, { unitId: sql.ref('point_proposal.unitId'), personId: sql.val('') }))
    .groupBy(['unitId', 'level', 'quarter'])

/** Proposals about some mandates that wait. */
export const openProposalsAmong = (mandateIds: Expression<string>) =>
  db.selectFrom('point_proposal').select('id').where('status', '=', 'open').where('mandateId', 'in', mandateIds)

/** A unit's proposals of a quarter: those that wait first, oldest day first, and why one of them cannot be confirmed. */
export const listProposals = query({
  name: 'proposal.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const proposals = proposalsIn(input)
    return {
      unit: unitById(input.unitId),
      proposals: withNotes(proposals)
        .leftJoin('point_proposal_note as reason', (join) =>
          join.onRef('reason.proposalId', '=', 'point_proposal.id').on('reason.kind', '=', 'reason')
        )
        .leftJoin('actor_name', 'actor_name.actor', 'point_proposal.decider')
        .select(['reason.text as reason', 'actor_name.name as deciderName', 'decidedOn'])
        .orderBy(sql`status <> 'open'`)
        .orderBy('point_proposal.occurredOn')
        .orderBy('point_proposal.id')
        .limit(PROPOSALS_MAX),
      ...groundsOf(input, proposals),
      closing: closingFor(input),
    }
  },
  answer: ({ unit: [unit], proposals, closing: [closing], ...grounds }, input, ctx) => {
    if (!unit) return notFound()
    const items = new Map(grounds.items.map((item) => [item.code, item]))
    const names = new Map(grounds.seats.map((seat) => [seat.mandateId, seat.name]))
    return ok({
      unit: { id: unit.id, name: unit.name },
      /** Entries of this quarter ended: the deputies commission alone decides, with a reason. */
      entriesEndedOn: closing?.closedOn ?? null,
      proposals: proposals.map(({ source, ...proposal }) => {
        const open = { ...grounds, of: input, closing: undefined, today: ctx.today }
        const no = proposal.status === 'open' ? proposalRefusal(proposal, open) : null
        const item = items.get(proposal.itemCode)
        const taken = grounds.entries.find((entry) => entry.id === proposal.entryId)
        return {
          ...proposal,
          source: sourceIn(source),
          name: names.get(proposal.mandateId) ?? '',
          itemName: item?.name ?? proposal.itemCode,
          hundredths: proposal.kind === 'reversal' ? -(taken?.hundredths ?? 0) : (item?.hundredths ?? 0),
          refusal: no?.problem.title ?? null,
        }
      }),
    })
  },
})
