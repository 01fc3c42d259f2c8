import { sql, type Expression } from 'kysely'
import * as z from 'zod'
import { reachesUnit, reachOf, within, type Reach } from '../kernel/actor.ts'
import { addQuarters, quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { query, type Rows } from '../kernel/command.ts'
import { db, idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import {
  allUnits,
  deputiesListedIn,
  deputiesOfUnitsIn,
  electoralDistrictsOf,
  inDistricts,
  inStrokeOrder,
  ownSeatsIn,
  seatedThroughout,
  unitById,
} from '../people/queries.ts'
import type { Level, UnitLevel } from '../people/schema.ts'
import { ENTRIES_MAX } from './entries.ts'
import type { RuleSet } from './rules.ts'
import { closingFor, closingOf, dueOn, revisionsOf } from '../board/queries.ts'
import { summaryInput, type Span } from './schema.ts'
import { unitQuarter } from '../board/schema.ts'

export { entriesIn, ledgerTo } from './entries.ts'
export { recordedSince } from './kept.ts'
export { weighedBalances, yearTo } from './weighed.ts'

/** The version of the rules in force in a quarter, as a scalar subquery. */
const versionIn = (quarter: string) =>
  db
    .selectFrom('rule_set')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('fromQuarter', '<=', quarter)

export const ruleSetOf = (quarter: string) =>
  db.selectFrom('rule_set').selectAll().where('version', '=', versionIn(quarter))

export const ruleItemsIn = (quarter: string) =>
  db.selectFrom('rule_item').selectAll().where('version', '=', versionIn(quarter)).orderBy('position')

export const ruleCategoriesIn = (quarter: string) =>
  db.selectFrom('rule_category').selectAll().where('version', '=', versionIn(quarter)).orderBy('position')

export const ruleItemIn = (quarter: string, code: string) =>
  db.selectFrom('rule_item').selectAll().where('version', '=', versionIn(quarter)).where('code', '=', code)

/** The entries an activity gave to deputies, reversals among them. */
export const entriesOf = (activityId: string, occurredOn: string, mandateIds: readonly string[]) =>
  db
    .selectFrom('point_entry')
    .selectAll()
    .where('mandateId', 'in', idsIn(mandateIds))
    .where('occurredOn', '=', occurredOn)
    .where('activityId', '=', activityId)

/** Every version of the rules, and every item of each. */
export const allRuleSets = () => db.selectFrom('rule_set').select(['version', 'fromQuarter'])
export const allRuleItems = () => db.selectFrom('rule_item').select(['version', 'code', 'name', 'hundredths'])

/** Which items of which mandates have points in some quarters. */
export const balancesIn = (quarters: readonly string[]) =>
  db
    .selectFrom('item_balance')
    .select(['mandateId', 'quarter', 'itemCode'])
    .where('quarter', 'in', idsIn(quarters))
    .where('entryCount', '>', 0)
/** The balances of some mandates from the start of the year to the end of a quarter. */
export const balancesTo = (quarter: string, mandateIds: Expression<string>) =>
  db
    .selectFrom('item_balance')
    .select(['mandateId', 'quarter', 'itemCode', 'rawHundredths', 'entryCount'])
    .where('mandateId', 'in', mandateIds)
    .where('quarter', '>=', `${yearOf(quarter)}Q1`)
    .where('quarter', '<=', quarter)

/** Every balance of some mandates, to the end of a quarter. */
export const allBalancesTo = (quarter: string, mandateIds: Expression<string>) =>
  db
    .selectFrom('item_balance')
    .select(['mandateId', 'quarter', 'itemCode', 'rawHundredths', 'entryCount'])
    .where('mandateId', 'in', mandateIds)
    .where('quarter', '<=', quarter)

/** The years of some mandates. */
export const yearsOf = (years: readonly string[], mandateIds: Expression<string>) =>
  db.selectFrom('mandate_year').selectAll().where('year', 'in', idsIn(years)).where('mandateId', 'in', mandateIds)

/** Later than any quarter. */
const AFTER_ALL = '9999Q4'

/** Every version of the rules up to the end of a quarter's year, with the rows of `ruleSetsOf`. */
export const ruleRows = (quarter: string) => ruleRowsTo(`${yearOf(quarter)}Q4`)

/** Every version there is, the newest last. */
export const everyRule = () => ruleRowsTo(AFTER_ALL)

const ruleRowsTo = (lastQuarter: string) => ({
  ruleSets: db.selectFrom('rule_set').selectAll().where('fromQuarter', '<=', lastQuarter).orderBy('version'),
  items: db.selectFrom('rule_item').selectAll().orderBy('position'),
  categories: db.selectFrom('rule_category').selectAll().orderBy('position'),
  grades: db.selectFrom('rule_grade').selectAll().orderBy('position'),
  minimums: db.selectFrom('rule_minimum').selectAll().$narrowType<{ per: Span }>(),
})

/** Rows of rules as the rule sets they are. */
export const ruleSetsOf = ({ ruleSets, ...listed }: Rows<ReturnType<typeof ruleRows>>): RuleSet[] =>
  ruleSets.map((set) => {
    const of = <T extends { version: number }>(rows: readonly T[]): T[] =>
      rows.filter(({ version }) => version === set.version)
    return {
      ...set,
      items: of(listed.items),
      categories: of(listed.categories).map((one) => ({ ...one, aboveTotal: one.aboveTotal === 1 })),
      grades: of(listed.grades),
      minimums: of(listed.minimums),
    }
  })

/** A mandate's entries after a day that nothing takes back. */
export const standingAfter = (mandateId: string, day: string) =>
  db
    .selectFrom('point_entry as entry')
    .select('entry.occurredOn')
    .where('entry.mandateId', '=', mandateId)
    .where('entry.occurredOn', '>', day)
    .where('entry.reversesId', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('point_entry as reversal').select('reversal.id').whereRef('reversal.reversesId', '=', 'entry.id')
        )
      )
    )
    .orderBy('entry.occurredOn')
    .limit(1)

