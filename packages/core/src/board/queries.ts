import { sql, type Expression, type SqlBool } from 'kysely'
import { everybody, within, type Reach } from '../kernel/actor.ts'
import { quarterOf, yearOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { boardsOf, placesOf, seatsAmong } from '../people/queries.ts'
import type { Level, UnitLevel } from '../people/schema.ts'
import { closingQuarters, unitQuarter, type DueCause, type UnitQuarter } from './schema.ts'

/** The quarter's own closing. */
export const closingOf = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('period_close')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)

/**
 * The closing that ends entries in a quarter: its own or, because a board also shows the year so far, that of a later
 * quarter of the year. For some mandates it is also that of another unit which has one of them on its board since.
 */
export const closingFor = ({ unitId, level, quarter }: UnitQuarter, mandateIds: readonly string[] = []) =>
  db
    .selectFrom('period_close')
    .selectAll()
    .where('quarter', 'in', closingQuarters(quarter))
    .where(({ or, and, eb }) =>
      or([
        and([eb('unitId', '=', unitId), eb('level', '=', level)]),
        ...(mandateIds.length > 0 ? [onBoardsOf(mandateIds, quarter)] : []),
      ])
    )
    .orderBy('quarter')
    .limit(1)

/** The last quarter a unit has closed in the year of another, as a scalar; "" where there is none. */
export const lastClosed = ({ unitId, level, quarter }: UnitQuarter) => {
  const closings = db
    .selectFrom('period_close')
    .select(({ fn }) => fn.max('period_close.quarter').as('quarter'))
    .where('period_close.unitId', '=', unitId)
    .where('period_close.level', '=', level)
    .where('period_close.quarter', 'like', `${yearOf(quarter)}Q%`)
  return sql<string>`coalesce(${closings}, '')`
}

/** … of mandates alone, whichever units they are with. */
export const closingForMandates = (quarter: string, mandateIds: readonly string[]) =>
  db.selectFrom('period_close').select('quarter').where(onBoardsOf(mandateIds, quarter)).limit(1)

const onBoardsOf = (mandateIds: readonly string[], quarter: string) =>
  sql<SqlBool>`(unitId, level, quarter) in ${boardsOf(mandateIds, closingQuarters(quarter))}`

/** The boards anybody may read that have some mandates on them, or may have: their unit's of a quarter in which they sat. */
export const boardsShowing = (mandateIds: Expression<string>, today: string) =>
  db
    .selectFrom('board_revision')
    .innerJoin(seatsAmong(mandateIds).as('seat'), (join) =>
      join.onRef('seat.unitId', '=', 'board_revision.unitId').onRef('seat.level', '=', 'board_revision.level')
    )
    .select(['board_revision.unitId', 'board_revision.level', 'quarter', 'publicUntilOn'])
    .where('withdrawnOn', 'is', null)
    .where('publicUntilOn', '>=', today)
    .where(quarterOfDay('seat.fromOn'), '<=', sql.ref<string>('quarter'))
    .where(quarterOfDay('seat.untilOn'), '>=', sql.ref<string>('quarter'))

export const quarterOfDay = (column: string) =>
  sql<string>`substr(${sql.ref(column)}, 1, 4) || 'Q' || ((substr(${sql.ref(column)}, 6, 2) + 2) / 3)`

/** Every closing there is. */
export const allClosings = () => db.selectFrom('period_close').select(['unitId', 'level', 'quarter', 'closedOn'])

/** The first quarter a unit and level closed, as a scalar. */
export const firstClosed = (unitId: Expression<string>, level: Expression<string>) =>
  db
    .selectFrom('period_close')
    .select(({ fn }) => fn.min<string | null>('quarter').as('quarter'))
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .$asScalar()

/** Any closing of a quarter or a later one, of whatever unit. */
export const closedFrom = (quarter: string) =>
  db.selectFrom('period_close').select('quarter').where('quarter', '>=', quarter).limit(1)

