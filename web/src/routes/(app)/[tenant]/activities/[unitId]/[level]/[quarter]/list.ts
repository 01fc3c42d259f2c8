import { presences } from '@jiceng/core/activity/schema'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { activityStatusName, inWords, levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['activities'][number]

/** The activities of a unit's quarter. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.activity_list()}`,
  rows: ({ activities }) => activities,
  columns: ({ items }) => {
    const names = new Map(items.map((item) => [item.code, item.name]))
    return [
      words('day', m.points_occurred_on(), (row) => format.shortDay(row.occurredOn, getLocale()), { class: 'nowrap' }),
      words('title', m.activity_title(), (row) => row.title ?? '', { class: 'card-title' }),
      words('item', m.points_item(), (row) => names.get(row.itemCode) ?? row.itemCode, { under: 'title' }),
      words('group', m.group_title(), (row) => row.groupName ?? '', { under: 'title' }),
      words('attendance', m.activity_attendance(), countsOf),
      words('absentees', m.activity_absentees(), absenteesOf, { under: 'attendance' }),
      words('reporter', m.activity_reporter(), (row) => row.reporter ?? ''),
      words('state', m.activity_state(), (row) => activityStatusName(row.status), { class: 'card-state' }),
    ]
  },
}

const countOf = ({ attendance }: Row, presence: string): number =>
  attendance.filter((line) => line.presence === presence).length

const countsOf = (row: Row): string =>
  m.activity_counts({
    present: countOf(row, 'present'),
    leave: countOf(row, 'leave'),
    absent: countOf(row, 'absent'),
  })

const absenteesOf = ({ attendance }: Row): string =>
  (['leave', 'absent'] as const)
    .map((presence) => ({ presence, names: attendance.filter((one) => one.presence === presence) }))
    .filter(({ names }) => names.length > 0)
    .map(
      ({ presence, names }) => inWords(presences[presence]) + m.common_colon() + names.map((one) => one.name).join('、')
    )
    .join(m.common_semicolon())
