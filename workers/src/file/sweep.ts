import type { Store } from '@jiceng/core/kernel/store'
import { forgetUploads, markSwept, sweptUploads } from '@jiceng/core/upload/queries'
import type { Files } from './files.ts'

/** Deletes what was uploaded and never attached. It may be cut short anywhere, and run twice at once. */
export async function sweepUploads(files: Files, store: Store, tenantId: string, now: string): Promise<number> {
  await store.write([markSwept(now)])
  const [rows] = await store.read([sweptUploads().compile()])
  const hashes = (rows as { hash: string }[]).map((one) => one.hash)
  if (hashes.length === 0) return 0
  await files.delete(tenantId, hashes)
  await store.write([forgetUploads(hashes)])
  return hashes.length
}
