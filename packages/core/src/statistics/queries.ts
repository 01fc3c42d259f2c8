import { sql } from 'kysely'
import { attendanceByItem } from '../activity/queries.ts'
import { assessedIn, assessmentRows, isExempted } from '../assessment/queries.ts'
import { closingsBetween } from '../board/queries.ts'
import { closingQuarters } from '../board/schema.ts'
import { reachesUnit, reachOf, within } from '../kernel/actor.ts'
import { addQuarters, quarterOf } from '../kernel/calendar.ts'
import { query, type Rows } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits } from '../people/queries.ts'
import { partOf, servedIn, yearDays, type Served } from '../points/assessment-rules.ts'
import { quarterPoints } from '../points/queries.ts'
import type { RuleSet } from '../points/rules.ts'
import { atFullTime, middleOf, spreadOf, takingPart } from './rules.ts'
import { statisticsInput, TREND_QUARTERS } from './schema.ts'

/** The quarters of a trend, which ends with the year or, within it, with today. */
function trendQuarters(year: string, today: string): string[] {
  const last = today < yearDays(year).lastOn ? quarterOf(today) : `${year}Q4`
  return Array.from({ length: TREND_QUARTERS }, (_, n) => addQuarters(last, n + 1 - TREND_QUARTERS))
}

/**
 * A year in pictures: how points lie within each unit, how they went over two years, and how many took part in what.
 * Compared are those whom the year's assessment compares, and nobody is named.
 */
export const yearStatistics = query({
  name: 'statistics.of-year',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: statisticsInput,
  scope: (actor, { unitId }) => (unitId === undefined || reachesUnit(actor, unitId) ? reachOf(actor) : null),
  load: ({ level, year }, reach, { today }) => {
    const quarters = trendQuarters(year, today)
    const units = allUnits().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') }))
    const unitIds = units.clearSelect().select('unit.id').$asScalar()
    return {
      units,
      ...assessmentRows({ level, year }, reach),
      activities: attendanceByItem(level, `${year}Q1`, `${year}Q4`, unitIds),
      points: quarterPoints(level, quarters, today, reach).where(
        isExempted(sql.ref('mandate.id'), sql.ref('of.year')),
        '=',
        0
      ),
      closings: closingsBetween(level, quarters[0]!, `${year}Q4`, unitIds),
    }
  },
  answer: ({ units, activities, points, closings, ...sources }, { year, unitId }, { today }) => {
    const assessed = assessedIn(sources, year, today)
    const unit = units.find(({ id }) => id === unitId)
    if (!assessed || (unitId !== undefined && !unit)) return notFound()
    const { set, until } = assessed
    // Who only comes later in the year is not there yet, and so not left out either.
    const deputies = assessed.rows.filter(({ servedDays }) => servedDays > 0)
    const { firstOn, lastOn } = yearDays(year)
    const elapsed = servedIn({ startOn: firstOn, endOn: until }, { firstOn, lastOn })
    const firstQuarter = sources.ruleSets.map(({ fromQuarter }) => fromQuarter).sort()[0]!
    const quarters = trendQuarters(year, today).filter((quarter) => quarter >= firstQuarter)
    const ofUnit = <T extends { unitId: string }>(all: readonly T[]): T[] | null =>
      unit ? all.filter((one) => one.unitId === unit.id) : null
    const part = (rows: Assessed, held: Activities) => participationOf(set, rows, sources.balances, held)
    const ownRows = ofUnit(deputies)
    return ok({
      until,
      /** The days of the year so far: what a deputy who sat all of it was held to. */
      elapsed,
      rules: {
        version: set.version,
        lineHundredths: lineOf(set, elapsed),
        baseHundredths: partOf(set.baseHundredths, elapsed),
      },
      unit: unit ? { id: unit.id, name: unit.name } : null,
      spread: {
        all: spreadAmong(deputies, elapsed),
        units: units.flatMap(({ id, name }) => {
          const rows = deputies.filter((row) => row.unitId === id)
          return rows.length === 0 ? [] : [{ unitId: id, name, ...spreadAmong(rows, elapsed) }]
        }),
      },
      trend: quarters.map((quarter) => {
        const here = points.filter((one) => one.quarter === quarter)
        const own = ofUnit(here)
        return { quarter, all: trendOf(here, closings), unit: own && trendOf(own, closings) }
      }),
      participation: {
        all: part(deputies, activities),
        unit: ownRows && part(ownRows, ofUnit(activities)!),
      },
    })
  },
})

type Assessed = NonNullable<ReturnType<typeof assessedIn>>['rows']
type Activities = Rows<{ of: ReturnType<typeof attendanceByItem> }>['of']
type Points = Rows<{ of: ReturnType<typeof quarterPoints> }>['of']
type Closings = Rows<{ of: ReturnType<typeof closingsBetween> }>['of']

const lineOf = ({ lineHundredths }: RuleSet, elapsed: Served): number | null =>
  lineHundredths === null ? null : partOf(lineHundredths, elapsed)

/** How the years of those who are compared lie, each at their pace, and how many are not. */
function spreadAmong(rows: Assessed, { servedDays }: Served) {
  const compared = rows.filter(({ ineligible }) => ineligible === null)
  const years = compared.map((row) => atFullTime(row.hundredths, row.servedDays, servedDays))
  return { ...spreadOf(years), leftOutCount: rows.length - compared.length }
}

/** A quarter of some units: the middle of their deputies' points, and how many of them have closed it. */
function trendOf(points: Points, closings: Closings) {
  const isClosed = ({ unitId, quarter }: { unitId: string; quarter: string }): boolean =>
    closings.some((one) => one.unitId === unitId && closingQuarters(quarter).includes(one.quarter))
  return {
    middle: middleOf(points.flatMap((one) => JSON.parse(one.points) as number[])),
    unitCount: points.length,
    closedCount: points.filter(isClosed).length,
  }
}

/** Of those compared, how many have an entry of each category; and how the activities of the category were attended. */
function participationOf(set: RuleSet, rows: Assessed, balances: Balances, activities: Activities) {
  const compared = new Set(rows.flatMap(({ mandateId, ineligible }) => (ineligible === null ? [mandateId] : [])))
  const taking = takingPart(
    set,
    balances.filter(({ mandateId }) => compared.has(mandateId))
  )
  return {
    deputyCount: compared.size,
    categories: set.categories.map(({ code, name }) => {
      const items = new Set(set.items.filter(({ categoryCode }) => categoryCode === code).map((item) => item.code))
      const held = activities.filter(({ itemCode }) => items.has(itemCode))
      const sum = (of: 'activities' | 'present' | 'onLeave' | 'absent') => held.reduce((all, one) => all + one[of], 0)
      const [present, onLeave, absent] = [sum('present'), sum('onLeave'), sum('absent')]
      return {
        ...{ code, name, takingPartCount: taking.get(code)!.size, activityCount: sum('activities') },
        ...{ concerned: present + onLeave + absent, present, onLeave, absent },
      }
    }),
  }
}

type Balances = Rows<ReturnType<typeof assessmentRows>>['balances']
