// What a spreadsheet may cost before its content is looked at.

export const FILE_BYTES_MAX = 10_000_000
/** Bytes of everything in a zip together, counted while inflating. */
export const INFLATED_BYTES_MAX = 20_000_000
/** Inflated bytes to each byte of the file. */
export const INFLATED_RATIO_MAX = 100
export const ZIP_ENTRIES_MAX = 500
export const SHEETS_MAX = 20
/** Rows with content in all sheets together, and besides them one heading a sheet. */
export const ROWS_MAX = 50_000
/** The last row and column that may hold anything. */
export const LAST_ROW_MAX = 60_000
export const COLUMNS_MAX = 50
export const CELL_CHARACTERS_MAX = 2_000
