import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { levelName, reportKindName, reportStatusName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['reports'][number]

/** What the deputies of a unit reported on a quarter, and what was answered. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.selfcheck_reports()}`,
  rows: ({ reports }) => reports,
  columns: () => [
    words('name', m.common_deputy(), (row) => row.name, { class: 'card-title nowrap' }),
    words('kind', m.selfcheck_kind(), (row) => reportKindName(row.kind), { class: 'nowrap' }),
    words('item', m.points_item(), (row) => row.item),
    words('note', m.ledger_note(), (row) => row.note ?? '', { under: 'item' }),
    words('answer', m.selfcheck_answer(), (row) => row.answer ?? '', { under: 'item', labelled: true }),
    words('day', m.points_occurred_on(), (row) => format.shortDay(row.occurredOn, getLocale()), { class: 'nowrap' }),
    words('state', m.selfcheck_state(), stateOf, { class: 'card-state' }),
  ],
}

const stateOf = ({ toCorrect, status }: Row): string =>
  toCorrect ? m.selfcheck_to_correct() : reportStatusName(status)
