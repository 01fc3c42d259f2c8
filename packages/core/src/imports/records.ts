import type { Words } from '../kernel/words.ts'
import type { Parsed } from './cells.ts'
import {
  sheetKeys,
  sheets,
  type CellFault,
  type Column,
  type Finding,
  type SheetKey,
  type WorkbookSheet,
} from './schema.ts'

// From sheets as they are in the file to rows by the name of their columns, and what cannot be one.

/** The sheet as the file names it, and where each column stands in it. */
type Found = { key: SheetKey; sheet: WorkbookSheet; heading: WorkbookSheet['rows'][number]; at: Map<string, number> }

const heading = (text: string): string => text.replace(/[*＊\s]|（.*?）|\(.*?\)/g, '').toLowerCase()

const named = (text: string, words: Words): boolean =>
  heading(text) === heading(words.zh) || heading(text) === heading(words.en)

const columnsOf = (key: SheetKey) => Object.entries(sheets[key].columns as Record<string, Column>)

/** Sheets this product knows by name or, as in a CSV, by their headings; others (an explanation) are left alone. */
export function knownSheets(workbook: readonly WorkbookSheet[], findings: Finding[]): Found[] {
  const found: Found[] = []
  for (const sheet of workbook) {
    const first = sheet.rows[0]
    if (!first) continue
    const at = (key: SheetKey) =>
      new Map(
        columnsOf(key).flatMap(([name, column]) => {
          const index = first.cells.findIndex((cell) => named(cell, column))
          return index < 0 ? [] : [[name, index] as const]
        })
      )
    const missing = (key: SheetKey) => columnsOf(key).filter(([name, column]) => column.required && !at(key).has(name))
    const key =
      sheetKeys.find((one) => named(sheet.name, sheets[one])) ??
      [...sheetKeys].reverse().find((one) => missing(one).length === 0)
    if (key === undefined) continue
    for (const [, column] of missing(key)) {
      findings.push({ sheet: sheet.name, row: first.row, column: 0, title: '', found: '', ...missingColumn(column) })
    }
    if (missing(key).length === 0) found.push({ key, sheet, heading: first, at: at(key) })
  }
  if (found.length === 0 && findings.length === 0) {
    findings.push({ sheet: workbook[0]?.name ?? '', row: 0, column: 0, title: '', found: '', ...nothingKnown })
  }
  return found
}

const missingColumn = (column: Column): Words => ({
  zh: `缺少“${column.zh}”这一列`,
  en: `The column “${column.en}” is missing`,
})

const nothingKnown: Words = {
  zh: '没有认得的工作表：表名或表头须与模板一致',
  en: 'No sheet is known: names of sheets or headings must be those of the template',
}

/** One row, read column by column; a fault is noted where its cell stands. */
export type Row = {
  sheet: string
  row: number
  text(name: string): string
  /** The parsed cell; undefined, and noted, when it is wrong or missing. */
  get<T>(name: string, parse: (text: string) => Parsed<T>): T | undefined
  fault(name: string, words: Words): void
  /** Whether no fault was noted. */
  sound(): boolean
}

/** A fault quotes its cell up to here. */
const FOUND_CHARACTERS_MAX = 60

/** A column is called what the file calls it. */
const titleOf = (found: Found, index: number | undefined): string =>
  (found.heading.cells[index ?? -1] ?? '').replace(/[*＊]$/, '')

function rowOf(found: Found, { row, cells }: { row: number; cells: readonly string[] }, findings: Finding[]): Row {
  const columns: Record<string, Column> = sheets[found.key].columns
  let sound = true
  const text = (name: string): string => cells[found.at.get(name) ?? -1] ?? ''
  const fault = (name: string, words: Words): void => {
    sound = false
    const index = found.at.get(name)
    const at = { sheet: found.sheet.name, row, column: index === undefined ? 0 : index + 1 }
    findings.push({ ...at, title: titleOf(found, index), found: text(name).slice(0, FOUND_CHARACTERS_MAX), ...words })
  }
  return {
    sheet: found.sheet.name,
    row,
    text,
    fault,
    sound: () => sound,
    get(name, parse) {
      if (text(name) === '') {
        if (columns[name]?.required) fault(name, { zh: '不能为空', en: 'It cannot be empty' })
        return undefined
      }
      const parsed = parse(text(name))
      if (parsed.ok) return parsed.value
      fault(name, parsed.words)
      return undefined
    },
  }
}

const FAULTS: Record<CellFault['code'], Words> = {
  'formula-without-value': {
    zh: '公式没有保存结果：请粘贴为数值',
    en: 'A formula without a saved result: paste it as a value',
  },
  'error-value': { zh: '公式出错', en: 'The formula is in error' },
  'cell-too-long': { zh: '内容超过2000字', en: 'More than 2,000 characters' },
}

/** The rows below the heading, without those whose cells could not be read: those are noted. */
export function rowsOf(found: Found, findings: Finding[]): Row[] {
  const faulty = new Set<number>()
  for (const { row, column, code } of found.sheet.faults) {
    faulty.add(row)
    const title = titleOf(found, column - 1)
    findings.push({ sheet: found.sheet.name, row, column, title, found: '', ...FAULTS[code] })
  }
  return found.sheet.rows
    .filter(({ row }) => row > found.heading.row && !faulty.has(row))
    .map((row) => rowOf(found, row, findings))
}
