import * as format from '$lib/format.ts'
import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import type { PageData } from './$types'
import { stateOf } from './state.ts'

type Row = PageData['jobs'][number]

/** The newest imports. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.imports_title()}`,
  rows: ({ jobs }) => jobs,
  columns: () => [
    words('file', m.imports_file(), (row) => row.fileName, { class: 'card-title wrap' }),
    words('when', m.imports_when(), (row) => format.instant(row.createdAt, getLocale())),
    count('rows', m.imports_rows(), (row) => row.rowCount),
    words('state', m.imports_state(), (row) => stateOf(row).text, { class: 'card-state' }),
  ],
}