/** Any entry in a quarter or a later one. */
export const entriesFrom = (quarter: string) =>
  db.selectFrom('point_entry').select('quarter').where('quarter', '>=', quarter).limit(1)

const quarterColumns = (quarter: string) => {
  const n = quarter.slice(5) as '1' | '2' | '3' | '4'
  return {
    quarterHundredths: sql<number>`coalesce(${sql.ref(`mandate_year.q${n}Hundredths`)}, 0)`,
    yearHundredths: sql<number>`coalesce(${sql.ref(`mandate_year.toQ${n}Hundredths`)}, 0)`,
    categories: sql<string>`coalesce(mandate_year.categories ->> ${`$.Q${n}`}, '{}')`,
  }
}

/** What a board shows: every deputy whose quarter is this unit's, with or without points; `inDistricts` completes them. */
export function totalsOf(of: UnitLevel, quarter: string) {
  const columns = quarterColumns(quarter)
  return deputiesListedIn(of, quarter)
    .leftJoin('mandate_year', (join) =>
      join.onRef('mandate_year.mandateId', '=', 'mandate_unit.mandateId').on('mandate_year.year', '=', yearOf(quarter))
    )
    .select([
      columns.quarterHundredths.as('quarterHundredths'),
      columns.yearHundredths.as('yearHundredths'),
      columns.categories.as('categories'),
    ])
}

export const ownMandates = (personId: string, level: Level, quarter: string) =>
  db
    .selectFrom(ownSeatsIn(personId, level, quarter).as('own'))
    .select('own.mandateId')
    .$asScalar()

/** What a person's own mandates of a level have in a quarter. */
export const ownTotalsIn = (personId: string, level: Level, quarter: string) => {
  const columns = quarterColumns(quarter)
  return db
    .selectFrom('mandate_year')
    .select('mandateId')
    .select([columns.quarterHundredths.as('quarterHundredths'), columns.yearHundredths.as('yearHundredths')])
    .where('year', '=', yearOf(quarter))
    .where('mandateId', 'in', ownMandates(personId, level, quarter))
}

/** The points of every deputy who sat a whole quarter, as one JSON array a unit and quarter. */
export const quarterPoints = (level: Level, quarters: readonly string[], today: string, reach: Reach) =>
  seatedThroughout(level, quarters, today, reach)
    .leftJoin('mandate_year', (join) =>
      join.onRef('mandate_year.mandateId', '=', 'mandate.id').onRef('mandate_year.year', '=', 'of.year')
    )
    .select(
      sql<string>`json_group_array(coalesce(case of.n when '1' then q1Hundredths when '2' then q2Hundredths
        when '3' then q3Hundredths when '4' then q4Hundredths end, 0))`.as('points')
    )
    .groupBy(['mandate_unit.unitId', 'of.quarter'])

