import { describe, expect, test } from 'vitest'
import {
  bytes,
  day,
  days,
  hundredths,
  instant,
  plainDay,
  points,
  quarter,
  quarterAlone,
  shortDay,
  twoDecimals,
} from './format.ts'

describe('points', () => {
  test.each([
    [3450, '34.5'],
    [3400, '34'],
    [3405, '34.05'],
    [5, '0.05'],
    [0, '0'],
    [-100, '−1'],
    [-50, '−0.5'],
    [123456789, '1234567.89'],
  ])('%i hundredths read %s', (hundredths, text) => {
    expect(points(hundredths)).toBe(text)
  })
})

test('a span of days names both ends, and a single day once', () => {
  const on = '2026-11-24'
  expect(days({ fromOn: on, untilOn: '2026-11-25' }, 'zh')).toBe('2026年11月24日（周二） – 2026年11月25日（周三）')
  expect(days({ fromOn: on, untilOn: on }, 'en')).toBe('Tue 24 November 2026')
})

test.each([
  ['2.5', 250],
  ['2.50', 250],
  ['−3', -300],
  ['-0.05', -5],
  [' 15 ', 1500],
  ['2.505', null],
  ['1e3', null],
  ['', null],
])('%s points in a field are %s hundredths', (text, amount) => {
  expect(hundredths(text)).toBe(amount)
  if (amount !== null) expect(hundredths(twoDecimals(amount))).toBe(amount)
})

test.each([
  [1, '1 KB'],
  [120_400, '120 KB'],
  [999_999, '1.0 MB'],
  [1_000_000, '1.0 MB'],
  [19_960_000, '20.0 MB'],
])('a file of %s bytes has %s', (count, text) => {
  expect(bytes(count)).toBe(text)
})

test('a day carries its weekday', () => {
  expect(day('2026-11-24', 'zh')).toBe('2026年11月24日（周二）')
  expect(day('2026-11-24', 'en')).toBe('Tue 24 November 2026')
  expect(day('2028-02-29', 'zh')).toBe('2028年2月29日（周二）')
})

test('a short day leaves out the year', () => {
  expect(plainDay('2026-01-20', 'zh')).toBe('2026年1月20日')
  expect(plainDay('2026-01-20', 'en')).toBe('20 Jan 2026')
  expect(shortDay('2026-11-01', 'zh')).toBe('11月1日（周日）')
  expect(shortDay('2026-09-30', 'en')).toBe('Wed 30 Sep')
})

test('an instant is read in Asia/Shanghai, also when the day differs from that in UTC', () => {
  expect(instant('2026-11-23T16:05:59.999Z', 'zh')).toBe('2026年11月24日（周二）00:05')
  expect(instant('2026-11-24T01:12:00Z', 'en')).toBe('Tue 24 November 2026, 09:12')
  expect(instant('2026-12-31T15:59:00Z', 'zh')).toBe('2026年12月31日（周四）23:59')
})

test('a quarter', () => {
  expect(quarter('2026Q3', 'zh')).toBe('2026年第三季度')
  expect(quarter('2027Q1', 'en')).toBe('Q1 2027')
  expect([quarterAlone('2026Q3', 'zh'), quarterAlone('2026Q3', 'en')]).toEqual(['3季', 'Q3'])
})
