import { EncryptedFileError, HucreError, type Sheet } from 'hucre'
import { readXls, readXlsx } from 'hucre/xlsx'
import type { CellFault, SheetRow, WorkbookSheet } from '@jiceng/core/imports/schema'
import { readCsv } from './csv.ts'
import { CELL_CHARACTERS_MAX, COLUMNS_MAX, FILE_BYTES_MAX, LAST_ROW_MAX, ROWS_MAX, SHEETS_MAX } from './limits.ts'
import { notASpreadsheet, Unreadable } from './unreadable.ts'
import { unzipped } from './unzipped.ts'

// The port to spreadsheets: bytes in, rows of trimmed text with their positions out. Numbers and days become
// text too ("3", "2026-09-30"), so whoever checks them sees one kind of cell, whatever made the file.

/** Every sheet's rows that hold anything. Throws `Unreadable` when the file as a whole cannot be read. */
export async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<WorkbookSheet[]> {
  if (bytes.length > FILE_BYTES_MAX) throw fileTooLarge()
  const sheets = await sheetsOf(bytes, fileName)
  if (sheets.length > SHEETS_MAX) throw tooMany('sheets', SHEETS_MAX)
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
  if (rows > ROWS_MAX + SHEETS_MAX) throw tooMany('rows', ROWS_MAX)
  return sheets
}

const fileTooLarge = () =>
  new Unreadable('file-too-large', { zh: '文件超过10 MB', en: 'The file is larger than 10 MB' })

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte)

async function sheetsOf(bytes: Uint8Array, fileName: string): Promise<WorkbookSheet[]> {
  try {
    if (startsWith(bytes, 0x50, 0x4b)) {
      return (await readXlsx(await unzipped(bytes))).sheets.map(sheetOf)
    }
    if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
      if (isEncryptedXlsx(bytes)) throw encrypted()
      return (await readXls(bytes)).sheets.map(sheetOf)
    }
  } catch (error) {
    if (error instanceof EncryptedFileError) throw encrypted()
    if (error instanceof HucreError || error instanceof RangeError) throw notASpreadsheet()
    throw error
  }
  return [textSheet(fileName.replace(/\.[^.]*$/, ''), readCsv(bytes), new Map())]
}

/** An .xlsx with a password is an OLE2 container with a stream of this name (MS-OFFCRYPTO 1.3.2). */
const isEncryptedXlsx = (bytes: Uint8Array): boolean =>
  new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage')

const encrypted = () =>
  new Unreadable('spreadsheet-encrypted', {
    zh: '文件设有密码，请取消密码后再上传',
    en: 'The file has a password. Remove it and upload again',
  })

const tooMany = (what: 'sheets' | 'rows', max: number) =>
  new Unreadable(`too-many-${what}`, {
    zh: what === 'rows' ? `超过${max}行，请分成几个文件` : `超过${max}张工作表`,
    en: what === 'rows' ? `More than ${max} rows: split the file` : `More than ${max} sheets`,
  })

/** A formula counts as the value the file keeps of it; without one, or with an error, the cell is at fault. */
function sheetOf(sheet: Sheet): WorkbookSheet {
  const faults = new Map<string, CellFault['code']>()
  for (const [at, cell] of sheet.cells ?? []) {
    if (cell.type === 'error') faults.set(at, 'error-value')
    if (cell.formula === undefined) continue
    const value = cell.formulaResult ?? null
    if (value === null) faults.set(at, 'formula-without-value')
    else if (typeof value === 'string' && value.startsWith('#')) faults.set(at, 'error-value')
  }
  return textSheet(sheet.name, sheet.rows, faults)
}

function textSheet(
  name: string,
  rows: readonly (readonly unknown[])[],
  found: ReadonlyMap<string, CellFault['code']>
): WorkbookSheet {
  const kept: SheetRow[] = []
  const faults: CellFault[] = []
  for (const [at, code] of found) {
    const [row, column] = at.split(',').map(Number) as [number, number]
    faults.push({ row: row + 1, column: column + 1, code })
  }
  rows.forEach((cells, index) => {
    const texts = cells.map(textOf)
    while (texts.at(-1) === '') texts.pop()
    if (texts.length === 0) return
    if (index >= LAST_ROW_MAX) throw tooMany('rows', ROWS_MAX)
    if (texts.length > COLUMNS_MAX) {
      throw new Unreadable('too-many-columns', {
        zh: `“${name}”第${index + 1}行超过${COLUMNS_MAX}列`,
        en: `“${name}”, row ${index + 1}: more than ${COLUMNS_MAX} columns`,
      })
    }
    texts.forEach((text, column) => {
      if (text.length <= CELL_CHARACTERS_MAX) return
      faults.push({ row: index + 1, column: column + 1, code: 'cell-too-long' })
      texts[column] = text.slice(0, CELL_CHARACTERS_MAX)
    })
    kept.push({ row: index + 1, cells: texts })
  })
  return { name, rows: kept, faults }
}

function textOf(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
