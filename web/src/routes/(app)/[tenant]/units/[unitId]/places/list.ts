import * as format from '$lib/format.ts'
import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['districts'][number]

/** The electoral districts of a unit. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }) => `${unit.name} ${m.place_districts()}`,
  rows: ({ districts }) => districts,
  columns: () => [
    words('name', m.electoral_district_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('level', m.place_district_level(), (row) => levelName(row.level)),
    count('seats', m.place_seats(), (row) => row.seats),
    count('deputies', m.place_deputies(), (row) => row.deputyCount ?? 0),
    words('state', m.place_state(), stateOf, { class: 'card-state' }),
  ],
}

const stateOf = ({ retiredOn }: Row): string =>
  retiredOn === null ? m.place_in_use() : m.place_retired_on({ day: format.day(retiredOn, getLocale()) })
