// RFC 9649: a RIFF of chunks of a name, a length and their content, padded to an even length.

const HEADER_BYTES = 12
const CHUNK_HEAD_BYTES = 8
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** Bits of VP8X that announce Exif and XMP (2.7.1.1). */
const ANNOUNCED = 0b1100

export function cleanWebp(file: Uint8Array): Uint8Array[] | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < HEADER_BYTES) return null
  const riffEnd = CHUNK_HEAD_BYTES + view.getUint32(4, true)
  if (riffEnd > file.length) return null
  const kept: Uint8Array[] = []
  let hasPicture = false
  let at = HEADER_BYTES
  while (at + CHUNK_HEAD_BYTES <= riffEnd) {
    const name = String.fromCharCode(...file.subarray(at, at + 4))
    const size = view.getUint32(at + 4, true)
    const end = at + CHUNK_HEAD_BYTES + size + (size % 2)
    if (end > riffEnd) return null
    if (NEEDED.has(name)) kept.push(name === 'VP8X' ? quiet(file.subarray(at, end)) : file.subarray(at, end))
    if (name === 'VP8 ' || name === 'VP8L' || name === 'ANMF') hasPicture = true
    at = end
  }
  return hasPicture ? [headOf(kept), ...kept] : null
}

function quiet(chunk: Uint8Array): Uint8Array {
  const copy = chunk.slice()
  copy[CHUNK_HEAD_BYTES]! &= ~ANNOUNCED
  return copy
}

function headOf(kept: readonly Uint8Array[]): Uint8Array {
  const head = new Uint8Array(HEADER_BYTES)
  head.set(new TextEncoder().encode('RIFF'), 0)
  head.set(new TextEncoder().encode('WEBP'), 8)
  new DataView(head.buffer).setUint32(4, 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0), true)
  return head
}
