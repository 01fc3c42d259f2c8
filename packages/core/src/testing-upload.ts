import { actorKey, type Actor } from './kernel/actor.ts'
import type { Store } from './kernel/store.ts'
import { announceUpload, storedUpload } from './upload/queries.ts'
import { PDF, type StoredFile, type StoredPaper } from './upload/schema.ts'

/** A file as its upload leaves it, ready to be attached by whoever uploaded it. */
export async function upload(store: Store, by: Actor, file: StoredFile): Promise<string> {
  const uploading = { by: actorKey(by), commandId: `of ${file.id}`, at: '2026-10-08T02:00:00.000Z' }
  await store.write([...announceUpload(file, uploading), storedUpload(file.id)])
  return file.id
}

/** A PDF that is like no other: nobody reads its bytes. */
export const pdfNamed = (id: string): StoredPaper => ({
  ...{ id, mediaType: PDF, byteCount: 120_000 },
  hash: [...id]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(64, '0')
    .slice(0, 64),
})
