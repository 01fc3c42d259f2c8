import type { R2Bucket } from '@cloudflare/workers-types'
import type { StoredFile } from '@jiceng/core/upload/schema'

/** The port to where files lie. Keys carry the district, and nothing is listed: who knows no row finds no file. */
export type Files = {
  put(tenantId: string, file: Pick<StoredFile, 'id' | 'hash' | 'mediaType'>, bytes: Uint8Array): Promise<void>
  get(tenantId: string, id: string): Promise<ArrayBuffer | null>
  delete(tenantId: string, ids: readonly string[]): Promise<void>
}

const keyOf = (tenantId: string, id: string) => `${tenantId}/${id}`

/** Over Cloudflare's R2; locally wrangler simulates it. */
export const r2Files = (bucket: R2Bucket): Files => ({
  put: async (tenantId, { id, hash, mediaType }, bytes) => {
    // R2 checks the digest itself: bytes that were cut on the way are refused.
    await bucket.put(keyOf(tenantId, id), bytes, { httpMetadata: { contentType: mediaType }, sha256: hash })
  },
  get: async (tenantId, id) => {
    const object = await bucket.get(keyOf(tenantId, id))
    return object ? object.arrayBuffer() : null
  },
  delete: (tenantId, ids) => bucket.delete(ids.map((id) => keyOf(tenantId, id))),
})
