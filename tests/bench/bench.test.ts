import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '@jiceng/core/kernel/calendar'
import { billOf, board, candidates, comparison, ledger, preview, record, rowsShown, summary } from './answers.ts'
import { built, OUT } from './built.ts'
import { apiWorker, prepareDistricts, started } from './local.ts'
import { DEPUTIES_A_UNIT, UNITS } from './world.ts'

// What the hot answers cost on D1: counts, which are the same on every machine. `npm run bench` measures the rest.

const STATE = `${OUT}/small`
const district = { slug: 'small', slot: 1, size: { units: UNITS, deputiesAUnit: DEPUTIES_A_UNIT, entries: 20_000 } }
let server: Awaited<ReturnType<typeof started>>
let api = ''

beforeAll(async () => {
  rmSync(STATE, { recursive: true, force: true })
  const [path] = await Promise.all([
    built('counted', 'wrangler.toml', 'bench/counted.ts'),
    prepareDistricts(STATE, [district], dayOf(Date.now())),
  ])
  server = await started(STATE, [apiWorker(path, [district])])
  api = server.urlOf('api')
})

afterAll(async () => {
  await server?.dispose()
  rmSync(STATE, { recursive: true, force: true })
})

test('a published board is five rows', async () => {
  // Nobody has been here before: the district is looked up too.
  const first = await billOf(api, board('small'))
  const { calls, read } = await billOf(api, board('small'))
  expect([first.calls, calls]).toEqual([2, 1])
  expect(Math.max(first.read, read)).toBeLessThanOrEqual(5)
})

test('an entry is three calls and eight rows written', async () => {
  await billOf(api, record('small'))
  const { calls, written } = await billOf(api, record('small'))
  expect({ calls, written }).toEqual({ calls: 3, written: 8 })
})

test.each([
  ['preview', preview],
  ['summary', summary],
] as const)('%s reads four rows of the database a row shown', async (_, answer) => {
  const { calls, read, text } = await billOf(api, answer('small'))
  const shown = rowsShown(JSON.parse(text))
  expect(calls).toBe(2)
  expect(read).toBeLessThanOrEqual(4.1 * shown + 10)
})

// A seat with its mandate, person and year; the balances that weigh and the attendance, each with the row at which it ends.
test('whom a year’s list names is found by reading eight rows a deputy', async () => {
  const { calls, read, text } = await billOf(api, candidates('small'))
  const { deputyCount } = JSON.parse(text) as { deputyCount: number }
  expect(calls).toBe(2)
  expect(deputyCount).toBe(UNITS * DEPUTIES_A_UNIT)
  expect(read).toBeLessThanOrEqual(8 * deputyCount + 100)
})

test('a deputy’s newest entries are read once each', async () => {
  const { calls, read, text } = await billOf(api, ledger('small'))
  expect(calls).toBe(2)
  expect(read).toBeLessThanOrEqual(1.1 * rowsShown(JSON.parse(text)) + 10)
})

// A seat with its names, its mandate again for what hangs on it, and of each of seven years the row or the place without.
test('a term is compared in two calls, by reading fifty-one rows a deputy', async () => {
  const { calls, read, text } = await billOf(api, comparison('small'))
  const { count } = JSON.parse(text) as { count: number }
  expect(calls).toBe(2)
  expect(count).toBe(UNITS * DEPUTIES_A_UNIT)
  expect(read).toBeLessThanOrEqual(51 * count + 100)
})
