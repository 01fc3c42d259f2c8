import { sql, type Expression } from 'kysely'
import { attendanceBetween } from '../activity/queries.ts'
import { reachOf, type Reach } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { inStrokeOrder, seatsOfYear } from '../people/queries.ts'
import { places } from '../points/assessment-rules.ts'
import { balancesTo, ruleRows, ruleSetsOf } from '../points/queries.ts'
import { yearScore } from '../points/rules.ts'
import { assessedAs, attendedIn, lastDayIn, partOfYear, setOfYear } from './rules.ts'
import { PAGE_ROWS, yearInput, type ExemptionGround } from './schema.ts'

export const exemptionOf = ({ mandateId, year }: { mandateId: string; year: string }) =>
  db.selectFrom('assessment_exemption').selectAll().where('mandateId', '=', mandateId).where('year', '=', year)

/** Who was left out of the assessment of which year, since one: few are. */
export const exemptedSince = (year: string) =>
  db
    .selectFrom('assessment_exemption')
    .select(['mandateId', 'year', 'ground'])
    .$narrowType<{ ground: ExemptionGround }>()
    .where('year', '>=', year)

/** … of one mandate, all its years. */
export const exemptionsOf = (mandateId: string) => exemptedSince('').where('mandateId', '=', mandateId)

/** Who is left out of a year's assessment. */
export const exemptedIn = (year: string) =>
  db
    .selectFrom('assessment_exemption')
    .select(['mandateId', 'ground'])
    .$narrowType<{ ground: ExemptionGround }>()
    .where('year', '=', year)

/** 1 where a mandate that another module's statement names is left out of a year. */
export const isExempted = (mandateId: Expression<string>, year: Expression<string>) =>
  sql<number>`exists (select 1 from assessment_exemption a where a.mandateId = ${mandateId} and a.year = ${year})`

type Asked = Parameters<typeof seatsOfYear>[0]

/** The rows of `assessedIn`: who sat in a year and what of it counts. */
export const assessmentRows = (asked: Asked, reach: Reach) => {
  const seats = seatsOfYear(asked, reach)
  const ids = db.selectFrom(seats.as('seat')).select('seat.mandateId').$asScalar()
  const last = `${asked.year}Q4`
  return {
    seats,
    balances: balancesTo(last, ids),
    attendance: attendanceBetween(ids, `${asked.year}Q1`, last),
    exempted: exemptedIn(asked.year),
    ...ruleRows(last),
  }
}

type Loaded = { [Name in keyof ReturnType<typeof assessmentRows>]: RowsOf<ReturnType<typeof assessmentRows>[Name]> }
type RowsOf<Q> = Q extends { execute(): Promise<infer R> } ? R : never

/**
 * Every deputy's year, in stroke order, with what they could attend as the denominator. Of the year that runs, what it
 * comes to so far. A place has only who can be compared: not who was left out, nor who sat for too short a part.
 */
export function assessedIn({ seats, balances, attendance, exempted, ...rules }: Loaded, year: string, today: string) {
  const ruleSets = ruleSetsOf(rules)
  const until = lastDayIn(year, today)
  const set = setOfYear(ruleSets, year, today)
  if (!set) return null
  const own = Map.groupBy(balances, ({ mandateId }) => mandateId)
  const counts = Map.groupBy(attendance, ({ mandateId }) => mandateId)
  const rows = inStrokeOrder(seats).map((seat) => {
    const score = yearScore(ruleSets, own.get(seat.mandateId) ?? [], quarterOf(until))
    const ground = exempted.find(({ mandateId }) => mandateId === seat.mandateId)?.ground
    return {
      ...seat,
      ...assessedAs(set, score, partOfYear(seat, year, until), ground),
      attended: attendedIn(counts.get(seat.mandateId) ?? []),
    }
  })
  const placed = places(rows.filter(({ ineligible }) => ineligible === null))
  return { set, until, rows: rows.map((row) => ({ ...row, place: placed.get(row) ?? null })) }
}

/** A year's assessment of every deputy within reach. For those who answer for it: it is published by another act. */
export const yearAssessment = query({
  name: 'assessment.of-year',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: yearInput,
  scope: (actor, { unitId }) => reachWithin(reachOf(actor), unitId),
  load: ({ level, year }, reach) => assessmentRows({ level, year }, reach),
  answer: (rows, { year, order, page }, ctx) => {
    const assessed = assessedIn(rows, year, ctx.today)
    if (!assessed) return notFound()
    const { set, until } = assessed
    const deputies = order === 'place' ? assessed.rows.toSorted(byPlace) : assessed.rows
    const [from, to] = [page * PAGE_ROWS, (page + 1) * PAGE_ROWS]
    const { categories, grades, lineHundredths, baseHundredths, version } = set
    return ok({
      until,
      rules: { version, categories, grades, lineHundredths, baseHundredths },
      deputies: deputies.slice(from, to),
      count: deputies.length,
      next: to < deputies.length ? page + 1 : null,
    })
  },
})

/** Who has no place comes last, as the register has them. */
const byPlace = (a: { place: number | null }, b: { place: number | null }): number =>
  (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER)

/** One unit of what the actor reaches, where one is asked for. */
export function reachWithin(reach: Reach | null, unitId: string | undefined): Reach | null {
  if (reach === null || reach.of === 'person' || unitId === undefined) return reach?.of === 'person' ? null : reach
  return reach.of === 'district' || reach.unitId === unitId ? { of: 'unit', unitId } : null
}
