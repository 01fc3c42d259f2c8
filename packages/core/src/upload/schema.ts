import * as z from 'zod'
import { id } from '../kernel/shapes.ts'

/** What a photo may be, by its own first bytes. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PhotoType = (typeof photoTypes)[number]

export const PHOTO_BYTES_MAX = 8_000_000

export const PDF = 'application/pdf'
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** What a paper may be, by what is in it. */
export const paperTypes = [PDF, DOCX] as const
export type PaperType = (typeof paperTypes)[number]

export const PAPER_BYTES_MAX = 20_000_000

/** `hash`: SHA-256 of the bytes, in hex. It says which file it was when the bytes are long gone. */
const stored = <const Type extends string>(types: readonly Type[], bytesMax: number) =>
  z.strictObject({
    id,
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    mediaType: z.enum(types),
    byteCount: z.int().min(1).max(bytesMax),
  })

export const storedPhoto = stored(photoTypes, PHOTO_BYTES_MAX)
export const storedPaper = stored(paperTypes, PAPER_BYTES_MAX)
export type StoredPhoto = z.infer<typeof storedPhoto>
export type StoredPaper = z.infer<typeof storedPaper>
export type StoredFile = StoredPhoto | StoredPaper
