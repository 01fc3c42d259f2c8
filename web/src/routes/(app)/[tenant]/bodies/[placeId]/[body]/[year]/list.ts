import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { bodyName, daysOf, sessionKindName, sessionStatusName, titleOf } from '$lib/session/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['sessions'][number]

/** A body's sessions of a year, the newest first. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ place, body }, { year }) => `${place.name} ${bodyName(body)} ${m.session_title()} ${year}`,
  rows: ({ sessions }) => sessions,
  columns: ({ place }) => [
    words('title', m.session_title(), (row) => titleOf({ ...row, placeName: place.name }), { class: 'card-title' }),
    words('kind', m.session_kind(), (row) => sessionKindName(row.kind), { under: 'title' }),
    words('season', m.session_note(), (row) => (row.isOutOfSeason ? m.session_out_of_season_long() : ''), {
      under: 'title',
    }),
    words('days', m.session_days(), daysOf),
    words('venue', m.session_venue(), (row) => row.venue, { under: 'days' }),
    words('present', m.session_present(), (row) =>
      row.presentCount === null ? '—' : `${row.presentCount} / ${row.dueCount}`
    ),
    words('state', m.session_state(), (row) => sessionStatusName(row.status), { class: 'card-state' }),
  ],
}
