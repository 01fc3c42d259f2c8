import { sql, type Expression, type SqlBool } from 'kysely'
import * as z from 'zod'
import { everybody } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, theDistrict, unitById } from '../people/queries.ts'
import { boardContent, closingQuarters, revisionInput, unitQuarter, type UnitQuarter } from './schema.ts'

const BOARDS_MAX = 200

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
 * quarter of the year.
 */
export const closingFor = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('period_close')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', 'in', closingQuarters(quarter))
    .orderBy('quarter')
    .limit(1)

/** Any closing of a quarter or a later one, of whatever unit. */
export const closedFrom = (quarter: string) =>
  db.selectFrom('period_close').select('quarter').where('quarter', '>=', quarter).limit(1)

export const revisionsOf = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('board_revision')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .orderBy('revision', 'desc')
    .limit(1)

/** A board, by its name or by a statement of another module that names it. */
type Named = UnitQuarter | Expression<{ unitId: string; level: string; quarter: string }>

const isNamed = (of: Named) => {
  const boards = 'unitId' in of ? sql`(values (${of.unitId}, ${of.level}, ${of.quarter}))` : of
  return sql<SqlBool>`(unitId, level, quarter) in ${boards}`
}

/** The revision of a board that is public now, if there is one. */
export const newestOf = (of: Named) =>
  db.selectFrom('board_revision').selectAll().where(isNamed(of)).orderBy('revision', 'desc').limit(1)

/** The rows and headings it froze. */
export const newestContent = (of: Named) =>
  db.selectFrom('board_content').select(['revision', 'rows']).where(isNamed(of)).orderBy('revision', 'desc').limit(1)

/** The number of the newest revision of a board. */
export const newestBoard = query({
  name: 'board.newest',
  roles: everybody,
  input: unitQuarter,
  scope: () => true,
  load: (input) => ({ revisions: revisionsOf(input) }),
  answer: ({ revisions }) => (revisions[0] ? ok({ revision: revisions[0].revision }) : notFound()),
})

/** A published board, as everybody may read it. A superseded revision shows its notice and hash only. */
export const publishedBoard = query({
  name: 'board.published',
  roles: everybody,
  input: revisionInput,
  scope: () => true,
  load: (input) => ({
    unit: unitById(input.unitId),
    newest: revisionsOf(input),
    content: db
      .selectFrom('board_content')
      .select('rows')
      .where('unitId', '=', input.unitId)
      .where('level', '=', input.level)
      .where('quarter', '=', input.quarter)
      .where('revision', '=', input.revision),
  }),
  answer: ({ unit, newest: [newest], content }, input, ctx) => {
    if (!unit[0] || !newest || newest.revision !== input.revision || !content[0]) return notFound()
    const frozen = boardContent.parse(JSON.parse(content[0].rows))
    const isOver = ctx.today > newest.publicUntilOn
    // After its public period a board keeps its hash and loses its names.
    return ok({ ...newest, isOver, content: isOver ? { ...frozen, rows: [] } : frozen })
  },
})

/** Every closing of a quarter. */
export const closingsIn = (quarter: string) =>
  db.selectFrom('period_close').select(['unitId', 'level', 'closedOn', 'closedBy']).where('quarter', '=', quarter)

/** The newest revision of every board of a quarter. */
export const revisionsIn = (quarter: string) =>
  db
    .selectFrom('board_revision')
    .select(['unitId', 'level', 'publishedOn', 'objectionsUntilOn'])
    .select(({ fn }) => fn.max('revision').as('revision'))
    .where('quarter', '=', quarter)
    .groupBy(['unitId', 'level'])

/** The district's published boards, newest quarter first: the public's way in. */
export const listBoards = query({
  name: 'board.list',
  roles: everybody,
  input: z.strictObject({}),
  scope: () => true,
  load: () => ({
    district: theDistrict(),
    units: allUnits(),
    boards: db
      .selectFrom('board_revision')
      .select(['unitId', 'level', 'quarter', 'publishedOn', 'objectionsUntilOn', 'deputyCount'])
      .select(({ fn }) => fn.max('revision').as('revision'))
      .groupBy(['quarter', 'unitId', 'level'])
      .orderBy('quarter', 'desc')
      .limit(BOARDS_MAX),
  }),
  answer: ({ district, units, boards }) => (district[0] ? ok({ district: district[0], units, boards }) : notFound()),
})
