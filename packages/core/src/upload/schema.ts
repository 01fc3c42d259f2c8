import * as z from 'zod'

/** What a photo may be, by its own first bytes. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PhotoType = (typeof photoTypes)[number]

export const PHOTO_BYTES_MAX = 8_000_000

/** SHA-256 of a file's bytes, in hex: its name in the store. */
export const fileHash = z.string().regex(/^[0-9a-f]{64}$/)

export const storedFile = z.strictObject({
  hash: fileHash,
  mediaType: z.enum(photoTypes),
  byteCount: z.int().min(1).max(PHOTO_BYTES_MAX),
})
export type StoredFile = z.infer<typeof storedFile>
