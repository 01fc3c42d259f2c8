import { revisionDue } from '../board/events.ts'
import { closingFor, revisionsOf } from '../board/queries.ts'
import { boardStream, periodStreams, type DueCause, type UnitQuarter } from '../board/schema.ts'
import type { Actor } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { mandatesAt } from '../people/queries.ts'
import { entryRefusal, reversalRefusal, seatThatCounts } from '../points/checks.ts'
import { entryId, notesOf, pointsRecorded, pointsReversed } from '../points/events.ts'
import { entryAt, reversalOf, ruleItemIn } from '../points/queries.ts'
import { recordLatePoints, reversePoints } from '../points/schema.ts'

// Entries after closing. They write the board of the quarter of the event, so that a publication and a late entry never
// pass each other unseen; the year to date on the boards of later quarters stays as it was frozen.

type Of = { mandateId: string; unitId: string; level: UnitQuarter['level']; occurredOn: string }

const quarterOn = ({ unitId, level, occurredOn }: Of): UnitQuarter => ({
  unitId,
  level,
  quarter: quarterOf(occurredOn),
})

const streamsOf = (input: Of): string[] => [
  `mandate/${input.mandateId}`,
  ...periodStreams(quarterOn(input)),
  boardStream(quarterOn(input)),
]

/** The district's own organs; no unit office corrects what it has closed. */
const ofDistrict = (actor: Actor): boolean => actor.kind === 'member' && actor.unitId === null

const dueFact = (input: Of, newest: { revision: number } | undefined, cause: DueCause, today: string) => {
  const of = quarterOn(input)
  return revisionDue.on(boardStream(of), today, { ...of, revision: newest?.revision ?? 0, cause })
}

/** Records what was left out of a closed quarter. */
export const recordLate = command({
  name: 'points.record-late',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: recordLatePoints,
  streams: (input) => [...streamsOf(input), 'rule_set'],
  load: (input) => ({
    seats: mandatesAt(input, [input.mandateId]),
    item: ruleItemIn(quarterOf(input.occurredOn), input.itemCode),
    closing: closingFor(quarterOn(input), [input.mandateId]),
    revisions: revisionsOf(quarterOn(input)),
  }),
  scope: ofDistrict,
  decide: ({ seats, item: [rule], closing, revisions }, input, ctx) => {
    // A closing is what this command is for, so it refuses nothing here.
    const { unitId, occurredOn } = input
    const no = entryRefusal({ unitId, seats, rule, closing: undefined, occurredOn, today: ctx.today })
    if (no) return no
    if (!closing[0]) return stillOpen(input)
    const { mandateId, itemCode } = input
    const quarter = quarterOf(input.occurredOn)
    const entry = { mandateId, quarter, itemCode, hundredths: rule!.hundredths, activityId: null }
    return ok({
      facts: [
        pointsRecorded.on(`mandate/${mandateId}`, input.occurredOn, entry),
        dueFact(input, revisions[0], 'late-entry', ctx.today),
      ],
      beside: notesOf([{ entryId: entryId(ctx.commandId, 0), note: input.reason }]),
    })
  },
})

/** Takes an entry of a closed quarter back. */
export const reverseLate = command({
  name: 'points.reverse-late',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: reversePoints,
  streams: (input) => streamsOf(input),
  load: (input) => ({
    seats: mandatesAt(input, [input.mandateId]),
    entry: entryAt(input.mandateId, input.occurredOn, input.entryId),
    reversal: reversalOf(input.entryId),
    closing: closingFor(quarterOn(input), [input.mandateId]),
    revisions: revisionsOf(quarterOn(input)),
  }),
  scope: ofDistrict,
  decide: ({ seats, entry: [entry], reversal, closing, revisions }, input, ctx) => {
    if (!entry || !seatThatCounts(seats, entry.quarter)) return notFound()
    const no = reversalRefusal(entry, reversal)
    if (no) return no
    if (!closing[0]) return stillOpen(input)
    const { id, mandateId, quarter, itemCode, hundredths, activityId } = entry
    return ok({
      facts: [
        pointsReversed.on(`mandate/${mandateId}`, entry.occurredOn, {
          ...{ mandateId, quarter, itemCode, hundredths: -hundredths, activityId, reversesId: id },
        }),
        dueFact(input, revisions[0], 'late-reversal', ctx.today),
      ],
      beside: notesOf([{ entryId: entryId(ctx.commandId, 0), note: input.reason }]),
    })
  },
})

const stillOpen = ({ occurredOn }: Of) =>
  refuse(409, 'quarter-open', {
    zh: `${quarterOf(occurredOn)} 还没有结账，请按平常登记或冲正`,
    en: `${quarterOf(occurredOn)} is not closed: record or reverse as usual`,
  })
