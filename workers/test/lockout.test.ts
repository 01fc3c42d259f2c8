import { beforeEach, expect, test } from 'vitest'
import { afterPassword, afterSuccess, beforeTry, guardedBy, type Try } from '../src/lockout.ts'
import { bindings } from './setup.ts'

// The lock of an account, tried by several at once.

const { DIRECTORY } = bindings
const guarded = guardedBy('a secret', 'office@qinghe.example', '203.0.113.77')
const tryNow = () => beforeTry(DIRECTORY, guarded)
const goesOn = ({ waitMs }: Try) => waitMs === 0

async function wrongTries(count: number) {
  for (let n = 0; n < count; n++) await tryNow()
}

beforeEach(() => DIRECTORY.prepare('delete from sign_in_failure').run())

test('of many tries at once no more go on than one after the other', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, tryNow))
  expect(tries.filter(goesOn)).toHaveLength(6)
  const counts = await DIRECTORY.prepare('select distinct failures from sign_in_failure').all()
  expect(counts.results).toEqual([{ failures: 6 }])
})

test('a right password in flight leaves the lock that a wrong code has set meanwhile', async () => {
  await wrongTries(4)
  const password = await tryNow()
  expect(goesOn(await tryNow())).toBe(true)
  await afterPassword(DIRECTORY, password)
  expect((await tryNow()).waitMs).toBeGreaterThan(20_000)
})

test('a right password takes back the lock it has set itself, and the count stays', async () => {
  await wrongTries(5)
  await afterPassword(DIRECTORY, await tryNow())
  const next = await tryNow()
  expect(goesOn(next)).toBe(true)
  expect(goesOn(await tryNow())).toBe(false)
  await afterSuccess(DIRECTORY, next)
  await wrongTries(4)
  expect(goesOn(await tryNow())).toBe(true)
})
