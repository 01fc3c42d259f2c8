import * as z from 'zod'
import { yearOf } from '../kernel/calendar.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { id, quarter } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { hundredths, itemCode, span } from './schema.ts'
import { retotal } from './totals.ts'

const cap = z.int()

/** Defaults are what versions said that were published before there was such a field: replay reads them too. */
const ruleSetPayload = z.strictObject({
  version: z.int(),
  fromQuarter: quarter,
  quarterCap: cap,
  yearCap: cap,
  baseHundredths: z.int().default(0),
  lineHundredths: hundredths.nullable().default(null),
  grades: z.array(z.strictObject({ name: z.string(), fromHundredths: hundredths })).default([]),
  minimums: z.array(z.strictObject({ itemCode, per: span, times: z.int(), article: z.string() })).default([]),
  categories: z.array(
    z.strictObject({
      code: itemCode,
      name: z.string(),
      quarterCap: cap,
      yearCap: cap,
      aboveTotal: z.boolean().default(false),
    })
  ),
  items: z.array(
    z.strictObject({
      code: itemCode,
      categoryCode: itemCode,
      name: z.string(),
      hundredths,
      perUnit: z.string(),
      article: z.string(),
      evidence: z.string().default(''),
      quarterCap: cap,
      yearCap: cap,
    })
  ),
})

/** A version of the rules. No entry is older than its first day, so no total changes. */
export const ruleSetPublished = eventType({
  type: 'rule-set.published',
  words: { zh: '施行积分规则', en: 'Rules put in force' },
  payload: ruleSetPayload,
  public: false,
  rows: (facts) => {
    const sets = facts.map(({ data }) => ruleSetPayload.parse(data))
    const listed = <T extends object>(of: (set: (typeof sets)[number]) => readonly T[]) =>
      sets.flatMap((set) => of(set).map((one, position) => ({ version: set.version, ...one, position })))
    return [
      ...insertMany(
        'rule_set',
        sets.map(({ categories: _, items: __, grades: ___, minimums: ____, ...set }) => set)
      ),
      ...insertMany(
        'rule_category',
        listed(({ categories }) => categories)
      ),
      ...insertMany(
        'rule_item',
        listed(({ items }) => items)
      ),
      ...insertMany(
        'rule_grade',
        listed(({ grades }) => grades)
      ),
      ...insertMany(
        'rule_minimum',
        sets.flatMap(({ version, minimums }) => minimums.map((one) => ({ version, ...one })))
      ),
    ]
  },
})

/**
 * `activityId`: the activity whose attendance gave the points; null for an entry of its own. `source`: the thing of another
 * module it was proposed from.
 */
const recorded = z.strictObject({
  ...{ mandateId: id, quarter, itemCode, hundredths, activityId: id.nullable() },
  source: id.optional(),
})

export const pointsRecorded = eventType({
  type: 'points.recorded',
  words: { zh: '登记积分', en: 'Points recorded' },
  payload: recorded,
  public: false,
  rows: (facts) => ledger(facts.map((fact) => ({ ...entryOf(fact), reversesId: null }))),
})

/** What a deputy had before this system kept the record: an entry of an amount its source gives, under an item's caps. */
export const pointsOpened = eventType({
  type: 'points.opened',
  words: { zh: '登记期初积分', en: 'Opening points recorded' },
  payload: recorded,
  public: false,
  rows: (facts) => ledger(facts.map((fact) => ({ ...entryOf(fact), reversesId: null }))),
})

/** Takes an entry back by one of the opposite amount, on the day and in the quarter of the original. */
export const pointsReversed = eventType({
  type: 'points.reversed',
  words: { zh: '冲正积分', en: 'Points reversed' },
  payload: recorded.extend({ reversesId: id }),
  public: false,
  rows: (facts) => ledger(facts.map((fact) => ({ ...entryOf(fact), reversesId: fact.data.reversesId }))),
})

type Entry = ReturnType<typeof entryOf> & { reversesId: string | null }

const entryOf = (fact: Fact<z.infer<typeof recorded>>) => ({
  mandateId: fact.data.mandateId,
  occurredOn: fact.occurredOn,
  id: entryId(fact.commandId, fact.n),
  quarter: fact.data.quarter,
  itemCode: fact.data.itemCode,
  hundredths: fact.data.hundredths,
  activityId: fact.data.activityId,
  source: fact.data.source ?? null,
  actor: fact.actor,
  recordedAt: fact.recordedAt,
})

/** An entry is named after the event that made it, and so is unique without an index of its own. */
export const entryId = (commandId: string, n: number) => `${commandId}/${n}`

/** The one place that writes points. Entries are only ever added. */
function ledger(entries: readonly Entry[]): Statement[] {
  return [
    ...insertMany('point_entry', entries),
    ...insertMany(
      'item_balance',
      entries.map((entry) => ({
        mandateId: entry.mandateId,
        quarter: entry.quarter,
        itemCode: entry.itemCode,
        rawHundredths: entry.hundredths,
        entryCount: entry.reversesId === null ? 1 : -1,
      })),
      `on conflict do update set rawHundredths = rawHundredths + excluded.rawHundredths,
        entryCount = entryCount + excluded.entryCount`
    ),
    ...retotal(entries.map((entry) => ({ mandateId: entry.mandateId, year: yearOf(entry.quarter) }))),
  ]
}

/** What a clerk wrote beside entries: private, so no part of an event. */
export const notesOf = (
  notes: readonly { entryId: string; note: string; evidence?: string | undefined }[]
): Statement[] =>
  insertMany(
    'point_note',
    notes.map(({ entryId, note, evidence = '' }) => ({ entryId, note, evidence }))
  )
