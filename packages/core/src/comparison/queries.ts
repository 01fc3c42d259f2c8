import { sql } from 'kysely'
import { attendanceSum } from '../activity/queries.ts'
import { exemptedSince, reachWithin } from '../assessment/queries.ts'
import { reachOf, within, type Reach } from '../kernel/actor.ts'
import { quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { query, type Rows } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, inStrokeOrder, mandateIdsOn, seatedLevels, seatsOn } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { countedFrom } from '../points/assessment-rules.ts'
import { everyRule, recordedSince, ruleSetsOf, weighedBalances, yearsOf } from '../points/queries.ts'
import { receptionCounts } from '../reception/queries.ts'
import { termOn } from '../term/queries.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { askedOfAll, compared, inOrder, placesOf, type Frame, type Given } from './rules.ts'
import { comparisonInput, PAGE_ROWS, TERM_YEARS_MAX } from './schema.ts'

/** The last day that is looked at: of a quarter, or today. */
const untilOf = (quarter: string | undefined, today: string): string => {
  const { lastOn } = quarterDays(quarter ?? quarterOf(today))
  return today < lastOn ? today : lastOn
}

/** The years that end with one. */
const yearsTo = (year: string): string[] => Array.from({ length: TERM_YEARS_MAX }, (_, n) => String(Number(year) - n))

/** Who sits on a day, and what is on record of them to the end of its quarter. */
const recordRows = (level: Level, until: string, reach: Reach) => {
  const last = quarterOf(until)
  const years = yearsTo(yearOf(last))
  const seats = seatsOn(level, until, reach)
  const ids = mandateIdsOn(level, until, reach).$asScalar()
  const mandateId = sql.ref<string>('mandate_unit.mandateId')
  const first = `${years.at(-1)!}Q1`
  return {
    seats: seats.select([
      weighedBalances(mandateId, first, last).as('balances'),
      attendanceSum(mandateId, first, last).as('attended'),
    ]),
    years: yearsOf(years, ids),
    recorded: recordedSince(ids),
    receptions: receptionCounts(ids, last),
    exempted: exemptedSince(years.at(-1)!),
  }
}

/**
 * Everybody who sits, over their term so far and each with the denominators: for whoever prepares a re-nomination. By
 * unit, in stroke order, unless the reader asks for another; nothing adds the columns up, and nothing follows from them.
 */
export const termComparison = query({
  name: 'comparison.of-term',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: comparisonInput,
  scope: (actor, { level, unitId }) => {
    const [all, one] = [reachOf(actor), reachWithin(reachOf(actor), unitId)]
    if (all === null || one === null) return null
    // Each township elects a congress of its own: without one there is nobody to compare.
    return { all, shown: level === 'township' && one.of === 'district' ? ({ of: 'unit', unitId: '' } as const) : one }
  },
  load: ({ level, quarter }, { all, shown }, { today }) => {
    const until = untilOf(quarter, today)
    const congress = level === 'district' ? DISTRICT_PLACE : shown.of === 'unit' ? shown.unitId : ''
    return {
      units: seatedLevels()
        .where('one.level', '=', level)
        .where(within(all, { unitId: sql.ref('unit.id'), personId: sql.val('') })),
      order: allUnits(),
      term: termOn(congress, until),
      ...recordRows(level, until, shown),
      ...everyRule(),
    }
  },
  answer: (rows, { quarter, sort, direction, page }, { today }) => {
    if (quarter !== undefined && quarter > quarterOf(today)) return notFound()
    const until = untilOf(quarter, today)
    const ruleSets = ruleSetsOf(rows)
    const frame = { ruleSets, until, term: rows.term[0] ?? null }
    const of = knownOf(rows, frame)
    const asked = askedOfAll(frame)
    const compareds = rows.order.flatMap(({ id }) =>
      inStrokeOrder(rows.seats.filter(({ unitId }) => unitId === id)).map((seat) => {
        const { mandateId, name, unitName, electoralDistrict, ground, startOn } = seat
        return {
          ...{ mandateId, name, unitName, electoralDistrict },
          byElectedOn: ground === 'by_election' ? startOn : null,
          ...compared(frame, asked, of(seat)),
        }
      })
    )
    const placed = placesOf(compareds)
    const deputies = inOrder(
      compareds.map((row) => ({ ...row, place: placed.get(row) ?? null })),
      sort,
      direction
    )
    const [from, to] = [page * PAGE_ROWS, (page + 1) * PAGE_ROWS]
    return ok({
      until,
      /** The congress's own; null where it was never registered, so that nobody knows how long the others could sit. */
      term: frame.term && { ordinal: rows.term[0]!.ordinal, startOn: frame.term.startOn, endOn: frame.term.endOn },
      units: rows.units.map(({ unitId, unitName }) => ({ unitId, unitName })),
      count: deputies.length,
      placedCount: placed.size,
      deputies: deputies.slice(from, to),
      next: to < deputies.length ? page + 1 : null,
    })
  },
})

type Loaded = Rows<ReturnType<typeof recordRows>>

/** What is known of each seat. */
function knownOf(
  rows: Pick<Loaded, 'years' | 'recorded' | 'receptions' | 'exempted'>,
  { ruleSets, until }: Pick<Frame, 'ruleSets' | 'until'>
) {
  const last = quarterOf(until)
  const since = new Map(rows.recorded.map(({ mandateId, quarter }) => [mandateId, quarter]))
  const by = <T extends { mandateId: string }>(all: readonly T[]) => Map.groupBy(all, ({ mandateId }) => mandateId)
  const [years, receptions, exempted] = [by(rows.years), by(rows.receptions), by(rows.exempted)]
  const n = last.slice(5) as '1' | '2' | '3' | '4'
  return ({ mandateId, startOn, endOn, balances, attended }: Loaded['seats'][number]): Given => {
    const [present, onLeave, absent] = JSON.parse(attended) as [number, number, number]
    return {
      seat: { startOn, endOn },
      countedOn: countedFrom(ruleSets, since.get(mandateId), until),
      attendance: { present, onLeave, absent },
      receptionCount: receptions.get(mandateId)?.[0]?.count ?? 0,
      yearHundredths: new Map(
        years
          .get(mandateId)
          ?.map((row) => [row.year, row.year === yearOf(last) ? row[`toQ${n}Hundredths`] : row.toQ4Hundredths])
      ),
      balances: JSON.parse(balances) as Given['balances'],
      grounds: new Map(exempted.get(mandateId)?.map(({ year, ground }) => [year, ground])),
    }
  }
}
