import * as format from '$lib/format.ts'
import { count, words, type Column, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import type { PageData, RouteParams } from './$types'

// The tables beside the pictures: what was drawn, in numbers.

type Spread = PageData['spreads'][number]
type Quarter = PageData['trend'][number]
type Category = PageData['participation']['all']['categories'][number]

/** What all within reach are called: the whole district, or for a unit's office the unit. */
export const allName = ({ frame, spread }: PageData): string =>
  frame.me?.unitId ? (spread.units[0]?.name ?? '') : m.statistics_all()

const named =
  (part: () => string) =>
  ({ frame }: PageData, { year }: RouteParams): string =>
    `${frame.tenant.name} ${m.statistics_title({ year })} ${part()}`

const QUARTILES = {
  min: m.statistics_min,
  lower: m.statistics_lower,
  median: m.statistics_median,
  upper: m.statistics_upper,
  max: m.statistics_max,
}

export const spreadList: List<PageData, Spread, RouteParams> = {
  name: named(m.statistics_spread),
  rows: ({ spreads }) => spreads,
  columns: (data) => [
    words('name', m.statistics_unit(), ({ name }) => name ?? allName(data), { class: 'card-title' }),
    words('values', m.statistics_each(), ({ values }) => values.map(format.points).join(m.common_list_gap()), {
      ...{ under: 'name', labelled: true },
    }),
    count('count', m.statistics_compared(), (row) => row.count),
    ...Object.entries(QUARTILES).map(([key, title]) =>
      words<Spread>(key, title(), ({ quartiles }) => inPoints(quartiles?.[key as keyof typeof quartiles]), {
        class: 'num',
      })
    ),
    words('out', m.statistics_left_out(), ({ leftOutCount: out }) => (out === 0 ? '' : String(out)), { class: 'num' }),
  ],
}

const inPoints = (hundredths: number | undefined): string =>
  hundredths === undefined ? '—' : format.points(hundredths)

/** Whether all units closed a quarter, or how many did. */
const closing = ({ all: { closedCount, unitCount } }: Quarter): string => {
  if (unitCount === 0) return '—'
  if (closedCount === unitCount) return m.statistics_closed()
  return closedCount === 0 ? m.statistics_open() : m.statistics_partly({ closed: closedCount, units: unitCount })
}

export const trendList: List<PageData, Quarter, RouteParams> = {
  name: named(m.statistics_trend),
  rows: (data) => data.trend,
  columns: (data) => {
    const { unit } = data
    const middle = (key: 'all' | 'unit', name: string): Column<Quarter>[] => {
      const title = (text: string): string => (unit ? m.statistics_of({ name, text }) : text)
      return [
        words(`${key}Median`, title(m.statistics_median()), (row) => inPoints(row[key]?.middle?.median), {
          class: 'num',
        }),
        words(`${key}Mean`, title(m.statistics_mean()), (row) => inPoints(row[key]?.middle?.mean), { class: 'num' }),
        count(`${key}Count`, title(m.statistics_seated()), (row) => row[key]?.middle?.count ?? 0),
      ]
    }
    return [
      words('quarter', m.statistics_quarter(), ({ quarter }) => format.quarter(quarter, getLocale()), {
        class: 'card-title nowrap',
      }),
      words('state', m.statistics_closing(), closing, { under: 'quarter' }),
      ...middle('all', allName(data)),
      ...(unit ? middle('unit', unit.name) : []),
    ]
  },
}

/** "69.2%", and a dash of nothing. Only nobody is 0%, and only everybody 100%. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '—'
  if (part === 0 || part === whole) return `${(part / whole) * 100}%`
  return `${Math.min(999, Math.max(1, Math.round((part / whole) * 1000))) / 10}%`
}

const ratio = (part: number, whole: number): string => (whole === 0 ? '' : `${part}/${whole}`)

export const participationList: List<PageData, Category, RouteParams> = {
  name: named(m.statistics_participation),
  rows: (data) => data.participation.all.categories,
  columns: (data) => {
    const { unit, participation } = data
    const of = (key: 'all' | 'unit', name: string): Column<Category>[] => {
      const found = participation[key]
      if (!found) return []
      const own = (row: Category): Category => found.categories.find(({ code }) => code === row.code) ?? row
      const title = (text: string): string => (unit ? m.statistics_of({ name, text }) : text)
      return [
        words(
          `${key}Part`,
          title(m.statistics_taking_part()),
          (row) => share(own(row).takingPartCount, found.deputyCount),
          {
            class: 'num',
          }
        ),
        words(`${key}PartOf`, m.statistics_deputies(), (row) => ratio(own(row).takingPartCount, found.deputyCount), {
          under: `${key}Part`,
        }),
        words(`${key}Attended`, title(m.statistics_attended()), (row) => share(own(row).present, own(row).concerned), {
          class: 'num',
        }),
        words(`${key}AttendedOf`, m.statistics_times(), (row) => ratio(own(row).present, own(row).concerned), {
          under: `${key}Attended`,
        }),
        count(`${key}Held`, title(m.statistics_held()), (row) => own(row).activityCount),
      ]
    }
    return [
      words('name', m.statistics_category(), ({ name }) => name, { class: 'card-title nowrap' }),
      ...of('all', allName(data)),
      ...of('unit', unit?.name ?? ''),
    ]
  },
}
