import { words, type Column } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { daysOf, sessionKindName, sessionStatusName, titleOf } from '$lib/session/words.ts'
import type { PageData } from './$types'

type Place = PageData['shown']['value']['places'][number]
export type Row = Place['sessions'][number] & { placeName: string }

export const rowsOf = ({ name: placeName, sessions }: Place): Row[] =>
  sessions.map((session) => ({ ...session, placeName }))

/** The district's own. It is in no file: the page prints. */
export const columns = (): Column<Row>[] => [
  words('title', m.session_title(), (row) => titleOf(row), { class: 'card-title' }),
  words('kind', m.session_kind(), ({ kind }) => (kind === 'regular' ? '' : sessionKindName(kind)), { under: 'title' }),
  words('days', m.session_days(), daysOf),
  words('state', m.session_state(), ({ status }) => sessionStatusName(status), { class: 'card-state' }),
]
