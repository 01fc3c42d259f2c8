import { closedFrom, closingFor } from '../board/queries.ts'
import { periodStreams } from '../board/schema.ts'
import { reachesUnit, reachOf } from '../kernel/actor.ts'
import { quarterDays, quarterOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { mandatesAt } from '../people/queries.ts'
import type { UnitLevel } from '../people/schema.ts'
import { entryId, notesOf, pointsRecorded, pointsReversed, ruleSetPublished } from './events.ts'
import { entryRefusal, quarterClosed, reversalRefusal, seatThatCounts } from './checks.ts'
import { entriesFrom, entryAt, everyRule, reversalOf, ruleItemIn, ruleSetsOf } from './queries.ts'
import { draftRefusal } from './rule-checks.ts'
import { publishRules, recordPoints, reversePoints } from './schema.ts'

/**
 * Puts a version of the rules in force from the first day of a quarter without entries and without a closing, so that
 * no total changes. What older versions knew stays known, and year caps change only on 1 January.
 */
export const publishRuleSet = command({
  name: 'rule-set.publish',
  roles: ['system', 'tenant_administrator', 'deputies_commission'],
  input: publishRules,
  streams: () => ['rule_set'],
  load: (input) => ({
    ...everyRule(),
    entries: entriesFrom(input.fromQuarter),
    closed: closedFrom(input.fromQuarter),
  }),
  scope: (actor) => reachOf(actor)?.of === 'district',
  decide: ({ entries, closed, ...rules }, { reason = '', ...input }, ctx) => {
    if (ctx.actor.kind === 'member' && reason === '') {
      return refuseField('/reason', 'reason-missing', { zh: '请说明为什么修改', en: 'Say why the rules change' })
    }
    const no = draftRefusal(ruleSetsOf(rules).at(-1), input)
    if (no) return no
    if (entries.length > 0 || closed.length > 0) {
      return refuse(409, 'quarter-in-use', {
        zh: `${input.fromQuarter}或以后已有登记或结账，新规则只能从没有登记的季度开始`,
        en: `There are entries or closings from ${input.fromQuarter} on: rules begin in a quarter that has none`,
      })
    }
    const { firstOn } = quarterDays(input.fromQuarter)
    return ok({
      facts: [ruleSetPublished.on('rule_set', firstOn, input)],
      beside: [
        mustBeAbsent(entriesFrom(input.fromQuarter)),
        mustBeAbsent(closedFrom(input.fromQuarter)),
        ...(reason === '' ? [] : insertMany('rule_set_note', [{ version: input.version, reason }])),
      ],
    })
  },
})

/** What ends entries on a day of a mandate. The periods are relied on; after a transfer the gate sees the other unit's. */
const closingOn = (input: UnitLevel & { mandateId: string; occurredOn: string }) =>
  closingFor({ ...input, quarter: quarterOf(input.occurredOn) }, [input.mandateId])

/** Records one entry in a deputy's ledger. The amount is the rule's, never the caller's. */
export const record = command({
  name: 'points.record',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: recordPoints,
  streams: (input) => [
    `mandate/${input.mandateId}`,
    ...periodStreams({ ...input, quarter: quarterOf(input.occurredOn) }),
    'rule_set',
  ],
  load: (input) => ({
    seats: mandatesAt(input, [input.mandateId]),
    item: ruleItemIn(quarterOf(input.occurredOn), input.itemCode),
    closing: closingOn(input),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats, item, closing }, input, ctx) => {
    const rule = item[0]
    const { unitId, occurredOn } = input
    const no = entryRefusal({ unitId, seats, rule, closing: closing[0], occurredOn, today: ctx.today })
    if (no) return no
    const quarter = quarterOf(input.occurredOn)
    const { mandateId, itemCode } = input
    return ok({
      facts: [
        pointsRecorded.on(`mandate/${mandateId}`, input.occurredOn, {
          mandateId,
          quarter,
          itemCode,
          hundredths: rule!.hundredths,
          activityId: null,
        }),
      ],
      beside: [...note(ctx.commandId, input.note, input.evidence), mustBeAbsent(closingOn(input))],
    })
  },
})

/** Takes an entry back, with a reason. The entry stays; its opposite is added on the same day. */
export const reverse = command({
  name: 'points.reverse',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: reversePoints,
  streams: (input) => [
    `mandate/${input.mandateId}`,
    ...periodStreams({ ...input, quarter: quarterOf(input.occurredOn) }),
  ],
  load: (input) => ({
    seats: mandatesAt(input, [input.mandateId]),
    entry: entryAt(input.mandateId, input.occurredOn, input.entryId),
    reversal: reversalOf(input.entryId),
    closing: closingOn(input),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats, entry: [entry], reversal, closing }, input, ctx) => {
    if (!entry || !seatThatCounts(seats, entry.quarter)) return notFound()
    const no = reversalRefusal(entry, reversal)
    if (no) return no
    if (closing[0]) return quarterClosed(closing[0], input.unitId)
    return ok({
      facts: [
        pointsReversed.on(`mandate/${entry.mandateId}`, entry.occurredOn, {
          mandateId: entry.mandateId,
          quarter: entry.quarter,
          itemCode: entry.itemCode,
          hundredths: -entry.hundredths,
          activityId: entry.activityId,
          reversesId: entry.id,
        }),
      ],
      beside: [...note(ctx.commandId, input.reason), mustBeAbsent(closingOn(input))],
    })
  },
})

const note = (commandId: string, text: string, evidence = '') =>
  text + evidence === '' ? [] : notesOf([{ entryId: entryId(commandId, 0), note: text, evidence }])
