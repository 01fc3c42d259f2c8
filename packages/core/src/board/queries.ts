import { sql } from 'kysely'
import * as z from 'zod'
import { everybody, reachOf, within } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { quarter } from '../kernel/shapes.ts'
import { allUnits, seatedLevels, theDistrict, unitById } from '../people/queries.ts'
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

/** What each unit owes for one quarter: not closed, closed, or published. Only where there are deputies. */
export const quarterStates = query({
  name: 'board.states',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: z.strictObject({ quarter }),
  scope: (actor) => reachOf(actor),
  load: (input, reach) => ({
    units: allUnits().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') })),
    seated: seatedLevels().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') })),
    closings: db
      .selectFrom('period_close')
      .select(['unitId', 'level', 'closedOn'])
      .where('quarter', '=', input.quarter),
    revisions: db
      .selectFrom('board_revision')
      .select(['unitId', 'level', 'revision', 'publishedOn', 'objectionsUntilOn'])
      .where('quarter', '=', input.quarter),
  }),
  answer: ({ units, seated, closings, revisions }) =>
    ok({
      unitCount: units.length,
      units: seated.map((unit) => {
        const of = (row: { unitId: string; level: string }) => row.unitId === unit.unitId && row.level === unit.level
        return {
          ...unit,
          closedOn: closings.find(of)?.closedOn ?? null,
          published: revisions.findLast(of) ?? null,
        }
      }),
    }),
})

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
