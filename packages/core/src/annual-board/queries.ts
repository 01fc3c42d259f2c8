import { sql, type Expression } from 'kysely'
import { assessedIn, assessmentRows } from '../assessment/queries.ts'
import { correctedSince, newestFor, revisionsDueIn, standsAmong } from '../board/queries.ts'
import { changedRows } from '../board/rules.ts'
import type { Rows } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { allUnits, deputiesOfUnitsIn, seatsAmong } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { owedQuarters, rowsOf } from './rules.ts'
import { annualContent, type AnnualBoard, type AnnualRow } from './schema.ts'

const DISTRICT = { of: 'district' } as const

const revisionsFor = ({ level, year }: AnnualBoard) =>
  db.selectFrom('annual_board').where('level', '=', level).where('year', '=', year)

/** Published revisions from a number on, the newest first. */
export const publishedAnnual = (of: AnnualBoard, from = 1) =>
  revisionsFor(of).where('publishedOn', 'is not', null).where('revision', '>=', from).orderBy('revision', 'desc')

/** The newest published revision of a year, whether it is in force or was withdrawn. */
export const newestPublished = (of: AnnualBoard) =>
  publishedAnnual(of)
    .select(['revision', 'publishedOn', 'objectionsUntilOn', 'withdrawnOn'])
    .$narrowType<{ publishedOn: string; objectionsUntilOn: string }>()
    .limit(1)

/** Years in force that take objections on a day. */
export const annualWindows = (today: string) =>
  db
    .selectFrom('annual_board as one')
    .select(['one.level', 'one.year', 'one.objectionsUntilOn'])
    .$narrowType<{ level: Level; objectionsUntilOn: string }>()
    .where('one.objectionsUntilOn', '>=', today)
    .where('one.withdrawnOn', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('annual_board as newer')
            .select('newer.revision')
            .whereRef('newer.level', '=', 'one.level')
            .whereRef('newer.year', '=', 'one.year')
            .whereRef('newer.revision', '>', 'one.revision')
            .where('newer.publishedOn', 'is not', null)
        )
      )
    )
    .orderBy('one.year')

/** The newest revision, whether it was published or only frozen. */
export const newestAnnual = (of: AnnualBoard) => revisionsFor(of).selectAll().orderBy('revision', 'desc').limit(1)

const newestAnnualContent = ({ level, year }: AnnualBoard) =>
  db
    .selectFrom('annual_board_content')
    .select('rows')
    .where('level', '=', level)
    .where('year', '=', year)
    .where('revision', '=', (eb) => eb.selectFrom(newestAnnual({ level, year }).as('newest')).select('newest.revision'))
    .orderBy('position')

/** The newest published revision of every year. */
export const annualBoards = () =>
  db
    .selectFrom('annual_board')
    .select(['level', 'year', 'publishedOn', 'deputyCount', 'withdrawnOn'])
    .select(({ fn }) => fn.max('revision').as('revision'))
    .$narrowType<{ level: Level; publishedOn: string }>()
    .where('publishedOn', 'is not', null)
    .groupBy(['level', 'year'])
    .orderBy('year', 'desc')
    .orderBy('level')

/** The newest revision of every year that waits for its second signature or is public, and whether its quarters moved. */
export const annualBoardsRunning = (today: string) =>
  db
    .selectFrom('annual_board as one')
    .select(['one.level', 'one.year', 'one.preparedBy', 'one.plannedOn', 'one.publishedOn'])
    .select(
      correctedSince({ level: sql.ref('one.level'), year: sql.ref('one.year'), seq: sql.ref('one.seq') }).as(
        'isOutdated'
      )
    )
    .where('one.withdrawnOn', 'is', null)
    .where(({ or, eb }) => or([eb('one.publishedOn', 'is', null), eb('one.publicUntilOn', '>=', today)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('annual_board as newer')
            .select('newer.revision')
            .whereRef('newer.level', '=', 'one.level')
            .whereRef('newer.year', '=', 'one.year')
            .whereRef('newer.revision', '>', 'one.revision')
        )
      )
    )

/** Every published revision of a year on which a mandate stands as it was frozen, the oldest first. */
export const annualRevisionsShowing = (mandateId: string) =>
  db
    .selectFrom('annual_board as one')
    .select(['one.year', 'one.revision', 'one.publishedOn', 'one.root', 'one.withdrawnOn'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('annual_board as newer')
          .select('newer.revision')
          .whereRef('newer.level', '=', 'one.level')
          .whereRef('newer.year', '=', 'one.year')
          .whereRef('newer.revision', '>', 'one.revision')
          .where('newer.publishedOn', 'is not', null)
      ).as('isSuperseded')
    )
    .$narrowType<{ publishedOn: string }>()
    .where('one.publishedOn', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('annual_board_content as content')
          .select('content.revision')
          .whereRef('content.level', '=', 'one.level')
          .whereRef('content.year', '=', 'one.year')
          .whereRef('content.revision', '=', 'one.revision')
          .where(standsAmong(sql.ref('content.rows'), mandateId))
      )
    )
    .orderBy('one.year')
    .orderBy('one.revision')

/** The years of which anybody may read a board that has some mandates on it, or may have. */
export const annualBoardsShowing = (mandateIds: Expression<string>, today: string) =>
  db
    .selectFrom('annual_board')
    .innerJoin(seatsAmong(mandateIds).as('seat'), 'seat.level', 'annual_board.level')
    .select('publicUntilOn')
    .$narrowType<{ publicUntilOn: string }>()
    .where('withdrawnOn', 'is', null)
    .where('publicUntilOn', '>=', today)
    .where(sql<string>`substr(seat.fromOn, 1, 4)`, '<=', sql.ref<string>('year'))
    .where(sql<string>`substr(seat.untilOn, 1, 4)`, '>=', sql.ref<string>('year'))

export const quartersOf = (year: string): string[] => [1, 2, 3, 4].map((n) => `${year}Q${n}`)

/** The units whose board of a quarter somebody stands on. */
const seatedIn = (level: Level, quarter: string) =>
  db
    .selectFrom(deputiesOfUnitsIn(level, quarter, DISTRICT).as('seat'))
    .select(['seat.unitId', sql<string>`${quarter}`.as('quarter')])
    .distinct()

/** A year as it stands now, and what of it is not published by quarters yet. */
export const yearSources = ({ level, year }: AnnualBoard) => ({
  units: allUnits(),
  seated: quartersOf(year)
    .map((quarter) => seatedIn(level, quarter))
    .reduce((all, one) => all.unionAll(one)),
  boards: newestFor(allUnits().clearSelect().select('unit.id').$asScalar(), quartersOf(year)),
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
    owed: owedQuarters(sources, { level, firstQuarter }, sources.units),
    changes: changedRows(rowsOf(content), now),
  }
}

export const contentOf = (content: readonly { rows: string }[]) =>
  content.map(({ rows }) => annualContent.parse(JSON.parse(rows)))

type Assessed = NonNullable<ReturnType<typeof assessedIn>>['rows'][number]

const annualRow = (row: Assessed): AnnualRow => ({
  ...{ mandateId: row.mandateId, name: row.name, electoralDistrict: row.electoralDistrict },
  ...row.attended,
  ...{ servedDays: row.servedDays, spanDays: row.spanDays },
  ...{ pointsHundredths: row.pointsHundredths, baseHundredths: row.baseHundredths, hundredths: row.hundredths },
  ...{ grade: row.grade, isLeftOut: row.ineligible !== null },
  byElectedOn: row.ground === 'by_election' ? row.startOn : null,
})
