import { sql } from 'kysely'
import { attendanceSum } from '../activity/queries.ts'
import { exemptedIn } from '../assessment/queries.ts'
import { isDistrictMember, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { ok } from '../kernel/problem.ts'
import { allElectoralDistricts, allUnits, inStrokeOrder, seatedOfUnitsIn } from '../people/queries.ts'
import { ruleSetIn } from '../points/rules.ts'
import { ruleRows, ruleSetsOf, weighedBalances, yearTo } from '../points/queries.ts'
import { isCandidate, lastFinished, weigh, type Counted } from './candidate-rules.ts'
import { runningCaseId } from './queries.ts'
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
    const mandateId = sql.ref<string>('mandate_unit.mandateId')
    return {
      units: allUnits(),
      deputies: seatedOfUnitsIn(level, quarter, reach).select([
        yearTo(mandateId, quarter).as('toDate'),
        weighedBalances(mandateId, `${year}Q1`, quarter).as('balances'),
        attendanceSum(mandateId, `${year}Q1`, quarter).as('attended'),
        runningCaseId(mandateId).as('runningId'),
      ]),
      districts: allElectoralDistricts().where('level', '=', level),
      exempted: exemptedIn(year),
      ...ruleRows(quarter),
    }
  },
  answer: ({ units, deputies, districts, exempted, ...rules }, { year, after }, ctx) => {
    const quarter = lastFinished(year, ctx.today)
    const ruleSets = ruleSetsOf(rules)
    const set = quarter === null ? undefined : ruleSetIn(ruleSets, quarter)
    const seated = units.flatMap((unit) =>
      inStrokeOrder(deputies.filter(({ unitId }) => unitId === unit.id)).map((one) => ({ ...one, unitName: unit.name }))
    )
    const out = new Set(exempted.map(({ mandateId }) => mandateId))
    const found = seated.flatMap(({ toDate, balances, ...one }) => {
      // Of somebody who has left there is nothing to follow up; who is left out of the year's assessment is not listed.
      if (quarter === null || one.endOn < ctx.today || out.has(one.mandateId)) return []
      const own = { yearHundredths: toDate ?? 0, balances: JSON.parse(balances) as Counted[] }
      const weighed = weigh({ ruleSets, quarter, term: one, ...own })
      return isCandidate(weighed) ? [{ ...one, ...weighed, yearHundredths: own.yearHundredths }] : []
    })
    const from = after === undefined ? 0 : found.findIndex(({ mandateId }) => mandateId === after) + 1
    const page = found.slice(from, from + CANDIDATES_PAGE)
    const districtNames = new Map(districts.map(({ id, name }) => [id, name]))
    return ok({
      /** The last finished quarter, up to whose end it is reckoned; null while the year has none. */
      quarter,
      lineHundredths: set?.lineHundredths ?? null,
      hasMinimums: (set?.minimums.length ?? 0) > 0,
      deputyCount: deputies.length,
      candidateCount: found.length,
      /** Of those seated, who is left out of the year's assessment. */
      exemptCount: seated.filter(({ mandateId }) => out.has(mandateId)).length,
      candidates: page.map(({ attended, electoralDistrictId, runningId, ...one }) => {
        const [present, onLeave, absent] = JSON.parse(attended) as [number, number, number]
        return {
          ...one,
          ...{ electoralDistrict: districtNames.get(electoralDistrictId) ?? '', present, onLeave, absent },
          /** The case that runs, for whoever may look at it. */
          caseId: isDistrictMember(ctx.actor) ? runningId : null,
        }
      }),
      after: from + CANDIDATES_PAGE < found.length ? page.at(-1)!.mandateId : null,
    })
  },
})
