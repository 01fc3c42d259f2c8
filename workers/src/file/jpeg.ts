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
    else if (isNeeded(marker)) kept.push(file.subarray(at, end))
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

const isNeeded = (marker: number) =>
  marker !== COM && (marker < APP0 || marker > APP15 || [APP0, APP2, APP14].includes(marker))

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
  if (![...EXIF].every((letter, n) => segment[n] === letter.charCodeAt(0))) return []
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
