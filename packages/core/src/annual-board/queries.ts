import { sql, type Expression } from 'kysely'
import { correctedSince, quarterOfDay, standsAmong } from '../board/queries.ts'
import type { Quarter } from '../kernel/calendar.ts'
import { db, idsIn } from '../kernel/db.ts'
import { seatsAmong } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { termsCalled } from '../term/queries.ts'
import { annualContent, type AnnualBoard, type AnnualRevision } from './schema.ts'

const revisionsFor = ({ level, year }: AnnualBoard) =>
  db.selectFrom('annual_board').where('level', '=', level).where('year', '=', year)

/** Published revisions from a number on, the newest first. */
export const publishedAnnual = (of: AnnualBoard, from = 1) =>
  revisionsFor(of).where('publishedOn', 'is not', null).where('revision', '>=', from).orderBy('revision', 'desc')

/** The newest published revision of a year or a term, whether it is in force or was withdrawn. */
export const newestPublished = (of: AnnualBoard) =>
  publishedAnnual(of)
    .select(['revision', 'publishedOn', 'objectionsUntilOn', 'withdrawnOn'])
    .$narrowType<{ publishedOn: string; objectionsUntilOn: string }>()
    .limit(1)

/** A row where a published revision is in force no more: taken down, or superseded. */
export const noLongerInForce = ({ revision, ...of }: AnnualRevision) =>
  publishedAnnual(of, revision)
    .select('revision')
    .where(({ or, eb }) => or([eb('revision', '>', revision), eb('withdrawnOn', 'is not', null)]))

/** … if it is in force. */
export const publicNow = (of: AnnualBoard) =>
  db.selectFrom(newestPublished(of).as('newest')).select('newest.revision').where('newest.withdrawnOn', 'is', null)

/** The same of every year and term that counts a quarter, the year first. */
export const newestShowing = (level: Level, { year, firstOn, lastOn }: Quarter) =>
  db
    .selectFrom('annual_board')
    .select(['year', 'publishedOn', 'objectionsUntilOn', 'withdrawnOn'])
    .select(({ fn }) => fn.max('revision').as('revision'))
    .$narrowType<{ publishedOn: string; objectionsUntilOn: string }>()
    .where('level', '=', level)
    .where('publishedOn', 'is not', null)
    .where(({ and, or, eb }) =>
      or([eb('year', '=', year), and([eb('fromOn', '<=', lastOn), eb('untilOn', '>=', firstOn)])])
    )
    .groupBy('year')
    .orderBy(sql`length(year)`)

/** Years and terms in force that take objections on a day. */
export const annualWindows = (today: string) =>
  db
    .selectFrom('annual_board as one')
    .select(['one.level', 'one.year', 'one.objectionsUntilOn', 'one.ordinal', 'one.fromOn', 'one.untilOn'])
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

export const newestAnnualContent = ({ level, year }: AnnualBoard) =>
  db
    .selectFrom('annual_board_content')
    .select('rows')
    .where('level', '=', level)
    .where('year', '=', year)
    .where('revision', '=', (eb) => eb.selectFrom(newestAnnual({ level, year }).as('newest')).select('newest.revision'))
    .orderBy('position')

/** The newest published revision of every year and term. */
export const annualBoards = () =>
  db
    .selectFrom('annual_board')
    .select(['level', 'year', 'publishedOn', 'deputyCount', 'withdrawnOn', 'ordinal'])
    .select(({ fn }) => fn.max('revision').as('revision'))
    .$narrowType<{ level: Level; publishedOn: string }>()
    .where('publishedOn', 'is not', null)
    .groupBy(['level', 'year'])
    // A term stands before the years it is made of.
    .orderBy(sql`substr(year, -4)`, 'desc')
    .orderBy(sql`length(year)`, 'desc')
    .orderBy('level')

/** 1 where a quarter that a year or a term counts was corrected since it was frozen. */
const outdated = correctedSince({
  level: sql.ref('one.level'),
  first: sql`case when one.fromOn is null then one.year || 'Q1' else ${quarterOfDay('one.fromOn')} end`,
  last: sql`case when one.untilOn is null then one.year || 'Q4' else ${quarterOfDay('one.untilOn')} end`,
  seq: sql.ref('one.seq'),
})

const newestOfEach = () =>
  db
    .selectFrom('annual_board as one')
    .select(['one.level', 'one.year', 'one.preparedBy', 'one.plannedOn', 'one.publishedOn', 'one.ordinal'])
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
    .select(['one.year', 'one.ordinal', 'one.revision', 'one.publishedOn', 'one.root', 'one.withdrawnOn'])
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

/**
 * The newest revision of every year and term that waits for its second signature or is public, and whether what it is
 * made of moved. What was frozen of a term whose dates were put right since waits for nobody.
 */
export const annualBoardsRunning = (today: string) =>
  newestOfEach()
    .select(outdated.as('isOutdated'))
    .where('one.withdrawnOn', 'is', null)
    .where(({ or, eb }) => or([eb('one.publishedOn', 'is', null), eb('one.publicUntilOn', '>=', today)]))
    .where(({ or, eb, exists }) =>
      or([
        eb(sql`length(one.year)`, '=', 4),
        eb('one.publishedOn', 'is not', null),
        exists(termsCalled({ level: sql.ref('one.level'), years: sql.ref('one.year') })),
      ])
    )

const wasPublished = sql<number>`exists (select 1 from annual_board any where any.level = one.level
  and any.year = one.year and any.publishedOn is not null)`

/** The newest revision of some years, published or not, whether its quarters moved, and whether any was ever public. */
export const yearBoards = (level: Level, years: readonly string[]) =>
  newestOfEach()
    .select(['one.withdrawnOn', outdated.as('isOutdated'), wasPublished.as('wasPublished')])
    .where('one.level', '=', level)
    .where('one.year', 'in', idsIn(years))

/** … with the rows it froze. */
export const yearContents = (level: Level, years: readonly string[]) =>
  yearBoards(level, years)
    .innerJoin('annual_board_content as content', (join) =>
      join
        .onRef('content.level', '=', 'one.level')
        .onRef('content.year', '=', 'one.year')
        .onRef('content.revision', '=', 'one.revision')
    )
    .clearSelect()
    .select(['one.year', 'content.rows'])
    .orderBy('content.position')

/** The years and terms of which anybody may read a board that has some mandates on it, or may have. */
export const annualBoardsShowing = (mandateIds: Expression<string>, today: string) =>
  db
    .selectFrom('annual_board')
    .innerJoin(seatsAmong(mandateIds).as('seat'), 'seat.level', 'annual_board.level')
    .select('publicUntilOn')
    .$narrowType<{ publicUntilOn: string }>()
    .where('withdrawnOn', 'is', null)
    .where('publicUntilOn', '>=', today)
    // A term's board says which days it counts; a year's are the year's.
    .where('seat.fromOn', '<=', sql<string>`coalesce(annual_board.untilOn, year || '-12-31')`)
    .where('seat.untilOn', '>=', sql<string>`coalesce(annual_board.fromOn, year || '-01-01')`)

export const contentOf = (content: readonly { rows: string }[]) =>
  content.map(({ rows }) => annualContent.parse(JSON.parse(rows)))
