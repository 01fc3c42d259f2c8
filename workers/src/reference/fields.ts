import type { Language, Words } from '@jiceng/core/kernel/words'
import type { Schema } from '../http/openapi.ts'

// A JSON Schema in words, and an example that satisfies it.

export type FieldRow = { name: string; required: boolean; what: string }

/** Every field of an object, those inside it below it: "attendance[].presence". */
export function fieldRows(schema: Schema, language: Language, before = ''): FieldRow[] {
  const required = schema.required ?? []
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = before + key
    const inner = field.anyOf?.find((one) => one.properties ?? one.items) ?? field
    return [
      { name, required: required.includes(key), what: whatIs(field, language) },
      ...fieldRows(inner.items ?? inner, language, name + (inner.items ? '[].' : '.')),
    ]
  })
}

/** Patterns of the kernel's shapes, by what they are called. */
const patterns: Record<string, Words & { example: string }> = {
  '^\\d{4}-\\d{2}-\\d{2}$': { zh: '日期，如 2026-09-15', en: 'calendar day, as 2026-09-15', example: '2026-09-15' },
  '^20\\d\\dQ[1-4]$': { zh: '季度，如 2026Q3', en: 'quarter, as 2026Q3', example: '2026Q3' },
  '^[A-Za-z0-9][A-Za-z0-9:/-]{0,99}$': { zh: '编号', en: 'id', example: '…' },
  '^[a-z][a-z0-9-]{1,39}$': { zh: '代码，如 inspection', en: 'code, as inspection', example: 'inspection' },
}

const types: Record<string, Words> = {
  string: { zh: '文字', en: 'text' },
  integer: { zh: '整数', en: 'integer' },
  number: { zh: '数', en: 'number' },
  boolean: { zh: '是否（true、false）', en: 'true or false' },
  object: { zh: '对象', en: 'object' },
  null: { zh: '空（null）', en: 'null' },
}

export function whatIs(schema: Schema, language: Language): string {
  const says = (words: Words) => words[language]
  if (schema.anyOf) return schema.anyOf.map((one) => whatIs(one, language)).join(says({ zh: '，或', en: ', or ' }))
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map(String).join(says({ zh: '、', en: ', ' }))
  if (schema.format === 'uuid') return 'UUIDv7'
  if (schema.type === 'array') {
    const items = whatIs(schema.items ?? {}, language)
    const size = bounds(schema.minItems, schema.maxItems, { zh: '项', en: 'items' }, language)
    return says({ zh: `列表：${items}${size}`, en: `list of: ${items}${size}` })
  }
  const known = schema.pattern === undefined ? undefined : patterns[schema.pattern]
  if (known) return says(known)
  const size =
    schema.type === 'string'
      ? bounds(schema.minLength, schema.maxLength, { zh: '个字', en: 'characters' }, language)
      : bounds(schema.minimum, schema.maximum, { zh: '', en: '' }, language)
  return `${says(types[schema.type ?? ''] ?? { zh: '值', en: 'value' })}${size}`
}

function bounds(least: number | undefined, most: number | undefined, unit: Words, language: Language): string {
  // What a double holds is no bound of ours.
  const [from, to] = [least, most].map((one) => (one !== undefined && Math.abs(one) < 2 ** 53 - 1 ? one : undefined))
  if (from === undefined && to === undefined) return ''
  const range = from === undefined ? `≤ ${to}` : to === undefined ? `≥ ${from}` : `${from}–${to}`
  return language === 'zh' ? `（${range}${unit.zh}）` : ` (${`${range} ${unit.en}`.trim()})`
}

/** Something the schema takes; optional fields are left out. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.anyOf) return exampleOf(schema.anyOf[0]!, name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'uuid') return '0199d1a2-7c3e-7b44-9f6e-2a5d8c1b0e37'
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key))
      return Object.fromEntries(fields.map(([key, field]) => [key, exampleOf(field, key)]))
    }
    case 'array':
      return [exampleOf(schema.items ?? {}, name)]
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, -(2 ** 31)) > 0 ? schema.minimum : 1
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return (schema.pattern === undefined ? undefined : patterns[schema.pattern]?.example) ?? '…'
  }
}
