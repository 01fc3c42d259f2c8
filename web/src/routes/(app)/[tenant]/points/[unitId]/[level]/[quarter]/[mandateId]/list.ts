import { sourceIn } from '@jiceng/core/proposal/schema'
import * as format from '$lib/format.ts'
import { points, words, type List } from '$lib/list.ts'
import { sourceName } from '$lib/points/source.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import type { PageData, RouteParams } from './$types'

type Row = PageData['entries'][number]

/** A deputy's entries of a quarter; what was taken back stays, with the reversal. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ name }, { quarter }) => `${name} ${format.quarter(quarter, getLocale())} ${m.ledger_title()}`,
  rows: ({ entries }) => entries,
  columns: ({ items }) => {
    const names = new Map(items.map((item) => [item.code, item.name]))
    return [
      words('day', m.points_occurred_on(), (row) => format.shortDay(row.occurredOn, getLocale()), { class: 'nowrap' }),
      words('item', m.points_item(), (row) => reversalIn(row) + (names.get(row.itemCode) ?? row.itemCode), {
        class: 'card-title',
      }),
      words('note', m.ledger_note(), (row) => row.note ?? '', { under: 'item' }),
      words('evidence', m.evidence_label(), (row) => row.evidence ?? '', { under: 'item', labelled: true }),
      words('source', m.proposal_source(), ({ source }) => (source ? sourceName(sourceIn(source)) : ''), {
        under: 'item',
        labelled: true,
      }),
      points('amount', m.points_amount(), (row) => row.hundredths, { signed: true, class: 'card-state' }),
      words('recorder', m.points_recorder(), (row) => row.recorder ?? ''),
      words('recordedAt', m.ledger_recorded_at(), (row) => format.instant(row.recordedAt, getLocale()), {
        under: 'recorder',
      }),
    ]
  },
}

const reversalIn = ({ reversesId }: Row): string => (reversesId === null ? '' : `${m.points_reversal()} `)
