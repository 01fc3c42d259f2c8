import { encode } from 'uqr'

type Drawn = { size: number; path: string }

/** Choosing among the eight masks takes longer than all the rest of a board’s page, so the last ones stay drawn. */
const KEPT = 100
const drawn = new Map<string, Drawn>()

/** A text as a QR code: its side in squares, and one path of all dark ones. */
export function qrOf(text: string): Drawn {
  const known = drawn.get(text)
  if (known) return known
  // Medium correction survives a creased notice; the border is the quiet zone scanners ask for.
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const made = { size, path: data.map(lineOf).join('') }
  if (drawn.size === KEPT) drawn.delete(drawn.keys().next().value!)
  drawn.set(text, made)
  return made
}

/** The dark runs of a row, each one rectangle. */
function lineOf(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const from = x
    while (row[x]) x++
    if (x > from) path += `M${from} ${y}h${x - from}v1H${from}z`
  }
  return path
}
