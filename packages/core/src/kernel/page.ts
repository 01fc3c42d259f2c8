// A list that is put in order here, because SQL knows no strokes, is cut into pages here.

/** What comes after one of its rows, and the row at which the next page begins; null where there is no such row. */
export function pageAfter<T>(all: readonly T[], after: string | undefined, size: number, idOf: (row: T) => string) {
  const from = after === undefined ? 0 : all.findIndex((row) => idOf(row) === after) + 1
  if (after !== undefined && from === 0) return null
  const rows = all.slice(from, from + size)
  return { rows, after: from + size < all.length ? idOf(rows.at(-1)!) : null }
}
