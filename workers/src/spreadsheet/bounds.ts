import { LAST_ROW_MAX } from './limits.ts'
import { Unreadable } from './unreadable.ts'

/** A sheet is read as a rectangle, so one cell in its far corner would cost as much as a full sheet. */
const RECTANGLE_CELLS_MAX = 4_000_000
const RECTANGLE_COLUMNS_MAX = 256

/** Refuses the XML of a sheet whose cells, empty ones too, span more than a sheet may. */
export function refuseFarCells(xml: Uint8Array): void {
  let [rows, columns] = [0, 0]
  for (const [, letters, digits] of new TextDecoder().decode(xml).matchAll(/<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"/g)) {
    rows = Math.max(rows, Number(digits))
    columns = Math.max(columns, columnNumber(letters!))
    if (rows > LAST_ROW_MAX || columns > RECTANGLE_COLUMNS_MAX || rows * columns > RECTANGLE_CELLS_MAX) {
      throw new Unreadable('cell-too-far', {
        zh: `${letters}${digits} 离左上角太远：请删去表格右侧和下方的空白行列后再上传`,
        en: `${letters}${digits} is too far out: delete the empty rows and columns beyond the table and upload again`,
      })
    }
  }
}

/** "AA" → 27. */
const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
