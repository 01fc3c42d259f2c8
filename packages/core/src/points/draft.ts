import { reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { ok } from '../kernel/problem.ts'
import { allUnits, deputiesOfUnitsIn } from '../people/queries.ts'
import { balancesTo, everyRule, ruleSetsOf } from './queries.ts'
import { draftRefusal } from './rule-checks.ts'
import { quarterScore, ruleSetIn, yearScore, type Balance, type RuleSet } from './rules.ts'
import { tryRules } from './schema.ts'

/** Deputies whose points would change the most, shown by name. */
const CHANGES_SHOWN = 20

type Counted = Balance & { entryCount: number }

/** The balances as they would stand had every entry of the quarter been worth what the draft says. */
const revalued = <B extends Counted>(balances: readonly B[], now: RuleSet | undefined, draft: RuleSet): B[] => {
  const worth = (set: RuleSet | undefined, code: string) => set?.items.find((item) => item.code === code)?.hundredths
  return balances.map((balance) => {
    const [before, after] = [worth(now, balance.itemCode), worth(draft, balance.itemCode)]
    if (balance.quarter !== draft.fromQuarter || before === undefined || after === undefined) return balance
    return { ...balance, rawHundredths: balance.rawHundredths + balance.entryCount * (after - before) }
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
    return { ...everyRule(), units: allUnits(), seats, balances: balancesTo(quarter, ids.$asScalar()) }
  },
  answer: ({ units, seats, balances, ...rules }, { quarter, level: _, ...draft }) => {
    const ruleSets = ruleSetsOf(rules)
    const no = draftRefusal(ruleSets.at(-1), draft)
    if (no) return no
    const inForce = ruleSetIn(ruleSets, quarter)
    const asked = { ...draft, fromQuarter: quarter }
    const tried = [...ruleSets.filter((set) => set.fromQuarter < quarter), asked]
    const own = Map.groupBy(balances, ({ mandateId }) => mandateId)
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
