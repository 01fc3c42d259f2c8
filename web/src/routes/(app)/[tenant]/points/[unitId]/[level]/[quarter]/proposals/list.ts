import * as format from '$lib/format.ts'
import { points, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { sourceName } from '$lib/points/source.ts'
import { inWords, levelName, proposalStatusName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['proposals'][number]

/** What a unit's quarter is given by other records: those that wait, then those that were decided. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.proposal_list()}`,
  rows: ({ proposals }) => proposals,
  columns: () => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('day', m.points_occurred_on(), (row) => format.shortDay(row.occurredOn, getLocale()), { class: 'nowrap' }),
    words('item', m.points_item(), (row) => (row.kind === 'reversal' ? `${m.points_reversal()} ` : '') + row.itemName),
    words('note', m.ledger_note(), (row) => row.note ?? '', { under: 'item' }),
    words('refusal', m.proposal_refusal(), (row) => (row.refusal ? inWords(row.refusal) : ''), {
      under: 'item',
      labelled: true,
    }),
    words('source', m.proposal_source(), (row) => sourceName(row.source)),
    points('amount', m.points_amount(), (row) => row.hundredths, { signed: true }),
    words('state', m.activity_state(), (row) => proposalStatusName(row.status), { class: 'card-state' }),
    words('decider', m.proposal_decider(), deciderOf, { under: 'state' }),
    words('reason', m.activity_reason(), (row) => row.reason ?? '', { under: 'state', labelled: true }),
  ],
}

const deciderOf = ({ deciderName, decidedOn }: Row): string =>
  [deciderName, decidedOn && format.shortDay(decidedOn, getLocale())].filter(Boolean).join(' · ')
