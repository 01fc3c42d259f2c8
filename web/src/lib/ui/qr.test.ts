import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrOf } from './qr.ts'

const ADDRESS = 'https://jiceng.example/qinghe/boards/01900000-0000-7000-8000-000000000001/district/2026Q3'

test('the path covers the dark squares and no other, each once', () => {
  const { size, path } = qrOf(ADDRESS)
  const dark = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let at = 0; at < Number(width); at++) dark[Number(y)]![Number(x) + at]!++
  }
  expect(dark).toEqual(encode(ADDRESS, { ecc: 'M', border: 4 }).data.map((row) => row.map(Number)))
})

test('every text has its own code, however many were drawn before', () => {
  const first = qrOf(ADDRESS)
  for (let n = 0; n < 150; n++) qrOf(`${ADDRESS}/${n}`)
  expect(qrOf(ADDRESS)).toEqual(first)
  expect(qrOf(`${ADDRESS}/149`)).not.toEqual(first)
})
