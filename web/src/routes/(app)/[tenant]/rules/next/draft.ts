import { NO_CAP, NO_FLOOR, span } from '@jiceng/core/points/schema'
import * as format from '$lib/format.ts'

// A version of the rules out of the fields of its form.

export type Values = Record<string, string>

/** Empty is no cap; what is no number stays null, so that the api says so beside the field. */
const capIn = (text = ''): number => orNone(text, NO_CAP) as number

const orNone = <T>(text: string, none: T): number | T | null => (text.trim() === '' ? none : format.hundredths(text))

/** The numbers in the names of fields "items/3/name", in order. */
const indicesIn = (values: Values, list: string): number[] =>
  [...new Set(Object.keys(values).flatMap((name) => new RegExp(`^${list}/(\\d+)/`).exec(name)?.[1] ?? []))].map(Number)

/** The rows of a list that are filled in, and where each stood. */
function rowsIn<T>(values: Values, list: string, isFilled: (at: At) => boolean, row: (at: At, n: number) => T) {
  const kept = indicesIn(values, list).filter((n) => isFilled(atOf(values, list, n)))
  return { kept, rows: kept.map((n) => row(atOf(values, list, n), n)) }
}

type At = (name: string) => string
const atOf =
  (values: Values, list: string, n: number): At =>
  (name) =>
    values[`${list}/${n}/${name}`] ?? ''

const caps = (at: At) => ({ quarterCap: capIn(at('quarterCap')), yearCap: capIn(at('yearCap')) })

/** The draft, and the way back from the api's row of a list to the row of the form it was written in. */
export function draftIn(values: Values, commandId: string) {
  const items = rowsIn(
    values,
    'items',
    (at) => at('code') !== '' || at('name') !== '',
    (at, n) => ({
      // A new item is named after the form it came in, so that sending it twice is one item.
      code: at('code') || `item-${commandId.slice(-12)}-${n}`,
      categoryCode: at('categoryCode'),
      name: at('name'),
      hundredths: format.hundredths(at('hundredths')) as number,
      perUnit: at('perUnit'),
      article: at('article'),
      evidence: at('evidence'),
      ...caps(at),
    })
  )
  const categories = rowsIn(
    values,
    'categories',
    () => true,
    (at) => ({ code: at('code'), name: at('name'), aboveTotal: at('aboveTotal') === '1', ...caps(at) })
  )
  const grades = rowsIn(
    values,
    'grades',
    (at) => at('name') !== '',
    (at) => ({ name: at('name'), fromHundredths: orNone(at('fromHundredths'), NO_FLOOR) as number })
  )
  const minimums = rowsIn(
    values,
    'minimums',
    (at) => at('itemCode') !== '',
    (at) => ({
      itemCode: at('itemCode'),
      per: span.safeParse(at('per')).data ?? 'quarter',
      times: Number(at('times')),
      article: at('article'),
    })
  )
  const kept: Record<string, readonly number[]> = {
    ...{ items: items.kept, grades: grades.kept, minimums: minimums.kept },
  }
  return {
    draft: {
      version: Number(values['version']),
      fromQuarter: values['fromQuarter'] ?? '',
      quarterCap: capIn(values['quarterCap']),
      yearCap: capIn(values['yearCap']),
      baseHundredths: orNone(values['baseHundredths'] ?? '', 0) as number,
      lineHundredths: orNone(values['lineHundredths'] ?? '', null),
      ...{ items: items.rows, categories: categories.rows, grades: grades.rows, minimums: minimums.rows },
    },
    /** Rows left empty were not sent: leads a fault back to the field it was written in. */
    fieldOf: (field: string | null): string | null =>
      field?.replace(
        /^(items|grades|minimums)\/(\d+)/,
        (_, list: string, n: string) => `${list}/${kept[list]![Number(n)]}`
      ) ?? null,
  }
}
