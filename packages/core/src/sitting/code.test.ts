import { expect, test } from 'vitest'
import { codeAt, isCodeOf } from './code.ts'

const SECRET = '00112233445566778899aabbccddeeff'

test('a code has six digits, changes every minute and is taken for two minutes more', () => {
  const code = codeAt(SECRET, '2026-10-20T01:00:05.000Z')
  expect(code).toMatch(/^\d{6}$/)
  expect(codeAt(SECRET, '2026-10-20T01:00:59.999Z')).toBe(code)
  expect(codeAt(SECRET, '2026-10-20T01:01:00.000Z')).not.toBe(code)
  expect(isCodeOf(SECRET, code, '2026-10-20T01:02:59.999Z')).toBe(true)
  expect(isCodeOf(SECRET, code, '2026-10-20T01:03:00.000Z')).toBe(false)
  expect(isCodeOf(SECRET, code, '2026-10-20T00:59:59.999Z')).toBe(false)
})

test('another sitting has other codes', () => {
  const now = '2026-10-20T01:00:00.000Z'
  expect(codeAt('ff112233445566778899aabbccddeeff', now)).not.toBe(codeAt(SECRET, now))
})
