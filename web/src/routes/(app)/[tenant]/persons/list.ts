import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import type { PageData } from './$types'

type Row = PageData['persons'][number]

const stateOf = ({ status }: Row): string =>
  status === 'erased' ? m.erasure_gone() : status === 'proposed' ? m.former_waits() : m.former_kept()

/** Whoever sat and sits no more. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.former_title()}`,
  rows: ({ persons }) => persons,
  columns: () => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('unit', m.deputy_unit(), (row) => row.unitName),
    words('left', m.former_left(), (row) => format.plainDay(row.leftOn, getLocale()), { class: 'nowrap' }),
    words('state', m.former_data(), stateOf, { class: 'nowrap' }),
  ],
  cursor: { parameter: 'after', next: ({ after }) => after },
}
