import { annualBoards } from '../annual-board/queries.ts'
import { everybody } from '../kernel/actor.ts'
import { addQuarters } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, theDistrict } from '../people/queries.ts'
import { boardPage } from './schema.ts'

/** A year. So a page has at most two boards a unit and quarter. */
const QUARTERS_A_PAGE = 4

/** Later than any quarter. */
const BEFORE_ALL = '9999Q4'

/** The quarters that have boards. */
const quartersOfBoards = () => db.selectFrom('board_revision').select('quarter').distinct()

/**
 * The district's published boards, newest quarter first, a year's quarters a page, and those of whole years: the public's
 * way in.
 */
export const listBoards = query({
  name: 'board.list',
  roles: everybody,
  input: boardPage,
  scope: () => true,
  load: ({ before = BEFORE_ALL }) => {
    const quarters = quartersOfBoards().where('quarter', '<', before).orderBy('quarter', 'desc').limit(QUARTERS_A_PAGE)
    return {
      district: theDistrict(),
      years: annualBoards(),
      units: allUnits(),
      boards: db
        .selectFrom('board_revision')
        .select(['unitId', 'level', 'quarter', 'publishedOn', 'objectionsUntilOn', 'deputyCount', 'withdrawnOn'])
        .select(({ fn }) => fn.max('revision').as('revision'))
        .where('quarter', 'in', db.selectFrom(quarters.as('page')).select('page.quarter'))
        .groupBy(['quarter', 'unitId', 'level'])
        .orderBy('quarter', 'desc'),
      older: quartersOfBoards()
        .where('quarter', '<', before)
        .orderBy('quarter', 'desc')
        .limit(1)
        .offset(QUARTERS_A_PAGE),
      newer: quartersOfBoards().where('quarter', '>=', before).orderBy('quarter').limit(QUARTERS_A_PAGE),
    }
  },
  answer: ({ district, units, boards, years, older, newer }) =>
    district[0]
      ? ok({
          district: district[0],
          units,
          boards,
          years,
          /** Cursors of the pages after and before this one. */
          older: older.length > 0 ? boards.at(-1)!.quarter : null,
          newer: newer.length > 0 ? addQuarters(newer.at(-1)!.quarter, 1) : null,
        })
      : notFound(),
})
