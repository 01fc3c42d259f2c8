import { guestKinds } from '@jiceng/core/guest/schema'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import type { PageData } from './$types'

export type Row = PageData['guests'][number] & { index: number }

/** Who takes part without belonging to the body. */
export const list: List<PageData, Row> = {
  name: ({ session, place }) => `${titleOf({ ...session, placeName: place.name })} ${m.guest_title()}`,
  rows: ({ guests }) => guests.map((guest, index) => ({ ...guest, index })),
  columns: () => [
    words('name', m.guest_name(), ({ name }) => name, { class: 'card-title' }),
    words('organ', m.guest_organ(), ({ organ }) => organ),
    words('kind', m.guest_kind(), ({ kind }) => inWords(guestKinds[kind])),
    words(
      'arrived',
      m.guest_arrival(),
      ({ arrivedAt }) => (arrivedAt === null ? m.guest_not_here() : m.guest_here({ time: format.clock(arrivedAt) })),
      { class: 'card-state' }
    ),
  ],
}
