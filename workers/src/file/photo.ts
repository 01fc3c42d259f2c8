import type { PhotoType } from '@jiceng/core/upload/schema'
import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { joined } from '../bytes.ts'
import { cleanWebp } from './webp.ts'

// A phone writes into a photo where and when it was taken and whose phone it is. The picture is kept, the rest is not:
// parts that are needed to show it are copied, in the format's own order, and everything else stays behind.

export type Photo = { mediaType: PhotoType; bytes: Uint8Array<ArrayBuffer> }

/** By its own first bytes, whatever it calls itself. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  const at = (from: number, text: string) => [...text].every((letter, n) => bytes[from + n] === letter.charCodeAt(0))
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (bytes[0] === 0x89 && at(1, 'PNG\r\n\x1a\n')) return 'image/png'
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp'
  return null
}

const cleaners = { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp }

/** The picture alone; null when it is none of the three or does not hold together. */
export function cleanPhoto(bytes: Uint8Array): Photo | null {
  const mediaType = photoTypeOf(bytes)
  const pieces = mediaType && cleaners[mediaType](bytes)
  return pieces ? { mediaType, bytes: joined(pieces) } : null
}
