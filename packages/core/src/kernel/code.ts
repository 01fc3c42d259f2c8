import { hexToBytes, sha256Hex } from './hash.ts'
import { CODE_LENGTH, CODE_LETTERS } from './shapes.ts'

// One-time codes on paper: read out, typed on a phone, used once.

const GROUP = 4

/** 60 random bits of a salt as a code. */
export const codeOf = (salt: string): string =>
  [...hexToBytes(salt).slice(-CODE_LENGTH)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')

/** "7K2M-9QXF-3TBD": as it is printed. */
export const grouped = (code: string): string =>
  Array.from({ length: CODE_LENGTH / GROUP }, (_, n) => code.slice(n * GROUP, (n + 1) * GROUP)).join('-')

/** What is kept of a code. `of` binds it to whom it is for, so that one guess is one guess. */
export const codeHash = (of: string, code: string): string => sha256Hex(`${of}\n${code}`)