/** A unit's closings of a quarter or a later one, the earliest first. */
export const closedAtFrom = ({ unitId, level }: UnitLevel, quarter: string) =>
  db
    .selectFrom('period_close')
    .select(['quarter', 'closedOn'])
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '>=', quarter)
    .orderBy('quarter')
    .limit(1)

/** What ends entries in a quarter at whichever of the units, the earliest closing first. */
export const closingsFor = (level: string, quarter: string, unitIds: Expression<string>) =>
  db
    .selectFrom('period_close')
    .select(['unitId', 'quarter', 'closedOn'])
    .where('level', '=', level)
    .where('quarter', 'in', closingQuarters(quarter))
    .where('unitId', 'in', unitIds)
    .orderBy('quarter')

/** Every closing of some units between two quarters. */
export const closingsBetween = (level: Level, first: string, last: string, unitIds: Expression<string>) =>
  db
    .selectFrom('period_close')
    .select(['unitId', 'quarter'])
    .where('unitId', 'in', unitIds)
    .where('level', '=', level)
    .where('quarter', '>=', first)
    .where('quarter', '<=', last)

export const revisionsOf = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('board_revision')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .orderBy('revision', 'desc')
    .limit(1)

/** One revision, by a statement that names its number. */
export const revisionAt = ({ unitId, level, quarter }: UnitQuarter, revision: Expression<number>) =>
  db
    .selectFrom('board_revision')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .where('revision', '=', revision)

/** Where a mandate has a row among those a revision froze. */
export const standsAmong = (rows: Expression<string>, mandateId: string) =>
  sql<SqlBool>`exists (select 1 from json_each(${rows}, '$.rows')
    where json_each.value ->> '$.row.mandateId' = ${mandateId})`

/** One row where a mandate stands on a revision as it was frozen. */
export const rowOnBoard = (
  { unitId, level, quarter, revision }: UnitQuarter & { revision: number },
  mandateId: string
) =>
  db
    .selectFrom('board_content')
    .select('revision')
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .where('revision', '=', revision)
    .where(standsAmong(sql.ref('board_content.rows'), mandateId))

type BoardRefs = Record<'unitId' | 'level' | 'quarter', Expression<string>> & { revision: Expression<number> }

/** Who signed a revision that another module's statement names: who closed the quarter and who published it. */
export const signersOf = ({ unitId, level, quarter, revision }: BoardRefs) => ({
  closedBy: sql<string>`(select c.closedBy from period_close c
    where c.unitId = ${unitId} and c.level = ${level} and c.quarter = ${quarter})`,
  publishedBy: sql<string | null>`(select b.publishedBy from board_revision b where b.unitId = ${unitId}
    and b.level = ${level} and b.quarter = ${quarter} and b.revision = ${revision})`,
})

/** 1 when another revision has followed one that another module's statement names. */
export const hasFollower = ({ unitId, level, quarter, revision }: BoardRefs) =>
  sql<number>`exists (select 1 from board_revision b where b.unitId = ${unitId} and b.level = ${level}
    and b.quarter = ${quarter} and b.revision > ${revision})`

const one = {
  unitId: sql.ref<string>('one.unitId'),
  level: sql.ref<string>('one.level'),
  quarter: sql.ref<string>('one.quarter'),
  revision: sql.ref<number>('one.revision'),
}

/** The first quarter of which a level has a board: the record began there, whenever the rules did. */
export const firstBoard = (level: Level) =>
  db.selectFrom('board_revision').select('quarter').where('level', '=', level).orderBy('quarter').limit(1)

/** The newest revision of each board of some units and quarters. */
export const newestFor = (unitIds: Expression<string>, quarters: readonly string[]) =>
  db
    .selectFrom('board_revision as one')
    .select(['one.unitId', 'one.level', 'one.quarter', 'one.revision', 'one.publishedOn', 'one.objectionsUntilOn'])
    .select(['one.withdrawnOn', 'one.publicUntilOn'])
    .$narrowType<{ level: Level }>()
    .where('one.unitId', 'in', unitIds)
    .where('one.quarter', 'in', quarters)
    .where(hasFollower(one), '=', 0)

