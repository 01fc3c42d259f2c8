import { unzipped } from '@jiceng/workers/spreadsheet/unzipped'
import type { UnitThings } from './district.ts'

// A word may leave in a file too: an answer is read whatever it is, and the XML of a .docx or .xlsx unpacked.

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Every letter in these bytes; what lies between letters in a picture is no letter. */
export async function textIn(bytes: Uint8Array): Promise<string> {
  const parts = isZip(bytes) ? [bytes, await unzipped(bytes)] : [bytes]
  return parts.map((part) => new TextDecoder().decode(part)).join('\n')
}

/** What the photos of the seeded postings say they are; the papers say they are PDFs. */
export const PICTURE = 'image/png'

/** A picture with a word among its bytes. Nobody looks at it. */
export const pictureOf = (word: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([0x89, ...new TextEncoder().encode(`PNG${word}`), 0xff])

type Pictures = Map<string, Uint8Array<ArrayBuffer>>

/** The stored photos and papers of a district, under the keys they have in the bucket. */
export const picturesOf = (tenantId: string, units: readonly UnitThings[], word: () => string) =>
  units
    .flatMap(({ fileId, postedFileId, paperFileId, attachedFileId }) => [
      ...[fileId, postedFileId, paperFileId, attachedFileId],
    ])
    .map((id) => [`${tenantId}/${id}`, pictureOf(word())] as const)

/** The bucket. Whoever names a key of the other district in it is counted. */
export function bucketOf(pictures: Pictures, foreignId: string, spy: { calls: number; total: number }) {
  const look = (key: string) => {
    if (!key.startsWith(`${foreignId}/`)) return
    spy.calls++
    spy.total++
  }
  return {
    async get(key: string) {
      look(key)
      const picture = pictures.get(key)
      return picture ? { arrayBuffer: async () => picture.buffer } : null
    },
    async put(key: string) {
      look(key)
      return null
    },
  }
}
