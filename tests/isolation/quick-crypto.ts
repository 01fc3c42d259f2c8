import { createHash, createHmac, timingSafeEqual, type webcrypto } from 'node:crypto'

// Web Crypto answers from another thread, and thousands of probes would spend their time waiting for it. These answer
// the same at once: the HMAC of a cookie and the hash of an answer.

type Subtle = Pick<webcrypto.SubtleCrypto, 'importKey' | 'verify' | 'digest'>
type CryptoKey = webcrypto.CryptoKey
type Import = (format: 'raw', secret: Uint8Array, ...more: never[]) => Promise<CryptoKey>

/** Answers what puts Web Crypto back. */
export function quickCrypto(): () => void {
  const subtle: webcrypto.SubtleCrypto = crypto.subtle
  const before: Subtle = { importKey: subtle.importKey, verify: subtle.verify, digest: subtle.digest }
  const secrets = new WeakMap<CryptoKey, Buffer>()
  const keys = new Map<string, Promise<CryptoKey>>()
  const importKey = before.importKey.bind(subtle) as unknown as Import
  const quick = {
    async importKey(format: 'raw', secret: Uint8Array, ...more: never[]): Promise<CryptoKey> {
      const name = Buffer.from(secret).toString('hex')
      const key = keys.get(name) ?? importKey(format, secret, ...more)
      keys.set(name, key)
      secrets.set(await key, Buffer.from(secret))
      return key
    },
    async verify(_: unknown, key: CryptoKey, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
      const right = createHmac('sha256', secrets.get(key)!).update(data).digest()
      return signature.length === right.length && timingSafeEqual(right, signature)
    },
    async digest(algorithm: string | { name: string }, data: Uint8Array): Promise<ArrayBuffer> {
      const { name } = typeof algorithm === 'string' ? { name: algorithm } : algorithm
      const hash = createHash(name.replace('-', '').toLowerCase())
      return new Uint8Array(hash.update(new Uint8Array(data)).digest()).buffer
    },
  }
  Object.assign(subtle, quick)
  return () => void Object.assign(subtle, before)
}
