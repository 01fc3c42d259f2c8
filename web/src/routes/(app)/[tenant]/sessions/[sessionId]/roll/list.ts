import { presences, type Presence } from '@jiceng/core/activity/schema'
import { leaveStatuses, type LeaveStatus } from '@jiceng/core/leave/schema'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import type { PageData } from './$types'

export type Row = PageData['people'][number]

const presenceName = (presence: Presence | null): string =>
  presence === null ? m.roll_open() : inWords(presences[presence])
export const leaveState = (status: string): string => inWords(leaveStatuses[status as LeaveStatus])

/** Half day by half day, where there is more than one and they are not all alike. */
function eachOf({ at, presence }: Row): string {
  if (at.length < 2 || at.every((one) => one.presence === presence)) return ''
  return at
    .map(({ part, presence: was }) => m.roll_part_was({ part, presence: presenceName(was) }))
    .join(m.common_list_gap())
}

/** Which leave somebody who was away had, or asked for. */
const leaveOf = ({ leaves, presence }: Row): string =>
  presence === null || presence === 'present'
    ? ''
    : leaves
        .map(({ status, ...days }) => `${format.days(days, getLocale())} ${leaveState(status)}`)
        .join(m.common_list_gap()) || m.roll_no_leave()

const ORDER = ['absent', 'leave', 'present', null] as const

/** Everybody who belongs to the congress: those who were away first. */
export const list: List<PageData, Row> = {
  name: ({ session, place }) => `${titleOf({ ...session, placeName: place.name })} ${m.roll_title()}`,
  rows: ({ people }) => ORDER.flatMap((one) => people.filter(({ presence }) => presence === one)),
  columns: () => [
    words('name', m.roll_name(), (row) => row.name, { class: 'card-title' }),
    words(
      'missed',
      m.roll_missed(),
      (row) => (row.missedBecause ? m.roll_missed_count({ count: row.missedCount }) : ''),
      { under: 'name' }
    ),
    words('from', m.roll_from(), ({ unitName, electoralDistrict }) => `${unitName} ${electoralDistrict}`.trim()),
    words('presence', m.roll_presence(), (row) => presenceName(row.presence), { class: 'card-state' }),
    words('each', m.roll_each(), eachOf, { under: 'presence' }),
    words('why', m.roll_leave(), leaveOf),
    words('changed', m.roll_changed(), (row) => (row.hasChanged ? m.roll_has_changed() : ''), { under: 'why' }),
  ],
}
