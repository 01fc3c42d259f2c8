import { describe, expect, test } from 'vitest'
import * as cells from './cells.ts'

describe('cells', () => {
  test.each([
    ['2026-09-30', '2026-09-30'],
    ['2026/9/5', '2026-09-05'],
    ['２０２６年９月５日', '2026-09-05'],
    ['20260905', '2026-09-05'],
    ['46295', '2026-09-30'],
    ['1899-12-31', null],
    ['2999-01-01', null],
    ['2026-02-30', null],
    ['上个月', null],
  ])('day %s', (text, on) => {
    const parsed = cells.day(text)
    expect(parsed.ok ? parsed.value : null).toBe(on)
  })

  test.each([
    ['2.5', 250],
    ['２．５０', 250],
    ['-3', -300],
    ['1e3', null],
    ['0', null],
    ['1.234', null],
    ['1000.01', null],
  ])('points %s', (text, hundredths) => {
    const parsed = cells.hundredths(text)
    expect(parsed.ok ? parsed.value : null).toBe(hundredths)
  })
})
