import { attendanceBetween } from '../activity/queries.ts'
import { annualRevisionsShowing } from '../annual-board/queries.ts'
import { exemptionsOf } from '../assessment/queries.ts'
import { revisionsShowing } from '../board/queries.ts'
import { circularsTelling, OFFICES } from '../circular/queries.ts'
import { CASE_ROLES, casesOf } from '../duty-case/queries.ts'
import { erasureOf } from '../erasure/queries.ts'
import { isDistrictMember, may, reachOf, type Actor } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { objectionsConcerning } from '../objection/queries.ts'
import { allUnits, endOfMandate, personOf, seatKeeping, seatsOfMandate, theDistrict } from '../people/queries.ts'
import { allBalancesTo, everyRule, ledgerTo, recordedSince, ruleSetsOf } from '../points/queries.ts'
import { receptionsOf } from '../reception/queries.ts'
import { rolledSessionsOf, rollLinesOfMandate } from '../roll/queries.ts'
import { reportsBetween } from '../self-check/queries.ts'
import { dossierOf } from './paper.ts'
import { DOSSIER_ROLES, dossierInput, ENTRIES_MAX } from './schema.ts'

/** Earlier than any quarter. */
const FIRST = '0000Q1'

/** Who follows deputies up, by hand: `duty-case.record` is for nobody else. */
const follows = (actor: Actor): boolean => may(actor, CASE_ROLES) && isDistrictMember(actor)

/**
 * What is on record of one mandate, for its deputy, the district's offices and the unit's office that keeps the record
 * now; the record moves with the mandate, so a unit that kept it before has none. Nothing is kept of it, and nothing of
 * any other deputy is in it. What tells others of the deputy, and cases, keep the scope they have where they are listed.
 */
export const mandateDossier = query({
  name: 'dossier.of-mandate',
  roles: DOSSIER_ROLES,
  input: dossierInput,
  scope: (actor) => reachOf(actor),
  load: ({ mandateId }, reach, { actor, today }) => {
    const own = idsIn([mandateId])
    const last = quarterOf(today)
    return {
      seat: seatKeeping(mandateId, today, reach),
      seats: seatsOfMandate(mandateId),
      end: endOfMandate(mandateId),
      erasure: erasureOf(personOf(mandateId)),
      district: theDistrict(),
      units: allUnits(),
      attendance: attendanceBetween(own, FIRST, last),
      balances: allBalancesTo(last, own),
      exempted: exemptionsOf(mandateId),
      recorded: recordedSince(own),
      receptions: receptionsOf(mandateId, FIRST, last),
      rolls: rollLinesOfMandate(mandateId),
      sessions: rolledSessionsOf(mandateId),
      entries: ledgerTo(today, own, ENTRIES_MAX),
      reports: reportsBetween(mandateId, FIRST, last),
      objections: objectionsConcerning(mandateId),
      boards: revisionsShowing(mandateId),
      years: annualRevisionsShowing(mandateId),
      circulars: circularsTelling(mandateId, reach),
      cases: casesOf(mandateId).$if(!follows(actor), (cases) => cases.limit(0)),
      ...everyRule(),
    }
  },
  answer: (rows, { mandateId }, { actor, today }) => {
    const {
      seat: [seat],
      district: [district],
      erasure: [erasure],
      end: [end],
      objections,
      ...record
    } = rows
    if (!seat || !district || erasure?.status === 'erased') return notFound()
    const isOffice = may(actor, OFFICES)
    const paper = dossierOf(
      { ...seat, districtName: district.name },
      {
        ...record,
        end: end ?? null,
        ruleSets: ruleSetsOf(rows),
        // That somebody else objected to a deputy's row is the offices' business.
        objections: isOffice ? objections : objections.filter(({ personId }) => personId === seat.personId),
        ...{ isOffice, isOfUnit: reachOf(actor)?.of === 'unit', isFollowing: follows(actor) },
      },
      today
    )
    const { name, unitId, unitName, level } = seat
    return ok({ mandateId, name, unitId, unitName, level, paper })
  },
})
