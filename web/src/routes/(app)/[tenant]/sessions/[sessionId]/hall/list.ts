import { presenceStates } from '@jiceng/core/sitting/schema'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

export type Person = PageData['people'][number]

const at = (instant: string | null): string => (instant === null ? '' : format.clock(instant))

/** Who is expected at the newest sitting, and whether they are there. */
export const list: List<PageData, Person, RouteParams> = {
  name: ({ session, place }) => `${titleOf({ ...session, placeName: place.name })} ${m.hall_people()}`,
  rows: ({ people, state }) => (state === null ? people : people.filter((one) => one.state === state)),
  columns: () => [
    words('name', m.common_name(), ({ name }) => name, { class: 'card-title nowrap' }),
    words(
      'district',
      m.common_electoral_district(),
      ({ unitName, electoralDistrict }) => (unitName === null ? '' : `${unitName} ${electoralDistrict ?? ''}`),
      { under: 'name' }
    ),
    words('state', m.hall_state(), ({ state }) => inWords(presenceStates[state]), { class: 'card-state' }),
    words('arrived', m.hall_arrived(), ({ arrivedAt }) => at(arrivedAt), { class: 'num' }),
    words('left', m.hall_left_at(), ({ leftAt }) => at(leftAt), { class: 'num' }),
  ],
}