/** The entries of some mandates in a quarter that stand: neither reversals nor what was reversed. */
export const standingEntriesIn = (quarter: string, mandateIds: Expression<string>) =>
  db
    .selectFrom('point_entry')
    .leftJoin('point_note', 'point_note.entryId', 'point_entry.id')
    .leftJoin('point_entry as reversal', 'reversal.reversesId', 'point_entry.id')
    .select(['point_entry.id', 'point_entry.mandateId', 'point_entry.occurredOn', 'point_entry.itemCode'])
    .select(['point_entry.hundredths', 'point_note.note'])
    .where('point_entry.mandateId', 'in', mandateIds)
    .where('point_entry.occurredOn', '>=', quarterDays(quarter).firstOn)
    .where('point_entry.occurredOn', '<=', quarterDays(quarter).lastOn)
    .where('point_entry.reversesId', 'is', null)
    .where('reversal.id', 'is', null)
    .orderBy('point_entry.occurredOn', 'desc')
    .orderBy('point_entry.id', 'desc')
    .limit(ENTRIES_MAX)

/** One entry; its day comes with its id, so that it is one row of a key. */
export const entryAt = (mandateId: string, occurredOn: string, entryId: string) =>
  db
    .selectFrom('point_entry')
    .selectAll()
    .where('mandateId', '=', mandateId)
    .where('occurredOn', '=', occurredOn)
    .where('id', '=', entryId)

/** Who made which entry of a mandate in a quarter, reversals aside. */
export function recordersIn(quarter: string, mandateId: Expression<string | null>) {
  const { firstOn, lastOn } = quarterDays(quarter)
  return db
    .selectFrom('point_entry')
    .select(['id', 'actor'])
    .where('mandateId', '=', mandateId)
    .where('occurredOn', '>=', firstOn)
    .where('occurredOn', '<=', lastOn)
    .where('reversesId', 'is', null)
    .limit(ENTRIES_MAX)
}

/** Some mandates' entries by their ids, which another module names by statements. */
export const entriesNamed = (mandateIds: Expression<unknown>, entryIds: Expression<unknown>) =>
  db
    .selectFrom('point_entry')
    .selectAll()
    .where('mandateId', 'in', mandateIds as Expression<string>)
    .where('id', 'in', entryIds as Expression<string>)

/** Which of some entries were taken back. */
export const reversalsOf = (entryIds: Expression<unknown>) =>
  db
    .selectFrom('point_entry')
    .select('reversesId')
    .where('reversesId', 'in', entryIds as Expression<string>)

export const reversalOf = (entryId: string | Expression<string>) =>
  db.selectFrom('point_entry').select('id').where('reversesId', '=', entryId)

/** Who made an entry, as a scalar. */
export const recorderOf = ({ mandateId, occurredOn, entryId }: Omit<Reported, 'itemCode' | 'since'>) =>
  sql<string | null>`(select e.actor from point_entry e where e.mandateId = ${mandateId}
    and e.occurredOn = ${occurredOn} and e.id = ${entryId})`

type Reported = {
  mandateId: Expression<string>
  occurredOn: Expression<string>
  itemCode: Expression<string>
  entryId: Expression<string | null>
  since: Expression<string | null>
}

/** 1 when the ledger has been put right: the entry taken back or, where none was, one made since. */
export const correctedSince = ({ mandateId, occurredOn, itemCode, entryId, since }: Reported) =>
  sql<number>`case when ${entryId} is not null
    then exists (select 1 from point_entry e where e.reversesId = ${entryId})
    else exists (select 1 from point_entry e where e.mandateId = ${mandateId} and e.occurredOn = ${occurredOn}
      and e.itemCode = ${itemCode} and e.reversesId is null and e.recordedAt >= ${since}) end`

