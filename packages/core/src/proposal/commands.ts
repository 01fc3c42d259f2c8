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
import { proposalsConfirmed, proposalsDeclined, proposalsMade, proposalsTakenBack } from './events.ts'
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

const noteRows = (kind: 'note' | 'reason', proposalIds: readonly string[], text: string) =>
  insertMany(
    'point_proposal_note',
    proposalIds.map((proposalId) => ({ proposalId, kind, text }))
  )

const quarterIn = ({ unitId, level, occurredOn }: TakeBackProposals): UnitQuarter => ({
  ...{ unitId, level, quarter: quarterOf(occurredOn) },
})

/**
 * A fact gives entries, each deputy one of an item at most: they wait for the unit office. Whether they may be made is
 * asked when they are looked at.
 */
export const make = command({
  name: 'proposal.make',
  roles: ['system'],
  input: makeProposals,
  streams: (input) => [proposalsStream(input)],
  load: (input) => ofSource(input.source),
  scope: () => true,
  decide: ({ proposals: before }, input, ctx) => {
    const { source, itemCode, occurredOn } = input
    const known = before.filter((one) => one.itemCode === itemCode).map(({ mandateId }) => mandateId)
    const fresh = input.mandateIds.filter((mandateId) => !known.includes(mandateId))
    if (fresh.length === 0) {
      return refuse(409, 'already-proposed', {
        zh: '这些积分已经提出过，一件事只登记一次',
        en: 'These have been proposed before: one thing gives an entry once',
      })
    }
    const proposals = fresh.map((mandateId, index) => ({ id: `${ctx.commandId}/${index}`, mandateId }))
    const made = { ...quarterIn(input), source, itemCode, proposals }
    return ok({
      facts: [proposalsMade.on(proposalsStream(input), occurredOn, made)],
      beside: noteRows(
        'note',
        proposals.map(({ id }) => id),
        input.note
      ),
    })
  },
})

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
    const taking = proposals.filter(({ kind }) => kind === 'reversal').map(({ entryId: taken }) => taken)
    const done = new Set([...reversals.map(({ reversesId }) => reversesId), ...taking])
    const standing = proposals.filter((one) => one.kind === 'entry' && one.entryId !== null && !done.has(one.entryId))
    const taken = standing.map(({ mandateId, itemCode, entryId: made }, index) => ({
      ...{ id: `${ctx.commandId}/${index}`, mandateId, itemCode, entryId: made! },
    }))
    const takenBack = { ...quarterIn(input), source: input.source, withdrawn, reversals: taken }
    return ok({
      facts: [proposalsTakenBack.on(proposalsStream(input), input.occurredOn, takenBack)],
      beside: noteRows(
        'note',
        taken.map(({ id }) => id),
        input.note
      ),
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
      beside: noteRows('reason', input.proposalIds, reason),
    })
  },
})
