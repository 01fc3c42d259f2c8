import { revisionDue } from '../board/events.ts'
import { closingFor } from '../board/queries.ts'
import { boardStream, periodStreams, type DueCause, type UnitQuarter } from '../board/schema.ts'
import { reachesUnit, worksForDistrict } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { command, type Ctx, type Rows } from '../kernel/command.ts'
import type { Decided } from '../kernel/event.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { mandateStream } from '../people/schema.ts'
import { entryId, notesOf, pointsRecorded, pointsReversed } from '../points/events.ts'
import { alreadyDecided, proposalRefusal } from './checks.ts'
import {
  proposalsConfirmed,
  proposalsDeclined,
  proposalsMade,
  proposalsTakenBack,
  reversalsWithdrawn,
} from './events.ts'
import { chosen, ofSource } from './queries.ts'
import {
  confirmProposals,
  confirmProposalsLate,
  declineProposals,
  makeProposals,
  proposalsStream,
  takeBackProposals,
  type ConfirmProposals,
  type TakeBackProposals,
} from './schema.ts'

const quarterIn = ({ unitId, level, occurredOn }: TakeBackProposals): UnitQuarter => ({
  ...{ unitId, level, quarter: quarterOf(occurredOn) },
})

/**
 * A fact gives entries, each deputy one of an item at most: they wait for the unit office. Whether they may be made is
 * asked when they are looked at. One that was taken back and is told anew proposes what does not stand, and no more.
 */
export const make = command({
  name: 'proposal.make',
  roles: ['system'],
  input: makeProposals,
  streams: (input) => [proposalsStream(input)],
  load: (input) => ofSource(input.source),
  scope: () => true,
  decide: ({ proposals: before, reversals }, input, ctx) => {
    const { source, itemCode, occurredOn } = input
    const reversed = new Set(reversals.map(({ reversesId }) => reversesId))
    const own = before.filter((one) => one.itemCode === itemCode)
    const proposals = input.mandateIds.flatMap((mandateId, index) => {
      const [entry, reversal] = pairOf(own, mandateId)
      if (entry && isKnown(entry, reversal, reversed)) return []
      return [{ id: entry?.id ?? `${ctx.commandId}/${index}`, mandateId }]
    })
    const wanted = new Set(input.mandateIds)
    const needless = own.filter(({ kind, status, mandateId }) => {
      return kind === 'reversal' && status === 'open' && wanted.has(mandateId)
    })
    const made = proposalsMade.on(proposalsStream(input), occurredOn, {
      ...{ ...quarterIn(input), source, itemCode, proposals },
    })
    const withdrawn = reversalsWithdrawn.on(proposalsStream(input), ctx.today, {
      ...{ ...quarterIn(input), source, proposalIds: needless.map(({ id }) => id) },
    })
    const [first, ...others] = [...(proposals.length > 0 ? [made] : []), ...(needless.length > 0 ? [withdrawn] : [])]
    if (!first) {
      return refuse(409, 'already-proposed', {
        zh: '这些积分已经提出过，一件事只登记一次',
        en: 'These have been proposed before: one thing gives an entry once',
      })
    }
    return ok({ facts: [first, ...others], beside: saying(proposals, input.note) })
  },
})

type Row = { id: string; kind: string; status: string; mandateId: string; entryId: string | null }

/** What one source has proposed for a deputy and item: the entry, and to take it back. */
const pairOf = (rows: readonly Row[], mandateId: string) =>
  (['entry', 'reversal'] as const).map((kind) => rows.find((one) => one.kind === kind && one.mandateId === mandateId))

/**
 * Whether an entry is not to be proposed anew: it waits, it stands, or the office did not agree. One that the office
 * reversed of itself is left alone; one that was reversed because its source was taken back is not there any more.
 */
function isKnown(entry: Row, reversal: Row | undefined, reversed: ReadonlySet<string | null>): boolean {
  if (entry.status === 'withdrawn') return false
  return entry.entryId === null || !reversed.has(entry.entryId) || reversal?.entryId !== entry.entryId
}

