import { closedFrom, closingFor } from '../board/queries.ts'
import { periodStreams } from '../board/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { quarterDays, quarterOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { mandatesAt } from '../people/queries.ts'
import { entryId, notesOf, pointsRecorded, pointsReversed, ruleSetPayload, ruleSetPublished } from './events.ts'
import { entryRefusal, quarterClosed, reversalRefusal, seatThatCounts } from './checks.ts'
import { entriesFrom, entryAt, reversalOf, ruleItemIn } from './queries.ts'
import { recordPoints, reversePoints } from './schema.ts'

/**
 * Puts a version of the rules in force from the first day of a quarter without entries and without a closing, so that
 * no total changes. What older versions knew stays known, and year caps change only on 1 January.
 */
export const publishRuleSet = command({
  name: 'rule-set.publish',
  roles: ['system'],
  input: ruleSetPayload,
  streams: () => ['rule_set'],
  load: (input) => ({
    newest: db.selectFrom('rule_set').selectAll().orderBy('version', 'desc').limit(1),
    items: db
      .selectFrom('rule_item')
      .selectAll()
      .where('version', '=', input.version - 1),
    categories: db
      .selectFrom('rule_category')
      .selectAll()
      .where('version', '=', input.version - 1),
    entries: entriesFrom(input.fromQuarter),
    closed: closedFrom(input.fromQuarter),
  }),
  scope: () => true,
  decide: ({ newest: [last], items, categories, entries, closed }, input) => {
    if (last && (input.version !== last.version + 1 || input.fromQuarter <= last.fromQuarter)) {
      return refuse(409, 'rule-set-not-next', {
        zh: `须为第${last.version + 1}版，并晚于${last.fromQuarter}`,
        en: `It must be version ${last.version + 1} and begin after ${last.fromQuarter}`,
      })
    }
    if (entries.length > 0 || closed.length > 0) {
      return refuse(409, 'quarter-in-use', {
        zh: `${input.fromQuarter}或以后已有登记或结账，新规则只能从没有登记的季度开始`,
        en: `There are entries or closings from ${input.fromQuarter} on: rules begin in a quarter that has none`,
      })
    }
    const gone = missing(items, input.items) ?? missing(categories, input.categories)
    if (gone) {
      return refuseField('/items', 'rule-dropped', {
        zh: `不能删去“${gone.name}”：本年此前的积分还要按它计算`,
        en: `“${gone.name}” cannot be dropped: points of this year so far are counted by it`,
      })
    }
    const yearCapMoved =
      input.yearCap !== last?.yearCap || capMoved(items, input.items) || capMoved(categories, input.categories)
    if (last && !input.fromQuarter.endsWith('Q1') && yearCapMoved) {
      return refuseField('/items', 'year-cap-in-mid-year', {
        zh: '全年上限只能从1月1日起调整',
        en: 'Caps of the year change only on 1 January',
      })
    }
    const { firstOn } = quarterDays(input.fromQuarter)
    return ok({
      facts: [ruleSetPublished.on('rule_set', firstOn, input)],
      beside: [mustBeAbsent(entriesFrom(input.fromQuarter)), mustBeAbsent(closedFrom(input.fromQuarter))],
    })
  },
})

const missing = <T extends { code: string }>(before: readonly T[], after: readonly { code: string }[]): T | undefined =>
  before.find((old) => !after.some((one) => one.code === old.code))

type Capped = { code: string; yearCap: number }
const capMoved = (before: readonly Capped[], after: readonly Capped[]): boolean =>
  before.some((old) => after.some((one) => one.code === old.code && one.yearCap !== old.yearCap))

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
    closing: closingFor({ ...input, quarter: quarterOf(input.occurredOn) }),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats, item, closing }, input, ctx) => {
    const rule = item[0]
    const no = entryRefusal({ seats, rule, closing: closing[0], occurredOn: input.occurredOn, today: ctx.today })
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
      beside: note(ctx.commandId, input.note),
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
    closing: closingFor({ ...input, quarter: quarterOf(input.occurredOn) }),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats, entry: [entry], reversal, closing }, input, ctx) => {
    if (!entry || !seatThatCounts(seats, entry.quarter)) return notFound()
    const no = reversalRefusal(entry, reversal)
    if (no) return no
    if (closing[0]) return quarterClosed(closing[0])
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
      beside: note(ctx.commandId, input.reason),
    })
  },
})

const note = (commandId: string, text: string) =>
  text === '' ? [] : notesOf([{ entryId: entryId(commandId, 0), note: text }])
