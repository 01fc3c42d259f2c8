/** What stands in a cell. Numbers stay numbers, so that they can be summed. */
export type Cell = string | number | null

// What makes a spreadsheet take a text for a formula, or end the cell before it; full-width signs count as plain ones.
const FORMULA = /^[=+\-@＝＋－＠\t\r\n\0]/

/** A text that nobody's spreadsheet computes: one that begins like a formula gets an apostrophe before it. */
export const inert = (cell: Cell): Cell => (typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell)
