import Papa from 'papaparse'
import { inert, type Cell } from './cell.ts'

export const CSV = 'text/csv; charset=utf-8'

/** With the mark of UTF-8: without it Excel in Chinese reads GBK. */
const BOM = '\uFEFF'

/** A CSV (RFC 4180) whose texts are texts for whatever opens it. */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(inert))
  return BOM + Papa.unparse(lines, { newline: '\r\n' }) + '\r\n'
}
