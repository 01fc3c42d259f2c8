import { joined } from './bytes.ts'

// A zip read by its directory, which stands at its end (APPNOTE 4.3). Its own statements of its sizes are a stranger's
// word: what is inflated is counted as it comes.

export const END_OF_DIRECTORY = 0x06054b50
export const DIRECTORY_ENTRY = 0x02014b50
export const LOCAL_ENTRY = 0x04034b50
export const END_SIZE = 22
const COMMENT_BYTES_MAX = 65_535
const ENCRYPTED = 1
const [STORED, DEFLATED] = [0, 8]

/** `too-big`: more entries or bytes than its reader takes. */
export class BadZip extends Error {
  readonly fault: 'damaged' | 'too-big'
  constructor(fault: 'damaged' | 'too-big') {
    super(fault)
    this.fault = fault
  }
}

export type ZipEntry = {
  name: string
  /** … as it stands there. */
  nameBytes: Uint8Array
  flags: number
  method: number
  crc: number
  packedSize: number
  localAt: number
}

const viewOf = (file: Uint8Array) => new DataView(file.buffer, file.byteOffset, file.byteLength)

/** Everything the directory names. */
export function zipEntries(file: Uint8Array, max: number): ZipEntry[] {
  const view = viewOf(file)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > max) throw new BadZip('too-big')
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let n = 0; n < count; n++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new BadZip('damaged')
    const nameLength = view.getUint16(at + 28, true)
    const nameBytes = file.subarray(at + 46, at + 46 + nameLength)
    entries.push({
      name: new TextDecoder().decode(nameBytes),
      nameBytes,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      localAt: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_SIZE - COMMENT_BYTES_MAX)
  for (let at = view.byteLength - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw new BadZip('damaged')
}

/** What an entry holds, as long as it is no more than `left` bytes. */
export async function zipContent(file: Uint8Array, entry: ZipEntry, left: number): Promise<Uint8Array> {
  const view = viewOf(file)
  const { localAt, packedSize, flags, method } = entry
  if (localAt + 30 > view.byteLength || view.getUint32(localAt, true) !== LOCAL_ENTRY) throw new BadZip('damaged')
  if (flags & ENCRYPTED) throw new BadZip('damaged')
  const from = localAt + 30 + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true)
  const packed = file.subarray(from, from + packedSize)
  if (method === DEFLATED) return inflated(packed, left)
  if (method !== STORED) throw new BadZip('damaged')
  if (packed.length > left) throw new BadZip('too-big')
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
      throw new BadZip('damaged')
    })
    if (done) return joined(chunks)
    size += value.length
    if (size > left) {
      await reader.cancel().catch(() => undefined)
      throw new BadZip('too-big')
    }
    chunks.push(value)
  }
}
