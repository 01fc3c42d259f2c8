import { ERASED_NAME } from '../people/schema.ts'
import type { BoardRow } from './schema.ts'

/** A deputy whose row differs between two boards; null on the side on which they are not. */
export type ChangedRow<Row = BoardRow> = { mandateId: string; name: string; before: Row | null; after: Row | null }

/** The rows of a board as it was frozen, without those that were erased. */
export const rowsOn = <Row>(content: { rows: readonly { row: Row | null }[] }): Row[] =>
  content.rows.flatMap(({ row }) => (row ? [row] : []))

type Named = { mandateId: string; name: string; electoralDistrict: string }

/** What changed from one board to the next, in the order of the later one; who left comes last. */
export function changedRows<Row extends Named>(before: readonly Row[], after: readonly Row[]): ChangedRow<Row>[] {
  const old = new Map(before.map((row) => [row.mandateId, row]))
  const now = new Set(after.map((row) => row.mandateId))
  return [
    ...withoutErased(before, after)
      .filter((row) => !sameRow(old.get(row.mandateId), row))
      .map((row) => ({ mandateId: row.mandateId, name: row.name, before: old.get(row.mandateId) ?? null, after: row })),
    ...before
      .filter((row) => !now.has(row.mandateId))
      .map((row) => ({ mandateId: row.mandateId, name: row.name, before: row, after: null })),
  ]
}

/** A row that was erased since is on the old board no more, and for that new on none. */
function withoutErased<Row extends { mandateId: string; name: string }>(
  before: readonly { mandateId: string }[],
  after: readonly Row[]
): Row[] {
  const old = new Set(before.map(({ mandateId }) => mandateId))
  return after.filter(({ mandateId, name }) => name !== ERASED_NAME || old.has(mandateId))
}

const sameRow = (before: Named | undefined, after: Named): boolean =>
  before !== undefined && figuresOf(before) === figuresOf(after)

/** Names are no figures: one that was written differently is no change of points. */
const figuresOf = ({ name: _, electoralDistrict: __, ...row }: Named): string =>
  JSON.stringify(row, (___, value: unknown) =>
    value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort()) : value
  )

/** Whether other people sit than those on the board: somebody was registered, or left, with a day that is past. */
export const seatsDiffer = (
  before: readonly { mandateId: string }[],
  after: readonly { mandateId: string; name: string }[]
): boolean => {
  const ids = (rows: readonly { mandateId: string }[]) => JSON.stringify(rows.map((row) => row.mandateId).sort())
  return ids(before) !== ids(withoutErased(before, after))
}

/**
 * Recomputes a board's root without us, in one line, before the address of its rows: a leaf is SHA-256(0x00 ‖ salt ‖ json), a node
 * SHA-256(0x01 ‖ left ‖ right), the left half the largest power of two below n (RFC 6962, 2.1). Node.js from 18 on. No
 * character of it means anything to sh, cmd or PowerShell between double quotes.
 */
export const ROOT_COMMAND = `node -e "${[
  `const s=(...b)=>require('crypto').createHash('sha256').update(Buffer.concat(b)).digest()`,
  `x=t=>Buffer.from(t,'hex')`,
  `t=a=>{if(a.length<2)return a[0]||s();let k=1;while(2*k<a.length)k*=2;return s(x('01'),t(a.slice(0,k)),t(a.slice(k)))}`,
].join(',')};${[
  `fetch(process.argv[1]).then(r=>r.json())`,
  `then(f=>f.rows.map(r=>r.json?s(x('00'),x(r.salt),Buffer.from(r.json)):x(r.leaf)))`,
  `then(l=>console.log(t(l).toString('hex')))`,
].join('.')}"`
