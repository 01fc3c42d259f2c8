import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import type { PageData } from './$types'

type Row = PageData['units'][number]

/** What is to be done next for a unit. */
function stateOf({ revision, districtCount, toldCount, postedCount, proposedId }: Row): string {
  if (postedCount === districtCount) return m.yearly_posted()
  if (toldCount === districtCount) return m.yearly_told()
  if (proposedId !== null) return m.yearly_proposed()
  return revision === null ? m.yearly_no_board() : m.yearly_open()
}

/** A year unit by unit: how many of its electoral districts have been told. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.yearly_title()}`,
  rows: ({ units }) => units,
  columns: () => [
    words('unit', m.deputy_unit(), (row) => row.unitName, { class: 'card-title nowrap' }),
    count('districts', m.common_electoral_district(), (row) => row.districtCount),
    count('told', m.yearly_told_count(), (row) => row.toldCount),
    count('posted', m.yearly_posted_count(), (row) => row.postedCount),
    words('state', m.yearly_state(), stateOf, { class: 'nowrap' }),
  ],
}
