import * as format from '$lib/format.ts'
import { words, type Column, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { bodyName, cellName, patternName, periodName, shortNote } from '$lib/session/words.ts'
import type { PageData, RouteParams } from './$types'

export type Row = PageData['rows'][number]
type Period = PageData['periods'][number]

/** How a part of the year stands, and under it the sessions that begin in it. */
const STATE = 'state-'
const MET = 'met-'
export const stateAt = (row: Row, key: string) =>
  key.startsWith(STATE) ? row.cells[Number(key.slice(STATE.length))]! : null
export const metAt = (row: Row, key: string, periods: readonly Period[]) =>
  key.startsWith(MET) ? sessionsIn(row, periods[Number(key.slice(MET.length))]!) : null

/** Those that were called off are left out. */
const sessionsIn = (row: Row, { firstOn, lastOn }: Period) =>
  row.sessions.filter((one) => one.status !== 'cancelled' && firstOn <= one.firstOn && one.firstOn <= lastOn)

const saidOf = (session: Row['sessions'][number]): string =>
  `${format.monthDay(session.firstOn, getLocale())} ${shortNote(session)}`

/** Every place that has the body, and how each part of the year stands. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ frame, body }, { year }) => `${frame.tenant.name} ${bodyName(body)} ${m.session_calendar()} ${year}`,
  rows: ({ rows }) => rows,
  columns: ({ periods }) => [
    words('place', m.session_place(), (row) => row.name, { class: 'card-title nowrap' }),
    words('pattern', m.session_pattern(), (row) => (row.pattern ? patternName(row.pattern) : ''), { under: 'place' }),
    ...periods.flatMap((period, index): Column<Row>[] => [
      words(`${STATE}${index}`, periodName(period), (row) => cellName(row.cells[index]!)),
      words(
        `${MET}${index}`,
        m.session_in_period({ period: periodName(period) }),
        (row) => sessionsIn(row, period).map(saidOf).join(m.common_list_gap()),
        { under: `${STATE}${index}` }
      ),
    ]),
  ],
}
