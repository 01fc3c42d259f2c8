import * as z from 'zod'
import { id, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

/** What the deputies of a term can be put in order by; nothing of it is a judgement. */
export const comparisonSorts = {
  register: { zh: '街镇和姓氏笔画', en: 'Unit and stroke order' },
  served: { zh: '在任天数', en: 'Days served' },
  attendance: { zh: '出席与应参加之比', en: 'Attended of concerned' },
  concerned: { zh: '应参加', en: 'Concerned' },
  onLeave: { zh: '请假', en: 'On leave' },
  absent: { zh: '未到', en: 'Absent' },
  receptions: { zh: '接待选民', en: 'Voter receptions' },
  missed: { zh: '未完成的事项', en: 'Obligations missed' },
  assessed: { zh: '参加评定的年数', en: 'Years assessed' },
  points: { zh: '积分合计', en: 'Points in all' },
  rate: { zh: '每年积分', en: 'Points a year' },
} satisfies Record<string, Words>
export const comparisonSort = z.enum([
  ...(['register', 'served', 'attendance', 'concerned', 'onLeave', 'absent'] as const),
  ...(['receptions', 'missed', 'assessed', 'points', 'rate'] as const),
])
export type ComparisonSort = z.infer<typeof comparisonSort>

export const directions = {
  descending: { zh: '从多到少', en: 'Most first' },
  ascending: { zh: '从少到多', en: 'Fewest first' },
} satisfies Record<string, Words>
export const direction = z.enum(['descending', 'ascending'])
export type Direction = z.infer<typeof direction>

export const PAGE_ROWS = 100

/** Days of a year: what points are reckoned to. */
export const YEAR_DAYS = 365

/** Years looked back upon: a term of five touches six, and one that was prolonged another. */
export const TERM_YEARS_MAX = 7

/**
 * Who sits at the end of a quarter, or today where it runs or none is named. Each township elects a congress of its own,
 * so of that level a unit is named.
 */
export const comparisonInput = z.strictObject({
  level,
  unitId: id.optional(),
  quarter: quarter.optional(),
  sort: comparisonSort.default('register'),
  direction: direction.default('descending'),
  page: z.coerce.number().int().min(0).max(1_000).default(0),
})
