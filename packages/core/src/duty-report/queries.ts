import { activitiesOf, attendanceBetween } from '../activity/queries.ts'
import { reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { ownObjectionsOf } from '../objection/queries.ts'
import { seatOfYear, theDistrict } from '../people/queries.ts'
import { balancesTo, ruleRows, ruleSetsOf } from '../points/queries.ts'
import { receptionsOf } from '../reception/queries.ts'
import { reportsBetween } from '../self-check/queries.ts'
import { draftOf } from './draft.ts'
import { yearsToTell } from './rules.ts'
import { dutyReportInput } from './schema.ts'

/**
 * The draft of a deputy's report on a year, from their own record and nobody else's. Nothing is kept of it: the record
 * is what it is made from, and what the deputy adds is theirs.
 */
export const draftDutyReport = query({
  name: 'duty-report.draft',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office', 'deputy'],
  input: dutyReportInput,
  scope: (actor) => reachOf(actor),
  load: (input, reach) => {
    const { mandateId, year } = input
    const own = idsIn([mandateId])
    const [first, last] = [`${year}Q1`, `${year}Q4`]
    return {
      seat: seatOfYear(input, reach),
      district: theDistrict(),
      attendance: attendanceBetween(own, first, last),
      activities: activitiesOf(mandateId, year),
      receptions: receptionsOf(mandateId, first, last),
      balances: balancesTo(last, own),
      reports: reportsBetween(mandateId, first, last),
      objections: ownObjectionsOf(mandateId, year),
      ...ruleRows(last),
    }
  },
  answer: (rows, { mandateId, year }, ctx) => {
    const {
      seat: [seat],
      district: [district],
      activities,
      attendance,
      receptions,
      balances,
      reports,
      objections,
    } = rows
    if (!seat || !district) return notFound()
    const record = { activities, attendance, receptions, balances, reports, objections, ruleSets: ruleSetsOf(rows) }
    const draft = draftOf({ ...seat, districtName: district.name }, record, year, ctx.today)
    if (!draft) return notFound()
    const { name, unitId, unitName, level } = seat
    const years = yearsToTell(seat, record.ruleSets, ctx.today)
    return ok({ mandateId, name, unitId, unitName, level, year, years, draft })
  },
})
