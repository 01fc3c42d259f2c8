import { resolutionStatuses } from '@jiceng/core/resolution/schema'
import { documentNumber } from '@jiceng/core/resolution/paper-rules'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { bodyName, titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

export type Row = PageData['resolutions'][number]

const numberOf = ({ organCode, year, number }: Row): string =>
  year === null || number === null ? '—' : documentNumber({ organCode, year, number })

/** A body's papers of a year: drafts first, then by number, the newest first. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ place, body }, { year }) => `${place.name} ${bodyName(body)} ${m.resolution_title()} ${year}`,
  rows: ({ resolutions }) => resolutions,
  columns: () => [
    words('title', m.resolution_name(), (row) => row.title, { class: 'card-title' }),
    words('session', m.resolution_session(), (row) => titleOf(row.session), { under: 'title' }),
    words('number', m.resolution_number(), numberOf, { class: 'nowrap' }),
    words('issued', m.resolution_issued_on(), (row) =>
      row.issuedOn === null ? '' : format.plainDay(row.issuedOn, getLocale())
    ),
    words('state', m.resolution_state(), (row) => inWords(resolutionStatuses[row.status]), { class: 'card-state' }),
  ],
}
