import { levelsOf } from '@jiceng/core/people/schema'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { levelName, unitKindName } from '$lib/words.ts'
import type { PageData } from './$types'

type Row = PageData['units'][number]

/** The units of a district, those no longer in use last. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.nav_units()}`,
  rows: ({ units }) => [...units.filter(isInUse), ...units.filter((unit) => !isInUse(unit))],
  columns: () => [
    words('name', m.units_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('retired', m.place_state(), retiredOf, { under: 'name' }),
    words('kind', m.units_kind(), (row) => unitKindName(row.kind), { under: 'name' }),
    words('deputies', m.units_deputies(), (row) => levelsOf(row.kind).map(levelName).join(m.common_list_gap())),
  ],
}

export const isInUse = ({ retiredOn }: Row): boolean => retiredOn === null

const retiredOf = ({ retiredOn }: Row): string =>
  retiredOn === null ? '' : m.place_retired_on({ day: format.day(retiredOn, getLocale()) })
