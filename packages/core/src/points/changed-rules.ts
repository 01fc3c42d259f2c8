import type { RuleSet } from './rules.ts'

// What one version of the rules has otherwise than another. Browser-safe: pages say it in words.

type Value = string | number | boolean | null
/** What a change is about: the whole set, or one category, item, grade or minimum of it. */
export type RuleSubject = 'total' | 'category' | 'item' | 'grade' | 'minimum'
export type RuleChange = { subject: RuleSubject; name: string; kind: 'added' | 'changed' | 'removed'; fields: Moved[] }
export type Moved = { field: string; before: Value; after: Value }

type Row = Record<string, Value>

/** Every difference between two versions, in the order in which rules are read: total, categories, items, the year's. */
export function ruleChanges(before: RuleSet, after: RuleSet): RuleChange[] {
  const nameOf = ({ items }: RuleSet, code: string): string => items.find((item) => item.code === code)?.name ?? code
  const minimumsOf = (set: RuleSet): Map<string, Row> =>
    new Map(
      set.minimums.map(({ itemCode, per, times, article }) => [
        `${itemCode}/${per}`,
        { name: nameOf(set, itemCode), per, times, article },
      ])
    )
  return [
    ...listed('total', new Map([['', totalOf(before)]]), new Map([['', totalOf(after)]])),
    ...listed('category', byCode(before.categories, CATEGORY), byCode(after.categories, CATEGORY)),
    ...listed('item', byCode(before.items, ITEM), byCode(after.items, ITEM)),
    ...listed('grade', gradesOf(before), gradesOf(after)),
    ...listed('minimum', minimumsOf(before), minimumsOf(after)),
  ]
}

const CATEGORY = ['name', 'quarterCap', 'yearCap', 'aboveTotal'] as const
const ITEM = [
  ...(['name', 'categoryCode', 'hundredths', 'perUnit'] as const),
  ...(['quarterCap', 'yearCap', 'article', 'evidence'] as const),
]

const totalOf = ({ quarterCap, yearCap, baseHundredths, lineHundredths }: RuleSet): Row => ({
  ...{ name: '', quarterCap, yearCap, baseHundredths, lineHundredths },
})

const gradesOf = ({ grades }: RuleSet): Map<string, Row> =>
  new Map(grades.map(({ name, fromHundredths }) => [name, { name, fromHundredths }]))

const byCode = <K extends string>(rows: readonly (Record<K, Value> & { code: string })[], fields: readonly K[]) =>
  new Map(rows.map((row) => [row.code, Object.fromEntries(fields.map((field) => [field, row[field]])) as Row]))

function listed(subject: RuleSubject, before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): RuleChange[] {
  const changes: RuleChange[] = []
  for (const [key, row] of after) {
    const old = before.get(key)
    const fields = Object.keys(row)
      .filter((field) => (old ? old[field] !== row[field] : field !== 'name'))
      .map((field) => ({ field, before: old?.[field] ?? null, after: row[field] ?? null }))
    if (!old || fields.length > 0) {
      changes.push({ subject, name: String(row['name'] ?? ''), kind: old ? 'changed' : 'added', fields })
    }
  }
  for (const [key, row] of before) {
    if (!after.has(key)) changes.push({ subject, name: String(row['name'] ?? ''), kind: 'removed', fields: [] })
  }
  return changes
}
