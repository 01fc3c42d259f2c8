import * as format from '$lib/format.ts'
import { getLocale } from '$lib/paraglide/runtime.js'

/** "2026" or "2026Q3" as people read it. */
export function periodName(period: string): string {
  const lang = getLocale()
  if (period.length > 4) return format.quarter(period, lang)
  return lang === 'zh' ? `${period}年度` : `The year ${period}`
}
