import { joined } from '../bytes.ts'
import { BadZip, DIRECTORY_ENTRY, END_OF_DIRECTORY, END_SIZE, LOCAL_ENTRY, zipContent, zipEntries } from '../zip.ts'
import { refuseFarCells } from './bounds.ts'
import { INFLATED_BYTES_MAX, INFLATED_RATIO_MAX, ZIP_ENTRIES_MAX } from './limits.ts'
import { notASpreadsheet, tooBigInside } from './unreadable.ts'

// Everything is inflated here, counted as it comes, and handed on in a zip without compression: the library behind the
// port sees counted bytes only.

type Entry = { name: Uint8Array; crc: number; data: Uint8Array }

/** The same workbook in a zip that stores its parts as they are; pictures and other media are left out. */
export async function unzipped(file: Uint8Array): Promise<Uint8Array> {
  try {
    return stored(await partsOf(file))
  } catch (error) {
    if (!(error instanceof BadZip)) throw error
    throw error.fault === 'too-big' ? tooBigInside() : notASpreadsheet()
  }
}

async function partsOf(file: Uint8Array): Promise<Entry[]> {
  const entries: Entry[] = []
  let left = Math.min(INFLATED_BYTES_MAX, file.length * INFLATED_RATIO_MAX)
  for (const entry of zipEntries(file, ZIP_ENTRIES_MAX)) {
    if (!/\.(xml|rels)$/i.test(entry.name)) continue
    const data = await zipContent(file, entry, left)
    if (/worksheets\/[^/]+\.xml$/i.test(entry.name)) refuseFarCells(data)
    left -= data.length
    entries.push({ name: entry.nameBytes, crc: entry.crc, data })
  }
  return entries
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
  return joined([...locals, ...central, new Uint8Array(end.buffer)])
}
