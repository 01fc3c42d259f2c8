import { expect, test } from 'vitest'
import { envOf } from '../src/env.ts'
import { linkToken, opened } from '../src/link.ts'
import { call } from './client.ts'
import { bindings } from './setup.ts'

test('a link opens in its own district only, and no digit of it can be changed', async () => {
  const env = envOf(bindings)
  const named = { tenantId: 'one', noticeId: '0189-a:0189-b', generation: 2 }
  const token = linkToken(env, named)
  expect(opened(env, 'one', token)).toEqual({ noticeId: '0189-a:0189-b', generation: 2 })
  expect(opened(env, 'two', token)).toBeNull()
  expect(opened(env, 'one', token.replace('.2.', '.3.'))).toBeNull()
  expect(opened(env, 'one', token.slice(0, -1) + (token.endsWith('0') ? '1' : '0'))).toBeNull()
  expect(opened(env, 'one', 'nonsense')).toBeNull()
})

test('the door answers 404 to a district that is not there, in no cache', async () => {
  const forged = `a:b.1.${'0'.repeat(32)}`
  const read = await call('GET', `/notices/nowhere/${forged}`)
  expect(read).toMatchObject({ status: 404, body: { code: 'not-found' } })
  expect(read.headers.get('cache-control')).toBe('private, no-store')
})
