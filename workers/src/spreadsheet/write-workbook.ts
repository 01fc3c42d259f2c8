import { writeXlsx } from 'hucre/xlsx'

export type Cell = string | number | null
export type SheetOut = { name: string; header: readonly string[]; rows: readonly (readonly Cell[])[] }

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const [COLUMN_WIDTH_MIN, COLUMN_WIDTH_MAX] = [8, 48]

/** An .xlsx that Excel and WPS open without a warning: headings in bold that stay in sight, text as text. */
export async function writeWorkbook(sheets: readonly SheetOut[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({
    sheets: sheets.map(({ name, header, rows }) => ({
      name,
      rows: [[...header], ...rows.map((row) => [...row])],
      columns: header.map((title, index) => ({ width: widthOf([title, ...rows.map((row) => row[index] ?? null)]) })),
      cells: new Map(
        header.map((title, index) => [`0,${index}`, { value: title, type: 'string', style: { font: { bold: true } } }])
      ),
      freezePane: { rows: 1 },
    })),
  })
  return new Uint8Array(bytes)
}

/** A Chinese character is two columns wide. */
const widthOf = (cells: readonly Cell[]): number =>
  Math.min(
    COLUMN_WIDTH_MAX,
    Math.max(
      COLUMN_WIDTH_MIN,
      ...cells.map((cell) => [...String(cell ?? '')].reduce((sum, one) => sum + (one > 'ÿ' ? 2 : 1), 2))
    )
  )