/** What proposals say; one that is made anew says what it says now. */
const saying = (proposals: readonly { id: string }[], note: string) =>
  insertMany(
    'point_proposal_note',
    proposals.map(({ id }) => ({ proposalId: id, kind: 'note', text: note })),
    'on conflict do update set text = excluded.text'
  )

/**
 * A fact was taken back. An entry that is reversed by hand meanwhile is refused when its reversal is confirmed, so this
 * relies on no deputy's ledger.
 */
export const takeBack = command({
  name: 'proposal.take-back',
  roles: ['system'],
  input: takeBackProposals,
  streams: (input) => [proposalsStream(input)],
  load: (input) => ofSource(input.source),
  scope: () => true,
  decide: ({ proposals, reversals }, input, ctx) => {
    const withdrawn = proposals.filter(({ kind, status }) => kind === 'entry' && status === 'open').map(({ id }) => id)
    const taking = proposals.filter(({ kind, status }) => kind === 'reversal' && status !== 'withdrawn')
    const done = new Set([...reversals.map(({ reversesId }) => reversesId), ...taking.map((one) => one.entryId)])
    const standing = proposals.filter((one) => one.kind === 'entry' && one.entryId !== null && !done.has(one.entryId))
    const taken = standing.map(({ mandateId, itemCode, entryId: made }, index) => {
      const [, before] = pairOf(
        proposals.filter((one) => one.itemCode === itemCode),
        mandateId
      )
      return { id: before?.id ?? `${ctx.commandId}/${index}`, mandateId, itemCode, entryId: made! }
    })
    const takenBack = { ...quarterIn(input), source: input.source, withdrawn, reversals: taken }
    return ok({
      facts: [proposalsTakenBack.on(proposalsStream(input), input.occurredOn, takenBack)],
      beside: saying(taken, input.note),
    })
  },
})

const mandatesIn = ({ proposals }: ConfirmProposals): string[] => [
  ...new Set(proposals.map(({ mandateId }) => mandateId)),
]

const streamsOf = (input: ConfirmProposals): string[] => [
  proposalsStream(input),
  ...periodStreams(input),
  'rule_set',
  ...mandatesIn(input).map(mandateStream),
]

const loadChosen = (input: ConfirmProposals) =>
  chosen(
    input,
    input.proposals.map(({ proposalId }) => proposalId),
    mandatesIn(input)
  )

type Chosen = Rows<ReturnType<typeof loadChosen>>

/** The proposals as they were seen, in that order; null where one of them is not there, or is another deputy's. */
function seen({ proposals }: Chosen, input: ConfirmProposals) {
  const found = input.proposals.flatMap(({ proposalId, mandateId }) =>
    proposals.filter((one) => one.id === proposalId && one.mandateId === mandateId)
  )
  return found.length === input.proposals.length ? found : null
}

/** Why some cannot be confirmed: each of them by name, the first one's reason first. */
function chosenRefusal(found: NonNullable<ReturnType<typeof seen>>, rows: Chosen, of: UnitQuarter, grounds: Given) {
  const refused = found.flatMap((proposal, index) => {
    const no = proposalRefusal(proposal, { ...rows, ...grounds, of })
    const name = rows.seats.find((seat) => seat.mandateId === proposal.mandateId)?.name ?? ''
    return no ? [{ ...no.problem, index, name, on: proposal.occurredOn }] : []
  })
  const [first] = refused
  if (!first) return null
  const said = ({ name, on, title }: typeof first) => ({
    zh: `${name}（${on}）：${title.zh}`,
    en: `${name} (${on}): ${title.en}`,
  })
  return refuse(first.status, first.code, said(first), {
    ...(first.because ? { because: first.because } : {}),
    errors: refused.map((one) => ({ pointer: `/proposals/${one.index}`, detail: said(one) })),
  })
}
type Given = { closing: Chosen['closing'][number] | undefined; today: string }