/** … with the rows it froze. */
export const newestContentFor = (unitIds: Expression<string>, quarters: readonly string[]) =>
  newestFor(unitIds, quarters)
    .innerJoin('board_content as content', (join) =>
      join
        .onRef('content.unitId', '=', 'one.unitId')
        .onRef('content.level', '=', 'one.level')
        .onRef('content.quarter', '=', 'one.quarter')
        .onRef('content.revision', '=', 'one.revision')
    )
    .select('content.rows')

/** Every revision on which a mandate stands as it was frozen, the oldest first. */
export const revisionsShowing = (mandateId: string) =>
  db
    .selectFrom('board_revision as one')
    .select(['one.unitId', 'one.quarter', 'one.revision', 'one.publishedOn', 'one.root', 'one.withdrawnOn'])
    .select(hasFollower(one).as('isSuperseded'))
    .where(sql<SqlBool>`(one.unitId, one.level) in ${placesOf(mandateId)}`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('board_content as content')
          .select('content.revision')
          .where('content.unitId', '=', one.unitId)
          .where('content.level', '=', one.level)
          .where('content.quarter', '=', one.quarter)
          .where('content.revision', '=', one.revision)
          .where(standsAmong(sql.ref('content.rows'), mandateId))
      )
    )
    .orderBy('one.quarter')
    .orderBy('one.revision')

/** The newest revision of each published board of a unit and level on which somebody would stand who sits then. */
export const boardsBetween = ({ unitId, level, startOn, endOn }: UnitLevel & { startOn: string; endOn: string }) =>
  db
    .selectFrom('board_revision')
    .select(({ fn }) => ['quarter', fn.max('revision').as('revision')])
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '>=', quarterOf(startOn))
    .where('quarter', '<=', quarterOf(endOn))
    .groupBy('quarter')

/** The newest revision of every published board. */
export const newestRevisions = () =>
  db
    .selectFrom('board_revision')
    .select(({ fn }) => ['unitId', 'level', 'quarter', fn.max('revision').as('revision')])
    .$narrowType<{ level: Level }>()
    .groupBy(['unitId', 'level', 'quarter'])

type Sitting = UnitLevel & { startOn: string; endOn: string }
type Known = UnitQuarter & { revision: number }

/** Of the boards on which somebody would stand who sits so, what was published after `known` was read. */
export const boardsSince = (sittings: readonly Sitting[], known: readonly Known[]) => {
  const spans = sittings.map(({ unitId, level, startOn, endOn }) => [
    ...[unitId, level, quarterOf(startOn), quarterOf(endOn)],
  ])
  return db
    .selectFrom('board_revision')
    .select('quarter')
    .where(
      sql<boolean>`exists (select 1 from json_each(${JSON.stringify(spans)}) where value ->> 0 = unitId
        and value ->> 1 = level and quarter between value ->> 2 and value ->> 3)`
    )
    .where(
      sql<boolean>`revision > coalesce((select max(value ->> 'revision') from json_each(${JSON.stringify(known)})
        where value ->> 'unitId' = unitId and value ->> 'level' = level and value ->> 'quarter' = quarter), 0)`
    )
}

/** A board, by its name or by a statement of another module that names it. */
type Named = UnitQuarter | Expression<{ unitId: string; level: string; quarter: string }>

const isNamed = (of: Named) => {
  const boards = 'unitId' in of ? sql`(values (${of.unitId}, ${of.level}, ${of.quarter}))` : of
  return sql<SqlBool>`(unitId, level, quarter) in ${boards}`
}

/** The revision of a board that is public now, if there is one: the newest, unless it was withdrawn. */
export const newestOf = (of: Named) =>
  db
    .selectFrom(
      db.selectFrom('board_revision').selectAll().where(isNamed(of)).orderBy('revision', 'desc').limit(1).as('newest')
    )
    .selectAll()
    .where('withdrawnOn', 'is', null)

/** The rows and headings it froze. */
export const newestContent = (of: Named) =>
  db
    .selectFrom('board_content')
    .select(['revision', 'rows'])
    .where(isNamed(of))
    .where('revision', '=', db.selectFrom(newestOf(of).as('public')).select('public.revision'))

