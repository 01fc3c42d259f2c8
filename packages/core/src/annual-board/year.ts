import { sql } from 'kysely'
import { assessedIn, assessmentRows } from '../assessment/queries.ts'
import { newestFor, revisionsDueIn } from '../board/queries.ts'
import { changedRows } from '../board/rules.ts'
import type { Rows } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { allUnits, deputiesOfUnitsIn } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { yearDays } from '../points/assessment-rules.ts'
import { contentOf, newestAnnual, newestAnnualContent } from './queries.ts'
import { owedQuarters, quartersIn, rowsOf } from './rules.ts'
import type { AnnualBoard, AnnualRow } from './schema.ts'

// A year as it would be frozen now: of its quarters, assessed.

export const DISTRICT = { of: 'district' } as const

/** The units whose board of a quarter somebody stands on. */
const seatedIn = (level: Level, quarter: string) =>
  db
    .selectFrom(deputiesOfUnitsIn(level, quarter, DISTRICT).as('seat'))
    .select(['seat.unitId', sql<string>`${quarter}`.as('quarter')])
    .distinct()

/** The same of each quarter of a year; of more D1 refuses to make one statement. */
export const seatedThrough = (level: Level, year: string) =>
  quartersIn(year)
    .map((quarter) => seatedIn(level, quarter))
    .reduce((all, one) => all.unionAll(one))

export const unitIds = () => allUnits().clearSelect().select('unit.id').$asScalar()

/** A year as it stands now, and what of it is not published by quarters yet. */
export const yearSources = ({ level, year }: AnnualBoard) => ({
  units: allUnits(),
  seated: seatedThrough(level, year),
  boards: newestFor(unitIds(), quartersIn(year)),
  due: revisionsDueIn(DISTRICT),
  ...assessmentRows({ level, year }, DISTRICT),
  newest: newestAnnual({ level, year }),
  content: newestAnnualContent({ level, year }),
})

type Sources = Rows<ReturnType<typeof yearSources>>

/**
 * A year as it would be frozen now, beside the newest revision: by unit, in stroke order and never ranked. null before
 * its first day and where no rules were in force.
 */
export function yearNow(sources: Sources, { level, year }: AnnualBoard, today: string) {
  const assessed = assessedIn(sources, year, today)
  if (!assessed) return null
  const firstQuarter = sources.ruleSets.map((set) => set.fromQuarter).sort()[0]!
  const byUnit = Map.groupBy(assessed.rows, ({ unitId }) => unitId)
  const units = sources.units.flatMap(({ id, name }) => {
    const rows = (byUnit.get(id) ?? []).map(annualRow)
    return rows.length > 0 ? [{ unitName: name, rows }] : []
  })
  const now = units.flatMap(({ rows }) => rows)
  const content = contentOf(sources.content)
  return {
    ...{ units, content },
    deputyCount: now.length,
    ruleVersion: assessed.set.version,
    term: null,
    termless: 0,
    /** The last day on which it cannot be frozen yet. */
    lastOn: yearDays(year).lastOn,
    owedYears: [],
    owed: owedQuarters(sources, { level, firstQuarter }, sources.units),
    changes: changedRows(rowsOf(content), now),
  }
}

type Assessed = NonNullable<ReturnType<typeof assessedIn>>['rows'][number]

const annualRow = (row: Assessed): AnnualRow => ({
  ...{ mandateId: row.mandateId, name: row.name, electoralDistrict: row.electoralDistrict },
  ...row.attended,
  ...{ servedDays: row.servedDays, spanDays: row.spanDays },
  ...{ pointsHundredths: row.pointsHundredths, baseHundredths: row.baseHundredths, hundredths: row.hundredths },
  ...{ grade: row.grade, isLeftOut: row.ineligible !== null },
  byElectedOn: row.ground === 'by_election' ? row.startOn : null,
})
