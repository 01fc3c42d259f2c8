import { expect, test } from 'vitest'
import { RETRY_SECONDS } from './rules.ts'
import { retryAfterSeconds, verdictOf, waitSeconds } from './schedule.ts'

const status = (code: number, retryAfterSeconds: number | null = null) => ({ status: code, retryAfterSeconds })

test('ten tries in 75 hours, 35 minutes and 5 seconds', () => {
  expect(RETRY_SECONDS).toHaveLength(10)
  expect(RETRY_SECONDS.reduce((sum, one) => sum + one, 0)).toBe(75 * 3600 + 35 * 60 + 5)
  expect(waitSeconds(10, status(500), 0.5)).toBeNull()
})

test('jitter moves a wait by a fifth at the most', () => {
  expect(waitSeconds(2, status(500), 0)).toBeCloseTo(240)
  expect(waitSeconds(2, status(500), 1)).toBeCloseTo(360)
})

test('2xx is success, 3xx is none, 410 is the end, a fault is tried again', () => {
  expect([200, 204, 299, 301, 307, 404, 410, 500].map((code) => verdictOf(status(code)))).toEqual([
    ...['delivered', 'delivered', 'delivered'],
    ...['again', 'again', 'again', 'gone', 'again'],
  ])
  expect(verdictOf({ fault: 'timeout' })).toBe('again')
})

test('a busy server is given the time it asks for, a day at the most; any other is not asked', () => {
  for (const code of [429, 502, 503, 504]) expect(waitSeconds(1, status(code, 600), 0.5)).toBe(600)
  expect(waitSeconds(1, status(503, 10_000_000), 0.5)).toBe(86_400)
  expect(waitSeconds(1, status(500, 600), 0.5)).toBe(5)
  expect(waitSeconds(1, status(503, 1), 0.5)).toBe(5)
})

test('retry-after is seconds or a date', () => {
  const now = Date.parse('2026-11-24T04:00:00Z')
  expect(retryAfterSeconds('120', now)).toBe(120)
  expect(retryAfterSeconds('Tue, 24 Nov 2026 04:02:00 GMT', now)).toBe(120)
  expect(retryAfterSeconds('Tue, 24 Nov 2026 03:00:00 GMT', now)).toBe(0)
  expect(retryAfterSeconds('soon', now)).toBeNull()
  expect(retryAfterSeconds(null, now)).toBeNull()
})
