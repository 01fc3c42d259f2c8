import * as z from 'zod'
import { id } from '../kernel/shapes.ts'

/** What a photo may be, by its own first bytes. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PhotoType = (typeof photoTypes)[number]

export const PHOTO_BYTES_MAX = 8_000_000

/** `hash`: SHA-256 of the bytes, in hex. It says which picture it was when the bytes are long gone. */
export const storedFile = z.strictObject({
  id,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.enum(photoTypes),
  byteCount: z.int().min(1).max(PHOTO_BYTES_MAX),
})
export type StoredFile = z.infer<typeof storedFile>
