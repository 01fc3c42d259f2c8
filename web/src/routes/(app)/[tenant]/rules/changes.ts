import type { Moved, RuleChange, RuleSubject } from '@jiceng/core/points/changed-rules'
import { NO_CAP, NO_FLOOR } from '@jiceng/core/points/schema'
import * as format from '$lib/format.ts'
import { m } from '$lib/paraglide/messages.js'

// The words in which differences between two versions of the rules are told.

export const SUBJECTS: Record<RuleSubject, () => string> = {
  total: m.rules_total,
  category: m.rules_category,
  item: m.points_item,
  grade: m.rules_grade,
  minimum: m.rules_minimum,
}

export const KINDS: Record<RuleChange['kind'], () => string> = {
  added: m.rules_change_added,
  changed: m.rules_change_changed,
  removed: m.rules_change_removed,
}

export const FIELDS: Record<string, () => string> = {
  name: m.rules_change_name,
  categoryCode: m.rules_category,
  hundredths: m.points_amount,
  perUnit: m.rules_per_unit,
  quarterCap: m.rules_quarter_cap,
  yearCap: m.rules_year_cap,
  article: m.rules_article,
  evidence: m.rules_evidence,
  aboveTotal: m.rules_above_total,
  baseHundredths: m.rules_base,
  lineHundredths: m.rules_line,
  fromHundredths: m.rules_grade_from,
  per: m.rules_minimum_per,
  times: m.rules_minimum_times,
}

/** A value as a reader knows it: points, caps and yes or no. */
export function said(field: string, value: Moved['before']): string {
  if (field === 'lineHundredths' && value === null) return m.rules_line_none()
  if (value === null || value === '') return '—'
  if (typeof value === 'boolean') return value ? m.common_yes() : m.common_no()
  if (field === 'times' || typeof value === 'string') return String(value)
  if (field.endsWith('Cap') && value >= NO_CAP) return m.rules_no_cap()
  if (field === 'fromHundredths' && value === NO_FLOOR) return m.rules_no_floor()
  return field === 'hundredths' ? format.signed(value) : format.points(value)
}
