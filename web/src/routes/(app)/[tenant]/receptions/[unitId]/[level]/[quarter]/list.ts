import * as format from '$lib/format.ts'
import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { levelName, receptionStatusName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['receptions'][number]

/** The receptions of a unit's quarter. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.reception_list()}`,
  rows: ({ receptions }) => receptions,
  columns: () => [
    words('place', m.reception_place(), (row) => row.place ?? '', { class: 'card-title' }),
    words('raised', m.reception_raised(), (row) => row.raised ?? '', { under: 'place' }),
    words('reason', m.activity_reason(), (row) => row.reason ?? '', { under: 'place', labelled: true }),
    words('day', m.points_occurred_on(), (row) => format.shortDay(row.occurredOn, getLocale()), { class: 'nowrap' }),
    words('deputies', m.reception_received_by(), (row) => row.receivedBy.map(({ name }) => name).join('、')),
    count('voters', m.reception_voters(), (row) => row.voterCount),
    words('recorder', m.points_recorder(), (row) => row.recorder ?? ''),
    words('state', m.activity_state(), (row) => receptionStatusName(row.status), { class: 'card-state' }),
  ],
}
