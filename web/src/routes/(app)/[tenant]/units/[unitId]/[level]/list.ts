import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { groundName, levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['deputies'][number]

/** The deputies of a unit. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level }) => `${unit.name} ${m.unit_level_deputies({ level: levelName(level) })}`,
  rows: ({ deputies }) => deputies,
  columns: () => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('electoralDistrict', m.common_electoral_district(), (row) => row.electoralDistrict),
    words('term', m.mandate_term(), (row) => `${format.year(row.startOn)}–${format.year(row.endOn)}`),
    words('ground', m.mandate_ground(), groundOf),
  ],
  cursor: { parameter: 'after', next: ({ after }) => after },
}

const groundOf = ({ ground, startOn }: Row): string =>
  groundName(ground) + (ground === 'by_election' ? m.common_comma() + format.day(startOn, getLocale()) : '')
