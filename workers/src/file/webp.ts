// RFC 9649: a RIFF of chunks of a name, a length and their content, padded to an even length.

const HEADER_BYTES = 12
const CHUNK_HEAD_BYTES = 8
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** A frame of an animation: its own fields, then chunks again (2.7.1.4). */
const FRAME_FIELDS_BYTES = 16
const NEEDED_OF_FRAME = new Set(['VP8 ', 'VP8L', 'ALPH'])
const PICTURES = new Set(['VP8 ', 'VP8L', 'ANMF'])
/** Bits of VP8X that announce Exif and XMP (2.7.1.1). */
const ANNOUNCED = 0b1100

export function cleanWebp(file: Uint8Array): Uint8Array[] | null {
  if (file.length < HEADER_BYTES) return null
  const riffEnd = CHUNK_HEAD_BYTES + lengthAt(file, 4)
  if (riffEnd > file.length) return null
  const kept = cleanChunks(file.subarray(HEADER_BYTES, riffEnd), NEEDED)
  if (!kept?.some((chunk) => PICTURES.has(nameOf(chunk)))) return null
  return [headOf(kept), ...kept]
}

/** The needed ones, each as it may stay; null when one breaks off. */
function cleanChunks(bytes: Uint8Array, needed: ReadonlySet<string>): Uint8Array[] | null {
  const kept: Uint8Array[] = []
  let at = 0
  while (at + CHUNK_HEAD_BYTES <= bytes.length) {
    const size = lengthAt(bytes, at + 4)
    const end = at + CHUNK_HEAD_BYTES + size + (size % 2)
    if (end > bytes.length) return null
    const chunk = bytes.subarray(at, end)
    if (needed.has(nameOf(chunk))) {
      const clean = cleanChunk(chunk)
      if (!clean) return null
      kept.push(clean)
    }
    at = end
  }
  return kept
}

function cleanChunk(chunk: Uint8Array): Uint8Array | null {
  const name = nameOf(chunk)
  if (name === 'VP8X') return quiet(chunk)
  return name === 'ANMF' ? cleanFrame(chunk) : chunk
}

function cleanFrame(chunk: Uint8Array): Uint8Array | null {
  const from = CHUNK_HEAD_BYTES + FRAME_FIELDS_BYTES
  const frame = cleanChunks(chunk.subarray(from), NEEDED_OF_FRAME)
  if (!frame?.some((one) => PICTURES.has(nameOf(one)))) return null
  const copy = new Uint8Array(from + frame.reduce((sum, one) => sum + one.length, 0))
  copy.set(chunk.subarray(0, from))
  setLength(copy, copy.length - CHUNK_HEAD_BYTES)
  let at = from
  for (const one of frame) {
    copy.set(one, at)
    at += one.length
  }
  return copy
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
  setLength(head, 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0))
  return head
}

const nameOf = (chunk: Uint8Array): string => String.fromCharCode(...chunk.subarray(0, 4))

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const lengthAt = (bytes: Uint8Array, at: number): number => viewOf(bytes).getUint32(at, true)
const setLength = (chunk: Uint8Array, length: number): void => viewOf(chunk).setUint32(4, length, true)
