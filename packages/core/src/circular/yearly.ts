import { sql } from 'kysely'
import { newestFor } from '../board/queries.ts'
import type { UnitQuarter } from '../board/schema.ts'
import { reachOf, within } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { ok } from '../kernel/problem.ts'
import { allUnits, electorsOfUnitsIn } from '../people/queries.ts'
import { OFFICES } from './queries.ts'
import { yearlyInput, type CircularStatus } from './schema.ts'

// 年度通报: once a year the voters of every electoral district hear of those they elected
// (《重庆市实施〈代表法〉办法》第五十二条). The board of the last quarter shows the year; the unit whose board it is tells of it, also in
// the electoral district of another unit where somebody on it was elected.

/** The electoral districts a circular about some boards is posted in, or is proposed to be. */
const announcementsAbout = () =>
  db
    .selectFrom('announcement')
    .innerJoin('circular', 'circular.id', 'announcement.circularId')
    .select(['circular.unitId', 'circular.status', 'announcement.circularId', 'announcement.electoralDistrictId'])
    .select('announcement.postedOn')
    .$narrowType<{ status: CircularStatus }>()
    .where('circular.status', 'in', ['proposed', 'approved'])

/** … about one board. */
export const announcementsAboutBoard = ({ unitId, level, quarter }: UnitQuarter) =>
  announcementsAbout()
    .where('circular.unitId', '=', unitId)
    .where('circular.level', '=', level)
    .where('circular.quarter', '=', quarter)

/** Unit by unit which electoral districts have been told of a year, and which still have to be. */
export const yearlyState = query({
  name: 'circular.yearly',
  roles: OFFICES,
  input: yearlyInput,
  scope: (actor) => reachOf(actor),
  load: ({ level, year }, reach) => {
    const quarter = `${year}Q4`
    const units = allUnits().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') }))
    return {
      units,
      boards: newestFor(units.clearSelect().select('unit.id').$asScalar(), [quarter]),
      electors: electorsOfUnitsIn(level, quarter, reach),
      announcements: announcementsAbout()
        .where('circular.level', '=', level)
        .where('circular.quarter', '=', quarter)
        .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') })),
    }
  },
  answer: ({ units, boards, electors, announcements }, { level }, { today }) => {
    const byUnit = Map.groupBy(electors, ({ unitId }) => unitId)
    return ok({
      units: units.flatMap(({ id: unitId, name: unitName }) => {
        const districts = byUnit.get(unitId) ?? []
        if (districts.length === 0) return []
        const board = boards.find((one) => one.unitId === unitId && one.level === level)
        const inForce = board && board.withdrawnOn === null && today <= board.publicUntilOn
        const told = announcements.filter((one) => one.unitId === unitId)
        const count = (is: (one: (typeof told)[number]) => boolean): number =>
          districts.filter(({ electoralDistrictId }) =>
            told.some((one) => one.electoralDistrictId === electoralDistrictId && is(one))
          ).length
        return [
          {
            ...{ unitId, unitName, districtCount: districts.length },
            revision: inForce ? board.revision : null,
            /** Approved, and of those how many are proved to hang. */
            toldCount: count(({ status }) => status === 'approved'),
            postedCount: count(({ postedOn }) => postedOn !== null),
            /** Waits for approval. */
            proposedId: told.find(({ status }) => status === 'proposed')?.circularId ?? null,
          },
        ]
      }),
    })
  },
})
