import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['groups'][number]

/** The deputy groups of a unit. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level }) => `${unit.name} ${levelName(level)} ${m.group_title()}`,
  rows: ({ groups }) => groups,
  columns: () => [
    words('name', m.group_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('leader', m.group_leader(), (row) => row.leader?.name ?? m.group_no_leader(), { class: 'nowrap' }),
    words('members', m.group_members(), (row) => row.members.map(({ name }) => name).join('、')),
  ],
}
