import { bytesToHex, hexToBytes } from '@jiceng/core/kernel/hash'
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// Native scrypt: better-auth's own pure JavaScript hashing costs four times the CPU, and PBKDF2 is
// capped at 100,000 rounds in production. OWASP's floor for scrypt: N = 2^17 with r = 8, or 2^15 with p = 3.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32

const derive = (password: string, salt: Uint8Array): Promise<Uint8Array> =>
  new Promise((done, failed) =>
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? failed(error) : done(key)))
  )

/** "salt:key", both in hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${bytesToHex(salt)}:${bytesToHex(await derive(password, salt))}`
}

export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [salt = '', key = ''] = hash.split(':')
  return timingSafeEqual(await derive(password, hexToBytes(salt)), hexToBytes(key))
}
