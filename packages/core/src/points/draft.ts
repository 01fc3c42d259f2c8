import { sql, type Expression } from 'kysely'
import { reachOf } from '../kernel/actor.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { ok } from '../kernel/problem.ts'
import { allUnits, deputiesOfUnitsIn } from '../people/queries.ts'
import { pointsOpened } from './events.ts'
import { balancesTo, everyRule, ruleSetsOf } from './queries.ts'
import { draftRefusal } from './rule-checks.ts'
import { quarterScore, ruleSetIn, yearScore, type Balance, type RuleSet } from './rules.ts'
import { tryRules } from './schema.ts'

/** Deputies whose points would change the most, shown by name. */
const CHANGES_SHOWN = 20

/** How many entries of a quarter stand that keep the amount their source gave, by deputy and item: opening points. */
const openingsIn = (quarter: string, mandateIds: Expression<string>) => {
  const { firstOn, lastOn } = quarterDays(quarter)
  // An entry is named after its event: commandId/n.
  const commandId = sql<string>`rtrim(rtrim(point_entry.id, '0123456789'), '/')`
  const n = sql<number>`cast(substr(point_entry.id, length(rtrim(point_entry.id, '0123456789')) + 1) as integer)`
  return db
    .selectFrom('point_entry')
    .innerJoin('event', (join) => join.on('event.commandId', '=', commandId).on('event.n', '=', n))
    .leftJoin('point_entry as reversal', 'reversal.reversesId', 'point_entry.id')
    .select(['point_entry.mandateId', 'point_entry.itemCode'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('point_entry.mandateId', 'in', mandateIds)
    .where('point_entry.occurredOn', '>=', firstOn)
    .where('point_entry.occurredOn', '<=', lastOn)
    .where('event.type', '=', pointsOpened.type)
    .where('reversal.id', 'is', null)
    .groupBy(['point_entry.mandateId', 'point_entry.itemCode'])
}

/** `entryCount`: the entries that are worth what the rules say. */
type Counted = Balance & { entryCount: number }

/** The balances as they would stand had every such entry of the quarter been worth what the draft says. */
const revalued = <B extends Counted>(balances: readonly B[], now: RuleSet | undefined, draft: RuleSet): B[] => {
  const worth = (set: RuleSet | undefined, code: string) => set?.items.find((item) => item.code === code)?.hundredths
  return balances.map((balance) => {
    const [before, after] = [worth(now, balance.itemCode), worth(draft, balance.itemCode)]
    if (balance.quarter !== draft.fromQuarter || before === undefined || after === undefined) return balance
    return { ...balance, rawHundredths: balance.rawHundredths + balance.entryCount * (after - before) }
  })
}

type Opened = { mandateId: string; itemCode: string; count: number }

/** A quarter's balances without counting the entries whose amount is no rule's. */
function byRule<B extends Counted & { mandateId: string }>(
  balances: readonly B[],
  openings: readonly Opened[],
  quarter: string
): B[] {
  const opened = new Map(openings.map(({ mandateId, itemCode, count }) => [`${mandateId} ${itemCode}`, count]))
  return balances.map((one) => {
    const count = one.quarter === quarter ? (opened.get(`${one.mandateId} ${one.itemCode}`) ?? 0) : 0
    return { ...one, entryCount: one.entryCount - count }
  })
}

type Now = { hundredths: number; yearHundredths: number }

const scoresOf = (ruleSets: readonly RuleSet[], balances: readonly Balance[], quarter: string): Now => ({
  hundredths: quarterScore(ruleSets, balances, quarter).hundredths,
  yearHundredths: yearScore(ruleSets, balances, quarter).hundredths,
})

/**
 * What a quarter would have been had a draft been in force in it: every unit's sums, and whose points would change the
 * most. It writes nothing; a draft that could not be published is refused as publishing would.
 */
export const tryRuleSet = query({
  name: 'rule-set.try',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: tryRules,
  scope: (actor) => (reachOf(actor)?.of === 'district' ? true : null),
  load: ({ level, quarter }) => {
    const seats = deputiesOfUnitsIn(level, quarter, { of: 'district' })
    const ids = db.selectFrom(seats.as('seat')).select('seat.mandateId')
    return {
      ...{ ...everyRule(), units: allUnits(), seats },
      balances: balancesTo(quarter, ids.$asScalar()),
      openings: openingsIn(quarter, ids.$asScalar()),
    }
  },
  answer: ({ units, seats, balances, openings, ...rules }, { quarter, level: _, ...draft }) => {
    const ruleSets = ruleSetsOf(rules)
    const no = draftRefusal(ruleSets.at(-1), draft)
    if (no) return no
    const inForce = ruleSetIn(ruleSets, quarter)
    const asked = { ...draft, fromQuarter: quarter }
    const tried = [...ruleSets.filter((set) => set.fromQuarter < quarter), asked]
    const own = Map.groupBy(byRule(balances, openings, quarter), ({ mandateId }) => mandateId)
    const rows = seats.map(({ unitId, mandateId, name }) => {
      const balances = own.get(mandateId) ?? []
      const [now, then] = [
        scoresOf(ruleSets, balances, quarter),
        scoresOf(tried, revalued(balances, inForce, asked), quarter),
      ]
      return { unitId, mandateId, name, now, then, difference: then.hundredths - now.hundredths }
    })
    const byUnit = Map.groupBy(rows, ({ unitId }) => unitId)
    const sum = (all: typeof rows, of: 'now' | 'then') => all.reduce((total, row) => total + row[of].hundredths, 0)
    return ok({
      before: inForce?.version ?? null,
      counts: {
        more: rows.filter(({ difference }) => difference > 0).length,
        less: rows.filter(({ difference }) => difference < 0).length,
        same: rows.filter(({ difference }) => difference === 0).length,
      },
      units: units.flatMap(({ id, name }) => {
        const all = byUnit.get(id)
        if (!all) return []
        const changed = all.filter(({ difference }) => difference !== 0).length
        return { unitId: id, name, deputies: all.length, changed, now: sum(all, 'now'), then: sum(all, 'then') }
      }),
      changes: rows
        .filter(({ difference }) => difference !== 0)
        .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
        .slice(0, CHANGES_SHOWN),
    })
  },
})
