import { refuseFarCells } from './bounds.ts'
import { INFLATED_BYTES_MAX, INFLATED_RATIO_MAX, ZIP_ENTRIES_MAX } from './limits.ts'
import { notASpreadsheet, tooBigInside } from './unreadable.ts'

// A zip's own statements of its sizes are a stranger's word. So everything is inflated here, counted as it
// comes, and handed on in a zip without compression: the library behind the port sees counted bytes only.

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const END_SIZE = 22
const COMMENT_BYTES_MAX = 65_535
const ENCRYPTED = 1
const [STORED, DEFLATED] = [0, 8]

type Entry = { name: Uint8Array; crc: number; data: Uint8Array }

/** The same workbook in a zip that stores its parts as they are; pictures and other media are left out. */
export async function unzipped(file: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const entries: Entry[] = []
  let left = Math.min(INFLATED_BYTES_MAX, file.length * INFLATED_RATIO_MAX)
  for (const header of directory(view)) {
    const name = file.subarray(header.nameAt, header.nameAt + header.nameLength)
    const path = new TextDecoder().decode(name)
    if (!/\.(xml|rels)$/i.test(path)) continue
    const data = await content(file, view, header, left)
    if (/worksheets\/[^/]+\.xml$/i.test(path)) refuseFarCells(data)
    left -= data.length
    entries.push({ name, crc: header.crc, data })
  }
  return stored(entries)
}

type Header = {
  flags: number
  method: number
  crc: number
  packedSize: number
  localAt: number
  nameAt: number
  nameLength: number
}

/** The zip's directory, which stands at its end. */
function directory(view: DataView): Header[] {
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > ZIP_ENTRIES_MAX) throw tooBigInside()
  const headers: Header[] = []
  let at = view.getUint32(end + 16, true)
  for (let n = 0; n < count; n++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw notASpreadsheet()
    const nameLength = view.getUint16(at + 28, true)
    headers.push({
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      localAt: view.getUint32(at + 42, true),
      nameAt: at + 46,
      nameLength,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return headers
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - COMMENT_BYTES_MAX)
  for (let at = view.byteLength - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw notASpreadsheet()
}

async function content(file: Uint8Array, view: DataView, header: Header, left: number): Promise<Uint8Array> {
  const { localAt, packedSize, flags, method } = header
  if (localAt + 30 > view.byteLength || view.getUint32(localAt, true) !== LOCAL_ENTRY) throw notASpreadsheet()
  if (flags & ENCRYPTED) throw notASpreadsheet()
  const from = localAt + 30 + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true)
  const packed = file.subarray(from, from + packedSize)
  if (method === DEFLATED) return inflated(packed, left)
  if (method !== STORED) throw notASpreadsheet()
  if (packed.length > left) throw tooBigInside()
  return packed
}

async function inflated(packed: Uint8Array, left: number): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw notASpreadsheet()
    })
    if (done) return joined(chunks, size)
    size += value.length
    if (size > left) {
      await reader.cancel().catch(() => undefined)
      throw tooBigInside()
    }
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** A zip of parts that are not compressed (APPNOTE 4.3). The checksums stay, so a damaged part is still found. */
function stored(entries: readonly Entry[]): Uint8Array {
  const locals: Uint8Array[] = []
  const central: Uint8Array[] = []
  let at = 0
  for (const { name, crc, data } of entries) {
    const common = (view: DataView, from: number): void => {
      view.setUint16(from, 20, true)
      view.setUint32(from + 10, crc, true)
      view.setUint32(from + 14, data.length, true)
      view.setUint32(from + 18, data.length, true)
      view.setUint16(from + 22, name.length, true)
    }
    const local = new DataView(new ArrayBuffer(30))
    local.setUint32(0, LOCAL_ENTRY, true)
    common(local, 4)
    const entry = new DataView(new ArrayBuffer(46))
    entry.setUint32(0, DIRECTORY_ENTRY, true)
    entry.setUint16(4, 20, true)
    common(entry, 6)
    entry.setUint32(42, at, true)
    locals.push(new Uint8Array(local.buffer), name, data)
    central.push(new Uint8Array(entry.buffer), name)
    at += 30 + name.length + data.length
  }
  const directorySize = central.reduce((sum, part) => sum + part.length, 0)
  const end = new DataView(new ArrayBuffer(END_SIZE))
  end.setUint32(0, END_OF_DIRECTORY, true)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, directorySize, true)
  end.setUint32(16, at, true)
  return joined([...locals, ...central, new Uint8Array(end.buffer)], at + directorySize + END_SIZE)
}
