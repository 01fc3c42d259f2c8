import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { leaveStatusName, levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['leaves'][number]

/** The requests for leave of a unit's deputies for days of a quarter. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.leave_title()}`,
  rows: ({ leaves }) => leaves,
  columns: () => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('days', m.leave_days(), (row) => format.days(row, getLocale())),
    words('reason', m.leave_reason(), (row) => row.reason ?? '', { under: 'days' }),
    words('answer', m.leave_answer_text(), (row) => row.answer ?? '', { under: 'days', labelled: true }),
    words('asked', m.leave_requested_on(), (row) => format.shortDay(row.requestedOn, getLocale()), {
      class: 'nowrap',
    }),
    words('by', m.leave_written_down_by(), (row) => row.writtenDownBy ?? '', { under: 'asked', labelled: true }),
    words('state', m.selfcheck_state(), (row) => leaveStatusName(row.status), { class: 'card-state' }),
  ],
}
