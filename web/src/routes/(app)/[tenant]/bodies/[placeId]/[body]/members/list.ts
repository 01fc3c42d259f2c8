import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { bodyName, postName } from '$lib/session/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['members'][number]

const electedIn = ({ unitName, electoralDistrict }: Row): string =>
  unitName === null ? m.body_no_deputy() : `${unitName} ${electoralDistrict}`

/** Who sits in a body today: chairs first. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ place, body }) => `${place.name} ${bodyName(body)} ${m.body_members()}`,
  rows: ({ members }) => members,
  columns: ({ body }) => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('district', m.common_electoral_district(), electedIn, {
      under: 'name',
    }),
    ...(body === 'congress'
      ? []
      : [
          words<Row>('post', m.body_post(), (row) => (row.post ? postName(body, row.post) : '')),
          words<Row>('since', m.body_since(), (row) => row.fromOn ?? '', { under: 'post' }),
          words<Row>('until', m.body_last_on(), (row) => (row.untilOn ? m.body_until({ day: row.untilOn }) : ''), {
            under: 'post',
          }),
        ]),
  ],
  cursor: { parameter: 'after', next: ({ after }) => after },
}
