import { expect, test } from 'vitest'
import { OUT } from '../bench/built.ts'
import { busyClosing, DEPUTIES } from './closing.ts'

test('closing a busy quarter is a few rows, and publishing it a few a deputy', async () => {
  const { closed, published } = await busyClosing(`${OUT}/closing-small`, 2_000)
  expect(closed.read).toBeLessThanOrEqual(50)
  expect(closed.written).toBeLessThanOrEqual(10)
  expect(published.read).toBeLessThanOrEqual(6.4 * DEPUTIES + 50)
  expect(published.written).toBeLessThanOrEqual(10)
})