/** A unit's quarter as it stands now: the rules, and what each deputy has. */
export const preview = query({
  name: 'points.preview',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    unit: unitById(input.unitId),
    items: ruleItemsIn(input.quarter),
    categories: ruleCategoriesIn(input.quarter),
    totals: totalsOf(input, input.quarter),
    districts: electoralDistrictsOf(input),
    closing: closingOf(input),
    ended: closingFor(input),
    revisions: revisionsOf(input),
    due: dueOn(input),
  }),
  answer: ({ unit, items, categories, totals, districts, closing, ended, revisions, due }) => {
    if (!unit[0]) return notFound()
    return ok({
      unit: { id: unit[0].id, name: unit[0].name, kind: unit[0].kind },
      items,
      categories,
      closedOn: closing[0]?.closedOn ?? null,
      /** Entries ended, here or with a later quarter's closing. */
      entriesEndedOn: ended[0]?.closedOn ?? null,
      published: revisions[0] ?? null,
      /** Something was entered late or withdrawn since; the board is to be published anew. */
      revisionDue: revisions.length > 0 && due.length > 0,
      rows: inStrokeOrder(inDistricts(totals, districts)).map((row) => ({
        ...row,
        categories: JSON.parse(row.categories) as Record<string, number>,
      })),
    })
  },
})

/**
 * The sums of every unit within reach in a quarter, and of each of its deputies, in stroke order: never ranked. For programs;
 * pages show a unit's. The figures `summary-…` of `npm run bench` are this answer's.
 */
export const summary = query({
  name: 'points.summary',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: summaryInput,
  scope: (actor) => reachOf(actor),
  load: ({ level, quarter }, reach) => {
    const columns = quarterColumns(quarter)
    return {
      units: allUnits().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') })),
      totals: deputiesOfUnitsIn(level, quarter, reach)
        .leftJoin('mandate_year', (join) =>
          join
            .onRef('mandate_year.mandateId', '=', 'mandate_unit.mandateId')
            .on('mandate_year.year', '=', yearOf(quarter))
        )
        .select([columns.quarterHundredths.as('quarterHundredths'), columns.yearHundredths.as('yearHundredths')]),
    }
  },
  answer: ({ units, totals }) => {
    const byUnit = Map.groupBy(totals, ({ unitId }) => unitId)
    return ok({
      units: units.flatMap(({ id, name }) => {
        const rows = byUnit.get(id)
        if (!rows) return []
        return {
          ...{ unitId: id, name },
          quarterHundredths: rows.reduce((sum, row) => sum + row.quarterHundredths, 0),
          yearHundredths: rows.reduce((sum, row) => sum + row.yearHundredths, 0),
          deputies: inStrokeOrder(rows).map(({ unitId: _, ...deputy }) => deputy),
        }
      }),
    })
  },
})

/** How many of the coming quarters a new version may begin in. */
const START_QUARTERS = 5

/** All versions of the rules, newest first: who published them, when and why; and where the next one may begin. */
export const listRuleSets = query({
  name: 'rule-set.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: z.strictObject({}),
  scope: (actor) => (reachOf(actor) === null ? null : true),
  load: (_, __, ctx) => ({
    ...everyRule(),
    published: db
      .selectFrom('event')
      .leftJoin('actor_name', 'actor_name.actor', 'event.actor')
      .select(['recordedAt', 'actor_name.name as publisher'])
      .select(sql<number>`data ->> '$.version'`.as('version'))
      .where('stream', '=', 'rule_set'),
    reasons: db.selectFrom('rule_set_note').selectAll(),
    used: entriesFrom(quarterOf(ctx.today)),
  }),
  answer: ({ published, reasons, used, ...rules }, _, ctx) => {
    const current = quarterOf(ctx.today)
    const ruleSets = ruleSetsOf(rules).toReversed()
    const newest = ruleSets[0]?.fromQuarter ?? ''
    return ok({
      ruleSets: ruleSets.map((set) => {
        const event = published.find(({ version }) => version === set.version)
        return {
          ...set,
          publishedAt: event?.recordedAt ?? null,
          publisher: event?.publisher ?? null,
          reason: reasons.find(({ version }) => version === set.version)?.reason ?? '',
        }
      }),
      inForce: ruleSets.find((set) => set.fromQuarter <= current)?.version ?? null,
      /** The last quarter that is over: what a draft is tried on. */
      lastQuarter: addQuarters(current, -1),
      /** Quarters without entries, after the newest version's first. */
      startQuarters: Array.from({ length: START_QUARTERS }, (__, n) => addQuarters(current, n)).filter(
        (quarter) => quarter > newest && (quarter > current || used.length === 0)
      ),
    })
  },
})
