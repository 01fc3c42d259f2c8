import { crc32, deflateSync } from 'node:zlib'

// The demo's photo of a posted notice: drawn, as everything here is invented. A board on a wall, a sheet with lines.

const WIDTH = 480
const HEIGHT = 360

type Colour = readonly [number, number, number]
const WALL: Colour = [201, 196, 186]
const FRAME: Colour = [112, 78, 48]
const CORK: Colour = [186, 150, 104]
const PAPER: Colour = [250, 249, 245]
const INK: Colour = [92, 92, 96]
const HEADING: Colour = [168, 30, 26]

const within = (x: number, y: number, left: number, top: number, right: number, bottom: number): boolean =>
  x >= left && x < right && y >= top && y < bottom

function colourAt(x: number, y: number): Colour {
  if (!within(x, y, 60, 40, 420, 320)) return WALL
  if (!within(x, y, 72, 52, 408, 308)) return FRAME
  if (!within(x, y, 165, 75, 315, 287)) return CORK
  if (within(x, y, 200, 92, 280, 104)) return HEADING
  const isLine = within(x, y, 182, 122, y % 60 < 14 ? 260 : 298, 266) && y % 14 < 3
  return isLine ? INK : PAPER
}

/** A PNG (RFC 2083) of 8 bits a colour. */
export function noticeBoardPhoto(): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const lines = Array.from({ length: HEIGHT }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: WIDTH }, (__, x) => colourAt(x, y)).flat()])
  )
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([signature, ...chunks]))
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}
