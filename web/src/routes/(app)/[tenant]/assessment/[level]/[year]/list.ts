import { exemptionGrounds } from '@jiceng/core/assessment/schema'
import { count, points, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { inWords } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

export type Row = PageData['deputies'][number]

/** Every deputy's year with what each could attend, and why somebody is not compared. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ frame }, { year }) => `${frame.tenant.name} ${m.assessment_title({ year })}`,
  rows: ({ deputies }) => deputies,
  cursor: { parameter: 'page', next: ({ next }) => next },
  columns: ({ rules }) => [
    words('name', m.common_deputy(), (row) => row.name, { class: 'card-title' }),
    words('district', m.common_electoral_district(), (row) => `${row.unitName} ${row.electoralDistrict}`, {
      under: 'name',
    }),
    words('state', m.assessment_state(), stateOf, { class: 'card-state' }),
    words('served', m.assessment_served(), ({ servedDays, spanDays }) => `${servedDays} / ${spanDays}`, {
      class: 'num',
    }),
    count('present', m.assessment_present(), (row) => row.attended.present),
    ...(['concerned', 'onLeave', 'absent'] as const).map((key) =>
      count<Row>(key, ATTENDED[key](), (row) => row.attended[key], { under: 'present', labelled: true })
    ),
    points('points', m.assessment_points(), (row) => row.pointsHundredths),
    ...(rules.baseHundredths > 0 ? [points<Row>('base', m.rules_base(), (row) => row.baseHundredths)] : []),
    points('result', m.assessment_result(), (row) => row.hundredths),
    ...(rules.grades.length > 0 ? [words<Row>('grade', m.rules_grade(), (row) => row.grade ?? '—')] : []),
    words('place', m.assessment_place(), (row) => String(row.place ?? '—'), { class: 'num' }),
  ],
}

const ATTENDED = { concerned: m.assessment_concerned, onLeave: m.assessment_leave, absent: m.assessment_absent }

/** Compared, below the line, or why not. */
function stateOf({ ineligible, isBelowLine }: Row): string {
  if (ineligible === 'short') return m.assessment_short()
  if (ineligible !== null) return inWords(exemptionGrounds[ineligible])
  return isBelowLine ? m.assessment_below() : ''
}
