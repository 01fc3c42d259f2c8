// ITU-T T.81, annex B: segments of a marker and a length, then scans of coded data.

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe]
const [RST0, RST7] = [0xd0, 0xd7]

/** What a decoder needs: JFIF, the colour profile and Adobe's colour transform; of Exif only which side is up. */
export function cleanJpeg(file: Uint8Array): Uint8Array[] | null {
  const kept: Uint8Array[] = [file.subarray(0, 2)]
  let at = 2
  let hasScan = false
  while (at + 4 <= file.length || (hasScan && at + 2 <= file.length)) {
    if (file[at] !== 0xff) return null
    const marker = file[at + 1]!
    if (marker === 0xff) {
      at++ // A fill byte (B.1.1.2).
      continue
    }
    if (marker === EOI) return hasScan ? [...kept, file.subarray(at, at + 2)] : null
    if (marker === SOI || marker < 0xc0) return null
    const end = at + 2 + ((file[at + 2]! << 8) | file[at + 3]!)
    if (end > file.length || end < at + 4) return null
    if (marker === APP1) kept.push(...orientation(file.subarray(at + 4, end)))
    else if (isNeeded(marker, file.subarray(at + 4, end))) kept.push(plain(marker, file.subarray(at, end)))
    at = end
    if (marker === SOS) {
      hasScan = true
      const next = afterScan(file, at)
      kept.push(file.subarray(at, next))
      at = next
    }
  }
  return null
}

/** Other segments share these markers: JFXX is a thumbnail, MPF and FlashPix are further pictures. */
const NEEDED: Readonly<Record<number, string>> = { [APP0]: 'JFIF\0', [APP2]: 'ICC_PROFILE\0', [APP14]: 'Adobe' }

function isNeeded(marker: number, content: Uint8Array): boolean {
  if (marker < APP0 || marker > APP15) return marker !== COM
  const name = NEEDED[marker]
  return name !== undefined && startsWith(content, name)
}

const startsWith = (bytes: Uint8Array, text: string) =>
  [...text].every((letter, n) => bytes[n] === letter.charCodeAt(0))

/** Bytes of a JFIF segment before its thumbnail (ISO/IEC 10918-5, 10.1), with marker and length. */
const JFIF_BYTES = 18

/** JFIF has room for a thumbnail too: it may show what was cut off the picture. */
function plain(marker: number, segment: Uint8Array): Uint8Array {
  if (marker !== APP0 || segment.length <= JFIF_BYTES) return segment
  const copy = segment.slice(0, JFIF_BYTES)
  copy.set([0, JFIF_BYTES - 2], 2)
  copy.set([0, 0], JFIF_BYTES - 2)
  return copy
}

/** Where the next marker stands: zeros stuffed after FF, and restarts, belong to the scan. */
function afterScan(file: Uint8Array, from: number): number {
  let at = from
  while (at + 1 < file.length) {
    const next = file[at + 1]!
    if (file[at] === 0xff && next !== 0 && !(next >= RST0 && next <= RST7)) return at
    at++
  }
  return file.length
}

const EXIF = 'Exif\0\0'
const ORIENTATION = 0x0112

/** An Exif segment of one entry (TIFF 6.0, "Orientation"), or nothing where the picture stands upright anyway. */
function orientation(segment: Uint8Array): Uint8Array[] {
  if (!startsWith(segment, EXIF)) return []
  const tiff = segment.subarray(EXIF.length)
  if (tiff.length < 14) return []
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const little = view.getUint16(0) === 0x4949
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return []
  const count = view.getUint16(directory, little)
  for (let n = 0; n < count; n++) {
    const entry = directory + 2 + n * 12
    if (entry + 12 > tiff.length) return []
    if (view.getUint16(entry, little) !== ORIENTATION) continue
    const value = view.getUint16(entry + 8, little)
    return value >= 2 && value <= 8 ? [exifOf(value)] : []
  }
  return []
}

const exifOf = (value: number): Uint8Array =>
  new Uint8Array([
    ...[0xff, APP1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0],
    ...[0, 0, 0, 0],
  ])
