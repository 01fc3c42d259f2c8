import { accountName } from '@jiceng/core/members/schema'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import type { PageData } from './$types'
import { reachInWords, rolesInWords } from './words.ts'

type Row = PageData['members'][number]

/** Who may act in the district now. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.members_title()}`,
  rows: ({ members }) => members,
  columns: ({ frame, units }) => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('you', m.members_you_column(), (row) => (row.id === frame.me?.id ? m.members_you() : ''), { under: 'name' }),
    words('account', m.members_account(), (row) => accountName(row.account), { class: 'wrap' }),
    words('roles', m.members_roles(), rolesInWords),
    words('reach', m.members_reach(), (row) => reachInWords(row, units)),
  ],
}
