import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { caseGroundName, caseStatusName, levelName } from '$lib/words.ts'
import { periodName } from '../period.ts'
import type { PageData } from './$types'

type Row = PageData['cases'][number]

const shortDay = (on: string): string => format.plainDay(on, getLocale())

/** Where a case stands in time: until when it is observed, or since when it is over. */
function dayOf({ status, untilOn, endedOn }: Row): string {
  if (endedOn !== null) return m.dutycase_ended_on({ day: shortDay(endedOn) })
  return status === 'observed' ? m.dutycase_until({ day: shortDay(untilOn!) }) : ''
}

/** The district's cases, the newest first. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.dutycase_title()}`,
  rows: ({ cases }) => cases,
  columns: () => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('level', m.dutycase_level(), (row) => levelName(row.level), { under: 'name' }),
    words('unit', m.deputy_unit(), (row) => row.unitName),
    words('district', m.common_electoral_district(), (row) => row.electoralDistrict, { under: 'unit' }),
    words('ground', m.dutycase_ground(), (row) => caseGroundName(row.ground)),
    words('period', m.dutycase_period(), (row) => periodName(row.period), { under: 'ground' }),
    words('state', m.dutycase_state(), (row) => caseStatusName(row.status), { class: 'nowrap' }),
    words('day', m.dutycase_until_title(), dayOf, { under: 'state' }),
    words('opened', m.dutycase_opened_on(), (row) => shortDay(row.openedOn), { class: 'nowrap' }),
  ],
  cursor: { parameter: 'before', next: ({ before }) => before },
}
