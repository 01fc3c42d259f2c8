import { accountName } from '@jiceng/core/members/schema'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import type { PageData } from './$types'
import { reachInWords, rolesInWords } from './words.ts'

type Row = PageData['members'][number]
type Invitation = PageData['invitations'][number]

/** Who may act in the district now. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.members_title()}`,
  rows: ({ members }) => members,
  columns: ({ frame, units }) => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('you', m.members_you_column(), (row) => (row.id === frame.me?.id ? m.members_you() : ''), { under: 'name' }),
    words('account', m.members_account(), (row) => accountName(row.account), { under: 'name' }),
    words('roles', m.members_roles(), rolesInWords),
    words('reach', m.members_reach(), (row) => reachInWords(row, units)),
  ],
}

/** Who has been asked and has not come yet. */
export const invitationList: List<PageData, Invitation> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.members_invitations()}`,
  rows: ({ invitations }) => invitations,
  columns: ({ units }) => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('account', m.members_account(), (row) => accountName(row.account), { under: 'name' }),
    words('roles', m.members_roles(), rolesInWords),
    words('reach', m.members_reach(), (row) => reachInWords(row, units)),
    words('link', m.members_link(), (row) => (row.expired ? m.members_expired() : m.members_waiting())),
    words('until', m.members_valid(), (row) => m.members_until({ day: format.instant(row.expiresAt, getLocale()) }), {
      under: 'link',
    }),
  ],
}
