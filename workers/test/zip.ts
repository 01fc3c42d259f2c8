import { crc32 } from 'node:zlib'
import { joined } from '../src/bytes.ts'

const u16 = (...numbers: number[]) => numbers.flatMap((n) => [n & 255, (n >> 8) & 255])
const u32 = (...numbers: number[]) => numbers.flatMap((n) => [...u16(n & 0xffff), ...u16(n >>> 16)])

/** A zip that stores these parts as they are. */
export function zipOf(parts: Record<string, string>): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [path, text] of Object.entries(parts)) {
    const [name, data] = [new TextEncoder().encode(path), new TextEncoder().encode(text)]
    const common = [...u16(20, 0, 0, 0, 0), ...u32(crc32(data), data.length, data.length), ...u16(name.length, 0)]
    const local = joined([new Uint8Array([...u32(0x04034b50), ...common]), name, data])
    const entry = [...u32(0x02014b50), ...u16(20), ...common, ...u16(0, 0, 0), ...u32(0, at)]
    locals.push(local)
    directory.push(new Uint8Array(entry), name)
    at += local.length
  }
  const [count, size] = [Object.keys(parts).length, directory.reduce((sum, part) => sum + part.length, 0)]
  const end = new Uint8Array([...u32(0x06054b50), ...u16(0, 0, count, count), ...u32(size, at), ...u16(0)])
  return joined([...locals, ...directory, end])
}
