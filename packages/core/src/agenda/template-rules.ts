import type { Body } from '../body/schema.ts'
import type { SessionKind } from '../session/schema.ts'
import { itemTypes, reportFields, type ItemType, type ReportField } from './schema.ts'

// What a session of a kind deals with as a rule; a person changes it before it is adopted. Pure, browser-safe.

type Draft = { type: ItemType; field?: ReportField; minutes: number }

const ANNUAL: readonly Draft[] = [
  { type: 'government_report', minutes: 60 },
  { type: 'budget_execution', minutes: 30 },
  { type: 'congress_report', minutes: 40 },
  { type: 'suggestion_report', minutes: 20 },
  { type: 'resolution', minutes: 20 },
]
/** A township has neither court nor procuratorate. */
const COURTS: Draft = { type: 'court_report', minutes: 40 }

const MIDYEAR: readonly Draft[] = [
  { type: 'half_year_report', minutes: 40 },
  { type: 'budget_adjustment', minutes: 20 },
  { type: 'suggestion_report', minutes: 30 },
  { type: 'special_report', field: 'livelihood', minutes: 30 },
  { type: 'project_report', minutes: 30 },
]
const QUARTERLY: readonly Draft[] = [
  { type: 'special_report', field: 'livelihood', minutes: 30 },
  { type: 'suggestion_report', minutes: 30 },
  { type: 'project_report', minutes: 30 },
]
const COMMITTEE: readonly Draft[] = [
  { type: 'special_report', field: 'economy', minutes: 30 },
  { type: 'special_report', field: 'rule_of_law', minutes: 30 },
  { type: 'personnel', minutes: 20 },
]
const OTHERS: readonly Draft[] = [{ type: 'suggestion_report', minutes: 30 }]

function draftOf(body: Body, kind: SessionKind, isDistrict: boolean): readonly Draft[] {
  if (kind === 'extraordinary') return [{ type: 'other', minutes: 30 }]
  if (body === 'standing_committee') return COMMITTEE
  if (body !== 'congress') return OTHERS
  if (kind === 'annual') return isDistrict ? [...ANNUAL.slice(0, 3), COURTS, ...ANNUAL.slice(3)] : ANNUAL
  return kind === 'midyear' ? MIDYEAR : QUARTERLY
}

/** The items of a template, as they are planned: titles in the language of the congress. */
export const templateOf = (body: Body, kind: SessionKind, isDistrict = false) =>
  draftOf(body, kind, isDistrict).map(({ type, field = null, minutes }) => ({
    ...{ type, field, minutes, speaker: '', isPublic: type !== 'personnel' },
    title: field === null ? itemTypes[type].zh : `${reportFields[field].zh}方面的${itemTypes[type].zh}`,
  }))
