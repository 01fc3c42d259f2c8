import type { Finding } from '@jiceng/core/imports/schema'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'

type Data = { fileName: string; faults: readonly Finding[]; next: number | null }

/** Everything wrong with a file. */
export const list: List<Data, Finding> = {
  name: ({ fileName }) => `${fileName.replace(/\.[^.]*$/, '')} ${m.imports_faults()}`,
  rows: ({ faults }) => faults,
  columns: () => [
    words('sheet', m.imports_sheet(), (fault) => fault.sheet, { class: 'nowrap' }),
    words('row', m.imports_row(), (fault) => (fault.row === 0 ? '' : String(fault.row)), { class: 'num' }),
    words('column', m.imports_column(), (fault) => `${letterOf(fault.column)} ${fault.title}`.trim(), {
      class: 'nowrap',
    }),
    words('found', m.imports_found(), (fault) => fault.found, { class: 'wrap' }),
    words('why', m.imports_what(), (fault) => fault[getLocale()]),
  ],
  cursor: { parameter: 'page', next: ({ next }) => next },
}

/** 3 → "C", as spreadsheets name it. */
const letterOf = (column: number): string =>
  column === 0 ? '' : column <= 26 ? String.fromCharCode(64 + column) : `A${letterOf(column - 26)}`