/** The number of the newest revision of a board. */
export const newestBoard = query({
  name: 'board.newest',
  roles: everybody,
  input: unitQuarter,
  scope: () => true,
  load: (input) => ({ revisions: revisionsOf(input) }),
  answer: ({ revisions }) => (revisions[0] ? ok({ revision: revisions[0].revision }) : notFound()),
})

/**
 * The newest revision of a board with its content as JSON of `BoardContent`. `withdrawnOn` is null while it is in
 * force; an older revision is superseded by being older.
 */
export const currentBoard = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('board_content as content')
    .innerJoin('board_revision as one', (join) =>
      join
        .onRef('one.unitId', '=', 'content.unitId')
        .onRef('one.level', '=', 'content.level')
        .onRef('one.quarter', '=', 'content.quarter')
        .onRef('one.revision', '=', 'content.revision')
    )
    .select(['one.revision', 'one.publishedOn', 'one.withdrawnOn', 'one.publicUntilOn', 'content.rows'])
    .where('content.unitId', '=', unitId)
    .where('content.level', '=', level)
    .where('content.quarter', '=', quarter)
    .orderBy('one.revision', 'desc')
    .limit(1)

/** What makes the newest revision out of date, and by whose act; before the first publication what came after closing. */
export const dueOn = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('revision_due')
    .leftJoin('actor_name', 'actor_name.actor', 'revision_due.actor')
    .select(['revision_due.actor', 'cause', 'dueOn', 'actor_name.name'])
    .$narrowType<{ cause: DueCause }>()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .where('revision', '=', (eb) =>
      eb.selectFrom(newestNumber({ unitId, level, quarter }).as('n')).select('n.revision')
    )
    .orderBy('dueOn')

const newestNumber = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('board_revision')
    .select(({ fn, val }) => fn.coalesce(fn.max('revision'), val(0)).as('revision'))
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)

/** Published boards within reach that are to be published anew, and by whose act. */
export const revisionsDueIn = (reach: Reach) =>
  db
    .selectFrom('revision_due as due')
    .select(['due.unitId', 'due.level', 'due.quarter', 'due.actor'])
    .where('due.revision', '>', 0)
    .where(within(reach, { unitId: sql.ref('due.unitId'), personId: sql.val('') }))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('board_revision as newer')
            .select('newer.revision')
            .whereRef('newer.unitId', '=', 'due.unitId')
            .whereRef('newer.level', '=', 'due.level')
            .whereRef('newer.quarter', '=', 'due.quarter')
            .whereRef('newer.revision', '>', 'due.revision')
        )
      )
    )

type Corrected = {
  level: Expression<string>
  first: Expression<string>
  last: Expression<string>
  seq: Expression<number>
}

/**
 * 1 when a board of some quarters had something to correct after an event that another module's statement names: by a
 * late entry or reversal, or a deputy registered later. One taken down shows the same rows when it comes back.
 */
export const correctedSince = ({ level, first, last, seq }: Corrected) =>
  sql<number>`exists (select 1 from revision_due due where due.level = ${level} and due.cause <> 'withdrawal'
    and due.quarter between ${first} and ${last}
    and not exists (select 1 from board_revision newer where newer.unitId = due.unitId and newer.level = due.level
      and newer.quarter = due.quarter and newer.revision > due.revision and newer.seq < ${seq}))`

/** Every closing of a quarter. */
export const closingsIn = (quarter: string) =>
  db.selectFrom('period_close').select(['unitId', 'level', 'closedOn', 'closedBy']).where('quarter', '=', quarter)

/** The newest revision of every board of a quarter. */
export const revisionsIn = (quarter: string) =>
  db
    .selectFrom('board_revision')
    .select(['unitId', 'level', 'publishedOn', 'objectionsUntilOn', 'withdrawnOn'])
    .select(({ fn }) => fn.max('revision').as('revision'))
    .where('quarter', '=', quarter)
    .groupBy(['unitId', 'level'])
