import * as format from '$lib/format.ts'
import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { itemKindOf, titleOf } from '$lib/session/words.ts'
import type { PageData } from './$types'

export type Row = PageData['items'][number] & { number: number }

/** What the papers of an item still wait for. */
const paperOf = ({ paper }: Row): string => {
  if (paper.length === 0) return m.agenda_no_paper()
  const open = paper.filter(({ doneOn }) => doneOn === null)
  if (open.length === 0) return m.agenda_paper_done()
  const day = format.monthDay(open[0]!.dueOn, getLocale())
  return open.some(({ state }) => state === 'overdue') ? m.agenda_paper_overdue({ day }) : m.agenda_paper_due({ day })
}

/** The items in their order, with where their papers are. */
export const list: List<PageData, Row> = {
  name: ({ session, place }) => `${titleOf({ ...session, placeName: place.name })} ${m.agenda_title()}`,
  rows: ({ items }) => items.map((item, index) => ({ ...item, number: index + 1 })),
  columns: () => [
    count('number', m.agenda_number(), (row) => row.number),
    words('title', m.agenda_item(), (row) => row.title, { class: 'card-title' }),
    words('kind', m.agenda_type(), itemKindOf, { under: 'title' }),
    words('hidden', m.agenda_public(), (row) => (row.isPublic ? '' : m.agenda_not_public()), { under: 'title' }),
    words(
      'files',
      m.paper_title(),
      ({ papers }) => (papers.length > 0 ? m.paper_count({ count: papers.length }) : ''),
      {
        under: 'title',
      }
    ),
    words('speaker', m.agenda_speaker(), (row) => row.speaker),
    count('minutes', m.agenda_minutes(), (row) => row.minutes),
    words('paper', m.agenda_paper(), paperOf, { class: 'card-state' }),
  ],
}
