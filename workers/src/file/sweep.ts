import type { Store } from '@jiceng/core/kernel/store'
import { forgetUploads, markSwept, sweptUploads } from '@jiceng/core/upload/queries'
import type { Files } from './files.ts'

/**
 * Deletes what no record has. It may be cut short anywhere, and run twice at once: an id is never given again, so a slow
 * one deletes nothing that came later.
 */
export async function sweepUploads(files: Files, store: Store, tenantId: string, now: string): Promise<number> {
  await store.write([markSwept(now)])
  const [rows] = await store.read([sweptUploads().compile()])
  const ids = (rows as { id: string }[]).map((one) => one.id)
  if (ids.length === 0) return 0
  await files.delete(tenantId, ids)
  await store.write([forgetUploads(ids)])
  return ids.length
}
