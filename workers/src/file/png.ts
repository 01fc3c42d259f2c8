// RFC 2083: a signature, then chunks of a length, a name, their content and a checksum.

const SIGNATURE_BYTES = 8
const CHUNK_FRAME_BYTES = 12
/** What shows the picture: its own chunks, transparency and colour. Texts, times and Exif stay behind. */
const NEEDED = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP'])

export function cleanPng(file: Uint8Array): Uint8Array[] | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const kept: Uint8Array[] = [file.subarray(0, SIGNATURE_BYTES)]
  let hasData = false
  for (let at = SIGNATURE_BYTES; at + CHUNK_FRAME_BYTES <= file.length;) {
    const end = at + CHUNK_FRAME_BYTES + view.getUint32(at)
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8))
    if (end > file.length || (kept.length === 1 && name !== 'IHDR')) return null
    if (NEEDED.has(name)) kept.push(file.subarray(at, end))
    if (name === 'IDAT') hasData = true
    if (name === 'IEND') return hasData ? kept : null
    at = end
  }
  return null
}
