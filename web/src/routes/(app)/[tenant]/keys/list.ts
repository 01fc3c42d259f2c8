import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import type { PageData } from './$types'
import { permissionWords, reachInWords, stateWords } from './words.ts'

type Row = PageData['keys'][number]

/** The district's keys, those that work first. A key itself is on no page and in no file. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.keys_title()}`,
  rows: ({ keys }) => keys,
  columns: ({ units }) => [
    words('name', m.keys_name(), (row) => row.name, { class: 'card-title' }),
    words('shown', m.keys_shown(), (row) => `${row.shown}…`, { under: 'name' }),
    words('issued', m.keys_issuing(), (row) => m.keys_issued_by({ name: row.issuer, on: row.issuedOn }), {
      under: 'name',
    }),
    words('state', m.keys_state(), (row) => stateWords(row.state)),
    words('until', m.keys_last_day(), untilOf, { under: 'state' }),
    words('may', m.keys_may(), (row) => row.permissions.map(permissionWords).join(m.common_list_gap()), {
      class: 'wrap',
    }),
    words('reach', m.keys_reach(), (row) => reachInWords(row, units), { under: 'may' }),
    words('used', m.keys_used(), (row) => row.usedOn ?? m.keys_never(), { class: 'nowrap' }),
  ],
}

const untilOf = ({ lastOn, revokedOn }: Row): string =>
  revokedOn === null ? m.keys_until({ on: lastOn }) : m.keys_revoked_on({ on: revokedOn })
