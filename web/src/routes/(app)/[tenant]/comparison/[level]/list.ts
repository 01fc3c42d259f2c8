import { exemptionGrounds } from '@jiceng/core/assessment/schema'
import { YEAR_DAYS } from '@jiceng/core/comparison/schema'
import * as format from '$lib/format.ts'
import { count, points, words, type Column, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { inWords } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

export type Row = PageData['deputies'][number]

/** Every sitting deputy's term so far, each number with what it is held against. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.comparison_title()}`,
  rows: ({ deputies }) => deputies,
  cursor: { parameter: 'page', next: ({ next }) => next },
  columns: () => [
    words('name', m.common_deputy(), (row) => row.name, { class: 'card-title' }),
    words('district', m.common_electoral_district(), (row) => `${row.unitName} ${row.electoralDistrict}`, {
      under: 'name',
    }),
    words('elected', m.comparison_by_election(), ({ byElectedOn }) => byElectedOn ?? '', {
      under: 'name',
      labelled: true,
    }),
    count('served', m.comparison_served(), ({ served, servedDays }) => served?.servedDays ?? servedDays),
    words('term', m.comparison_of_term(), ({ served }) => (served ? String(served.spanDays) : ''), UNDER('served')),
    count('concerned', m.assessment_concerned(), (row) => row.attended.concerned),
    count('attendance', m.assessment_present(), (row) => row.attended.present),
    count('onLeave', m.assessment_leave(), (row) => row.attended.onLeave, UNDER('attendance')),
    count('absent', m.assessment_absent(), (row) => row.attended.absent, UNDER('attendance')),
    count('receptions', m.comparison_receptions(), (row) => row.receptionCount),
    count('missed', m.comparison_missed(), (row) => row.owed.missing),
    count('owed', m.comparison_owed(), (row) => row.owed.times, UNDER('missed')),
    words('assessed', m.comparison_years(), ({ years }) => years.map(yearOf).join(m.comparison_and())),
    rate,
    points('points', m.comparison_points(), (row) => row.pointsHundredths, UNDER('rate')),
    words('reckoned', m.comparison_reckoned(), reckonedOf, { under: 'rate' }),
    words('place', m.assessment_place(), ({ place }) => (place === null ? '' : String(place)), UNDER('rate')),
  ],
}

/** Small print with its title before it: what the number above is held against. */
const UNDER = (under: string) => ({ under, labelled: true })

/** A year's grade, that it still runs, or why there is none. */
function yearOf({ year, grade, ineligible, isOver }: Row['years'][number]): string {
  if (ineligible !== null && ineligible !== 'short') return `${year} ${inWords(exemptionGrounds[ineligible])}`
  if (!isOver) return `${year} ${m.comparison_running()}`
  return `${year} ${ineligible === null ? (grade ?? m.comparison_no_grade()) : m.comparison_short()}`
}

const rate: Column<Row> = {
  ...points<Row>('rate', m.comparison_rate(), (row) => row.rate?.yearHundredths ?? 0),
  shown: (row) => (row.rate ? format.points(row.rate.yearHundredths) : m.comparison_nothing()),
  filed: (row) => (row.rate ? row.rate.yearHundredths / 100 : m.comparison_nothing()),
}

/** 34.5 ÷ 646天（2025-01-01起）× 365. */
const reckonedOf = ({ rate, countedOn: since }: Row): string =>
  rate
    ? m.comparison_arithmetic({ points: format.points(rate.hundredths), days: rate.days, since, year: YEAR_DAYS })
    : m.comparison_too_short({ since })

/** In the language of the page, the quarter a list stops at. */
export const quarterName = (quarter: string): string => format.quarter(quarter, getLocale())
