import { attendanceCounts } from '../activity/queries.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { electoralDistrictsOf, inDistricts, inStrokeOrder, unitById } from '../people/queries.ts'
import { ruleCategoriesIn, ruleItemsIn, totalsOf } from '../points/queries.ts'
import { currentBoard, dueOn, revisionsOf } from '../board/queries.ts'
import { changedRows, rowsOn, seatsDiffer } from '../board/rules.ts'
import { boardContent, unitQuarter, type BoardRow, type UnitQuarter } from '../board/schema.ts'

/** What a board is made of, as it stands now. */
export const boardSources = (of: UnitQuarter) => ({
  totals: totalsOf(of, of.quarter),
  districts: electoralDistrictsOf(of),
  attendance: attendanceCounts(of, of.quarter),
  categories: ruleCategoriesIn(of.quarter),
})

type Total = Pick<BoardRow, 'mandateId' | 'name' | 'quarterHundredths' | 'yearHundredths'> & {
  electoralDistrictId: string
  otherDistrict: string | null
  categories: string
  ground: string
  startOn: string
}

export type Sources = {
  totals: readonly Total[]
  districts: readonly { id: string; name: string }[]
  attendance: readonly { mandateId: string; present: number; onLeave: number; absent: number }[]
  categories: readonly { code: string; name: string }[]
}

/** Every deputy's row, in stroke order and never ranked. */
export function rowsNow({ totals, districts, attendance }: Sources): BoardRow[] {
  const counts = new Map(attendance.map((count) => [count.mandateId, count]))
  return inStrokeOrder(inDistricts(totals, districts)).map((total) => {
    const { present = 0, onLeave = 0, absent = 0 } = counts.get(total.mandateId) ?? {}
    return {
      mandateId: total.mandateId,
      name: total.name,
      electoralDistrict: total.electoralDistrict,
      ...{ concerned: present + onLeave + absent, present, onLeave, absent },
      categories: JSON.parse(total.categories) as Record<string, number>,
      quarterHundredths: total.quarterHundredths,
      yearHundredths: total.yearHundredths,
      byElectedOn: total.ground === 'by_election' ? total.startOn : null,
    }
  })
}

/** What has changed since a board was published, why it is to be published anew, and by whose act. */
export const boardDue = query({
  name: 'board.due',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    unit: unitById(input.unitId),
    newest: revisionsOf(input),
    board: currentBoard(input),
    due: dueOn(input),
    items: ruleItemsIn(input.quarter),
    ...boardSources(input),
  }),
  answer: ({ unit: [unit], newest: [newest], board: [board], due, items, ...sources }) => {
    if (!unit) return notFound()
    const rows = rowsNow(sources)
    const frozen = board ? rowsOn(boardContent.parse(JSON.parse(board.rows))) : []
    return ok({
      unit: { id: unit.id, name: unit.name },
      items,
      deputies: rows.map(({ mandateId, name, electoralDistrict }) => ({ mandateId, name, electoralDistrict })),
      newest: newest ?? null,
      due: due.map(({ cause, dueOn: on, name }) => ({ cause, dueOn: on, name })),
      seatsChanged: newest !== undefined && seatsDiffer(frozen, rows),
      changes: newest ? changedRows(frozen, rows) : [],
    })
  },
})
