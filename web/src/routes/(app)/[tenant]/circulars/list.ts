import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { circularStatusName, levelName } from '$lib/words.ts'
import type { PageData } from './$types'

type Row = PageData['circulars'][number]

/** Circulars, the newest first. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.circular_title()}`,
  rows: ({ circulars }) => circulars,
  columns: () => [
    words('title', m.circular_name(), (row) => row.title ?? '', { class: 'card-title' }),
    words('board', m.circular_board(), boardOf),
    words('state', m.circular_state(), (row) => circularStatusName(row.status), { class: 'nowrap' }),
    words('day', m.circular_state_since(), (row) => format.shortDay(row.decidedOn ?? row.proposedOn, getLocale()), {
      under: 'state',
    }),
    words('answers', m.circular_column_answers(), (row) => `${row.answeredCount}/${row.recipientCount}`, {
      class: 'num',
    }),
  ],
  cursor: { parameter: 'before', next: ({ before }) => before },
}

const boardOf = ({ unitName, level, quarter }: Row): string =>
  `${unitName} · ${levelName(level)} · ${format.quarter(quarter, getLocale())}`
