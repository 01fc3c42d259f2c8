import * as format from '$lib/format.ts'
import { points, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['rows'][number]

/** A unit's deputies with the points of a quarter, in stroke order: never ranked. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.points_title()}`,
  rows: ({ rows }) => rows,
  columns: ({ categories, rows }) => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('electoralDistrict', m.common_electoral_district(), (row) => row.electoralDistrict, { class: 'nowrap' }),
    ...categories
      .filter(({ code }) => rows.some((row) => row.categories[code] !== undefined))
      .map(({ code, name }) => points<Row>(`category-${code}`, name, (row) => row.categories[code] ?? 0)),
    points('quarter', m.board_quarter(), (row) => row.quarterHundredths, { class: 'card-state' }),
    points('year', m.board_year(), (row) => row.yearHundredths),
  ],
}