/** The facts and words of a confirmation: the decision first, then an entry or a reversal for each. */
function confirmed(found: NonNullable<ReturnType<typeof seen>>, rows: Chosen, of: UnitQuarter, ctx: Ctx, why = '') {
  const { unitId, level, quarter } = of
  const made = found.map(({ id, kind }, index) => ({
    ...{ id, entryId: kind === 'entry' ? entryId(ctx.commandId, index + 1) : null },
  }))
  const points = found.map(({ kind, mandateId, itemCode, occurredOn, source, entryId: taken }): Decided => {
    const entry = { mandateId, quarter, itemCode, activityId: null, source }
    if (kind === 'entry') {
      const { hundredths } = rows.items.find((item) => item.code === itemCode)!
      return pointsRecorded.on(mandateStream(mandateId), occurredOn, { ...entry, hundredths })
    }
    const { hundredths } = rows.entries.find(({ id }) => id === taken)!
    const reversal = { ...entry, hundredths: -hundredths, reversesId: taken! }
    return pointsReversed.on(mandateStream(mandateId), occurredOn, reversal)
  })
  const decision = proposalsConfirmed.on(proposalsStream(of), ctx.today, { unitId, level, quarter, proposals: made })
  const notes = found.map(({ note }, index) => ({
    entryId: entryId(ctx.commandId, index + 1),
    note: [note, why].filter(Boolean).join('；'),
  }))
  return { facts: [decision, ...points] as [Decided, ...Decided[]], beside: notesOf(notes) }
}

/** The unit office agrees with proposals: their entries and reversals stand in the same commit, or none of them. */
export const confirm = command({
  name: 'proposal.confirm',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: confirmProposals,
  streams: streamsOf,
  load: loadChosen,
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (rows, input, ctx) => {
    const found = seen(rows, input)
    if (!found) return notFound()
    const no = chosenRefusal(found, rows, input, { closing: rows.closing[0], today: ctx.today })
    if (no) return no
    const { facts, beside } = confirmed(found, rows, input, ctx)
    return ok({ facts, beside: [...beside, mustBeAbsent(closingFor(input, mandatesIn(input)))] })
  },
})

/** The same once the quarter is closed: with a reason, and the board is due anew. */
export const confirmLate = command({
  name: 'proposal.confirm-late',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: confirmProposalsLate,
  streams: (input) => [...streamsOf(input), boardStream(input)],
  load: (input) => loadChosen(input),
  scope: (actor) => worksForDistrict(actor),
  decide: (rows, input, ctx) => {
    const found = seen(rows, input)
    if (!found) return notFound()
    // A closing is what this command is for, so it refuses nothing here.
    const no = chosenRefusal(found, rows, input, { closing: undefined, today: ctx.today })
    if (no) return no
    if (!rows.closing[0]) {
      return refuse(409, 'quarter-open', {
        zh: `${input.quarter} 还没有结账，请按平常确认`,
        en: `${input.quarter} is not closed: confirm as usual`,
      })
    }
    const { facts, beside } = confirmed(found, rows, input, ctx, input.reason)
    const { unitId, level, quarter } = input
    const due = causesOf(found).map((cause) =>
      revisionDue.on(boardStream(input), ctx.today, {
        ...{ unitId, level, quarter, cause, revision: rows.revisions[0]?.revision ?? 0 },
      })
    )
    return ok({ facts: [...facts, ...due], beside })
  },
})

const causesOf = (found: readonly { kind: string }[]): DueCause[] => [
  ...(found.some(({ kind }) => kind === 'entry') ? (['late-entry'] as const) : []),
  ...(found.some(({ kind }) => kind === 'reversal') ? (['late-reversal'] as const) : []),
]

/** The unit office does not agree, with a reason: no entry is made, or the entry stands. */
export const decline = command({
  name: 'proposal.decline',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: declineProposals,
  streams: (input) => [proposalsStream(input)],
  load: (input) => chosen(input, input.proposalIds, []),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ proposals }, { reason, ...input }, ctx) => {
    if (input.proposalIds.some((wanted) => !proposals.some(({ id }) => id === wanted))) return notFound()
    if (proposals.some(({ status }) => status !== 'open')) return alreadyDecided()
    return ok({
      facts: [proposalsDeclined.on(proposalsStream(input), ctx.today, input)],
      beside: insertMany(
        'point_proposal_note',
        input.proposalIds.map((proposalId) => ({ proposalId, kind: 'reason', text: reason }))
      ),
    })
  },
})
