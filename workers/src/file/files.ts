import type { R2Bucket } from '@cloudflare/workers-types'

/** The port to where files lie. Keys carry the district, and nothing is listed: who knows no row finds no file. */
export type Files = {
  put(tenantId: string, hash: string, bytes: Uint8Array, mediaType: string): Promise<void>
  get(tenantId: string, hash: string): Promise<ArrayBuffer | null>
  delete(tenantId: string, hashes: readonly string[]): Promise<void>
}

const keyOf = (tenantId: string, hash: string) => `${tenantId}/${hash}`

/** Over Cloudflare's R2; locally wrangler simulates it. */
export const r2Files = (bucket: R2Bucket): Files => ({
  put: async (tenantId, hash, bytes, mediaType) => {
    // R2 checks the digest itself: bytes that were cut on the way are refused.
    await bucket.put(keyOf(tenantId, hash), bytes, { httpMetadata: { contentType: mediaType }, sha256: hash })
  },
  get: async (tenantId, hash) => {
    const object = await bucket.get(keyOf(tenantId, hash))
    return object ? object.arrayBuffer() : null
  },
  delete: (tenantId, hashes) => bucket.delete(hashes.map((hash) => keyOf(tenantId, hash))),
})
