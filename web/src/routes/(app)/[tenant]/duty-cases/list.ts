import * as format from '$lib/format.ts'
import { count, points, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { levelName } from '$lib/words.ts'
import { periodName } from './period.ts'
import type { PageData } from './$types'

export type Row = PageData['candidates'][number]

function lineOf({ assessment }: Row): string {
  const line = assessment?.lineHundredths ?? null
  return line === null ? m.dutycase_no_line_short() : format.points(line)
}

/** 10 points a year are 10 × 273/365 = 7.48 after 273 days. */
function proRata(yearLine: number | null, { assessment }: Row): string {
  if (yearLine === null || !assessment || assessment.lineHundredths === null) return ''
  const { servedDays, spanDays, lineHundredths } = assessment
  return `${format.points(yearLine)} × ${servedDays}/${spanDays} = ${format.points(lineHundredths)}`
}

const missedOne = ({ period, name, done, times }: Row['missed'][number]): string =>
  m.dutycase_missed_one({ period: periodName(period), name, done, times })

const articlesOf = ({ missed }: Row): string =>
  [...new Set(missed.map(({ article }) => article))].filter(Boolean).join(m.common_semicolon())

/** Who is under the line or short of a minimum: by unit, in stroke order, never ranked. */
export const list: List<PageData, Row> = {
  name: ({ frame, year, level }) =>
    `${frame.tenant.name} ${m.dutycase_candidates()} ${periodName(year)} ${levelName(level)}`,
  rows: ({ candidates }) => candidates,
  columns: ({ lineHundredths }) => [
    words('name', m.common_name(), (row) => row.name, { class: 'card-title nowrap' }),
    words('unit', m.deputy_unit(), (row) => row.unitName, { under: 'name' }),
    words('district', m.common_electoral_district(), (row) => row.electoralDistrict, { under: 'name' }),
    points('points', m.dutycase_points(), (row) => row.assessment?.hundredths ?? 0),
    words('line', m.dutycase_line(), lineOf, { class: 'num' }),
    words('sum', m.dutycase_arithmetic(), (row) => proRata(lineHundredths, row), { under: 'line' }),
    words('served', m.dutycase_served(), servedOf, { class: 'num' }),
    words('attended', m.dutycase_attended(), attendedOf, { class: 'num' }),
    count('leave', m.dutycase_leave(), (row) => row.onLeave, { under: 'attended', labelled: true }),
    words('missed', m.dutycase_missed(), (row) => row.missed.map(missedOne).join(m.common_semicolon())),
    words('article', m.common_why_article(), articlesOf, { under: 'missed' }),
  ],
  cursor: { parameter: 'after', next: ({ after }) => after },
}

const servedOf = ({ assessment }: Row): string => `${assessment?.servedDays ?? 0}/${assessment?.spanDays ?? 0}`
const attendedOf = ({ present, onLeave, absent }: Row): string => `${present}/${present + onLeave + absent}`
