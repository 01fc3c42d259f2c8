import type { Schema } from '../http/openapi.ts'

/** Characters of a line before its object is broken into several. */
const LINE_MAX = 88

/** What an answer looks like: `{ units: { id: string, retiredOn: string | null }[] }`, broken where it is long. */
export function sketch(schema: Schema, indent = ''): string {
  if (schema.anyOf) return schema.anyOf.map((one) => sketch(one, indent)).join(' | ')
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') {
    const items = sketch(schema.items ?? {}, indent)
    return schema.items?.anyOf || schema.items?.enum ? `(${items})[]` : `${items}[]`
  }
  if (schema.type === 'object') return objectOf(schema, indent)
  return schema.type ?? 'unknown'
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const deeper = `${indent}  `
  const fields = Object.entries(properties).map(([name, field]) => {
    return `${name}${required.includes(name) ? '' : '?'}: ${sketch(field, deeper)}`
  })
  if (typeof additionalProperties === 'object') fields.push(`[name]: ${sketch(additionalProperties, deeper)}`)
  if (fields.length === 0) return '{}'
  const line = `{ ${fields.join(', ')} }`
  if (!line.includes('\n') && indent.length + line.length <= LINE_MAX) return line
  return `{\n${fields.map((field) => `${deeper}${field}`).join(',\n')}\n${indent}}`
}
