import { attendanceBetween } from '../activity/queries.ts'
import { exemptedIn } from '../assessment/queries.ts'
import { isDistrictMember, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { ok } from '../kernel/problem.ts'
import { allUnits, inStrokeOrder, seatedOfUnitsIn } from '../people/queries.ts'
import { ruleSetIn } from '../points/rules.ts'
import { ruleRows, ruleSetsOf, weighedBalances, yearsOf } from '../points/queries.ts'
import { isCandidate, lastFinished, weigh } from './candidate-rules.ts'
import { runningCasesAmong } from './queries.ts'
import { CANDIDATES_PAGE, candidatesInput } from './schema.ts'

/**
 * Who of those seated at the end of the year's last finished quarter is under the line of the days served, or missed a
 * minimum of a finished quarter, with the arithmetic and what it has to be held against. Never ranked: by unit, in stroke
 * order. SQL knows neither strokes nor pro rata, so the page is cut where both are.
 */
export const candidates = query({
  name: 'duty-case.candidates',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: candidatesInput,
  scope: (actor) => reachOf(actor),
  load: ({ year, level }, reach, { today }) => {
    const quarter = lastFinished(year, today) ?? `${year}Q1`
    const ids = seatedOfUnitsIn(level, quarter, reach).clearSelect().select('mandate_unit.mandateId').$asScalar()
    return {
      units: allUnits(),
      deputies: seatedOfUnitsIn(level, quarter, reach),
      years: yearsOf([year], ids),
      balances: weighedBalances(quarter, ids),
      attendance: attendanceBetween(ids, `${year}Q1`, quarter),
      running: runningCasesAmong(ids),
      exempted: exemptedIn(year),
      ...ruleRows(quarter),
    }
  },
  answer: ({ units, deputies, years, balances, attendance, running, exempted, ...rules }, { year, after }, ctx) => {
    const quarter = lastFinished(year, ctx.today)
    const ruleSets = ruleSetsOf(rules)
    const set = quarter === null ? undefined : ruleSetIn(ruleSets, quarter)
    const n = (quarter ?? 'Q1').slice(-1) as '1' | '2' | '3' | '4'
    const sums = new Map(years.map((row) => [row.mandateId, row[`toQ${n}Hundredths`]]))
    const counted = Map.groupBy(balances, ({ mandateId }) => mandateId)
    const seated = units.flatMap((unit) =>
      inStrokeOrder(deputies.filter(({ unitId }) => unitId === unit.id)).map((one) => ({ ...one, unitName: unit.name }))
    )
    const out = new Set(exempted.map(({ mandateId }) => mandateId))
    const found = seated.flatMap((one) => {
      // Of somebody who has left there is nothing to follow up; who is left out of the year's assessment is not listed.
      if (quarter === null || one.endOn < ctx.today || out.has(one.mandateId)) return []
      const own = { yearHundredths: sums.get(one.mandateId) ?? 0, balances: counted.get(one.mandateId) ?? [] }
      const weighed = weigh({ ruleSets, quarter, term: one, ...own })
      return isCandidate(weighed) ? [{ ...one, ...weighed, yearHundredths: own.yearHundredths }] : []
    })
    const from = after === undefined ? 0 : found.findIndex(({ mandateId }) => mandateId === after) + 1
    const page = found.slice(from, from + CANDIDATES_PAGE)
    const present = Map.groupBy(attendance, ({ mandateId }) => mandateId)
    const cases = isDistrictMember(ctx.actor)
      ? new Map(running.map(({ mandateId, id }) => [mandateId, id]))
      : new Map<string, string>()
    return ok({
      /** The last finished quarter, up to whose end it is reckoned; null while the year has none. */
      quarter,
      lineHundredths: set?.lineHundredths ?? null,
      hasMinimums: (set?.minimums.length ?? 0) > 0,
      deputyCount: deputies.length,
      candidateCount: found.length,
      /** Of those seated, who is left out of the year's assessment. */
      exemptCount: seated.filter(({ mandateId }) => out.has(mandateId)).length,
      candidates: page.map((one) => {
        const counts = present.get(one.mandateId) ?? []
        const sum = (of: 'present' | 'onLeave' | 'absent') => counts.reduce((all, row) => all + row[of], 0)
        return {
          ...one,
          ...{ present: sum('present'), onLeave: sum('onLeave'), absent: sum('absent') },
          /** The case that runs, for whoever may look at it. */
          caseId: cases.get(one.mandateId) ?? null,
        }
      }),
      after: from + CANDIDATES_PAGE < found.length ? page.at(-1)!.mandateId : null,
    })
  },
})
