import type { AnnualRow } from '@jiceng/core/annual-board/schema'
import type { ChangedRow } from '@jiceng/core/board/rules'
import * as format from '$lib/format.ts'
import { words, type Column } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'

/** The rows of a board that changed, before and after. */
export const changedColumns = (): Column<ChangedRow>[] => [
  words('name', m.common_name(), ({ name }) => name, { class: 'card-title nowrap' }),
  words(
    'quarter',
    m.board_quarter(),
    pairOf((row) => format.points(row.quarterHundredths)),
    { class: 'num card-state' }
  ),
  words(
    'year',
    m.board_year(),
    pairOf((row) => format.points(row.yearHundredths)),
    { class: 'num' }
  ),
  words('attendance', m.revision_attendance(), pairOf(attendanceOf), { class: 'num' }),
  words('remark', m.board_remark(), ({ before, after }) =>
    before === null ? m.revision_new() : after === null ? m.revision_gone() : ''
  ),
]

/** The same of a year or a term. */
export const changedYears = (result = m.annual_result()): Column<ChangedRow<AnnualRow>>[] => [
  words('name', m.common_name(), ({ name }) => name, { class: 'card-title nowrap' }),
  words(
    'result',
    result,
    pairOf((row) => format.points(row.hundredths)),
    { class: 'num card-state' }
  ),
  words('attendance', m.revision_attendance(), pairOf(attendanceOf), { class: 'num' }),
  words('remark', m.board_remark(), ({ before, after }) =>
    before === null
      ? m.revision_new()
      : after === null
        ? m.revision_gone()
        : after.isLeftOut && !before.isLeftOut
          ? m.annual_left_out()
          : ''
  ),
]

type Attended = { present: number; onLeave: number; absent: number }
const attendanceOf = (row: Attended): string => `${row.present}/${row.onLeave}/${row.absent}`

function pairOf<Row>(of: (row: Row) => string) {
  return (change: ChangedRow<Row>): string => {
    const [before, after] = [change.before, change.after].map((row) => (row ? of(row) : '–'))
    return before === after ? before! : `${before} → ${after}`
  }
}
