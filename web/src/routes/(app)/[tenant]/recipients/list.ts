import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { recipientKindName } from '$lib/words.ts'
import type { PageData } from './$types'

type Row = PageData['recipients'][number]

/** Employers and electoral units, as found. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.recipient_title()}`,
  rows: ({ recipients }) => recipients,
  columns: () => [
    words('name', m.recipient_name(), (row) => row.name, { class: 'card-title' }),
    words('kind', m.recipient_kind(), (row) => recipientKindName(row.kind)),
    count('deputies', m.recipient_deputies(), (row) => row.deputyCount ?? 0),
  ],
  cursor: { parameter: 'after', next: ({ after }) => after },
}
