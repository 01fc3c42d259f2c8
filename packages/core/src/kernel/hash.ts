import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

export { bytesToHex, hexToBytes }

/** HMAC-SHA256 in hex under a hex key. */
export const keyedHash = (keyHex: string, text: string): string =>
  bytesToHex(hmac(sha256, hexToBytes(keyHex), utf8ToBytes(text)))

const LEAF = new Uint8Array([0])
const NODE = new Uint8Array([1])

/** One row of a board as a leaf: SHA-256(0x00 ‖ salt ‖ JSON), so an erased row leaves its leaf behind (RFC 6962, 2.1). */
export const leafHash = (saltHex: string, json: string): string =>
  bytesToHex(sha256(concatBytes(LEAF, hexToBytes(saltHex), utf8ToBytes(json))))

/** Rows that will always read as they do now: each with its salt and its leaf, and the root over all. */
export function frozenRows<T>(rows: readonly T[], salts: (count: number) => string[]) {
  const salt = salts(rows.length)
  const frozen = rows.map((row, index) => {
    return { salt: salt[index]!, leaf: leafHash(salt[index]!, canonicalJson(row)), row }
  })
  return { rows: frozen, root: merkleRoot(frozen.map(({ leaf }) => leaf)) }
}

/** Frozen rows as the bytes that were hashed. Of an erased one only the leaf is left. */
export const provableRows = (rows: readonly { salt: string | null; leaf: string; row: unknown }[]) =>
  rows.map(({ salt, leaf, row }) => ({ leaf, salt, json: row === null ? null : canonicalJson(row) }))

/** Merkle tree hash over leaf hashes in hex (RFC 6962, 2.1): the left half is the largest power of two below n. */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return bytesToHex(sha256(new Uint8Array()))
  if (leaves.length === 1) return leaves[0]!
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  const left = hexToBytes(merkleRoot(leaves.slice(0, half)))
  const right = hexToBytes(merkleRoot(leaves.slice(half)))
  return bytesToHex(sha256(concatBytes(NODE, left, right)))
}

/** JSON with sorted keys, so that the same value always has the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** SHA-256 of a text in hex. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))
