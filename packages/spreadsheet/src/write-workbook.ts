import { writeXlsx } from 'hucre/xlsx'
import { inert, type Cell } from './cell.ts'

export type SheetOut = { name: string; header: readonly string[]; rows: readonly (readonly Cell[])[] }

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const [COLUMN_WIDTH_MIN, COLUMN_WIDTH_MAX] = [8, 48]

/** An .xlsx that Excel and WPS open without a warning: headings in bold that stay in sight, text as text. */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({
    sheets: sheets.map(({ name, header, rows }) => ({
      name: sheetName(name),
      rows: [[...header], ...rows.map((row) => row.map(inert))],
      columns: header.map((title, index) => ({ width: widthOf([title, ...rows.map((row) => row[index] ?? null)]) })),
      cells: new Map(
        header.map((title, index) => [`0,${index}`, { value: title, type: 'string', style: { font: { bold: true } } }])
      ),
      freezePane: { rows: 1 },
    })),
  })
  return new Uint8Array(bytes)
}

const SHEET_NAME_MAX = 31

/** Without what Excel does not allow in the name of a sheet. */
const sheetName = (name: string): string => [...name.replace(/[[\]:*?/\\]/g, ' ')].slice(0, SHEET_NAME_MAX).join('')

/** A Chinese character is two columns wide. */
const widthOf = (cells: readonly Cell[]): number =>
  cells.reduce<number>(
    (width, cell) => Math.min(COLUMN_WIDTH_MAX, Math.max(width, columnsOf(String(cell ?? '')))),
    COLUMN_WIDTH_MIN
  )

const columnsOf = (text: string): number => [...text].reduce((sum, one) => sum + (one > 'ÿ' ? 2 : 1), 2)
