import { beforeAll, expect, test } from 'vitest'
import type { Store } from '@jiceng/core/kernel/store'
import { cleanRun, emptyTally, everyN } from './every-n.ts'
import { commandsOnD1, commandsOnSqlite, interleavings, openings, openWorlds, sends, uncovered } from './suite.ts'
import { trialIn, type World } from './world.ts'

// Some seconds of what `node scripts/faults.ts` does in full.

let worlds: World[] = []
beforeAll(async () => void (worlds = await openWorlds()))

test('every command there is has something to do in a world', () => {
  expect(uncovered(worlds)).toEqual([])
})

test('two commands at once come out as one after the other', async () => {
  const { pairs, breaks } = await interleavings(worlds, 4)
  expect(pairs).toBeGreaterThan(50)
  expect(breaks).toEqual([])
})

test('… and where nobody guards what is only relied on, that is noticed', async () => {
  const unguarded = (store: Store): Store => ({
    read: (statements) => store.read(statements),
    write: (statements) => store.write(statements.filter(({ sql }) => !sql.includes('stream_moved'))),
  })
  // A report relies on its quarter being open, closing on nothing being reported.
  const [{ scenarios, ...world }] = worlds as [World]
  const careless: World = {
    ...world,
    scenarios: scenarios.filter(({ name }) => name === 'activity.report' || name === 'period.close'),
    copy: () => {
      const copy = world.copy()
      return { ...copy, store: unguarded(copy.store) }
    },
  }
  const { breaks } = await interleavings([careless], 1)
  expect(breaks.length).toBeGreaterThan(0)
})

test('a command broken at any call is done once when it is asked again', async () => {
  const { points, breaks, duplicates } = await commandsOnSqlite(worlds, 3)
  expect({ breaks, duplicates }).toEqual({ breaks: [], duplicates: [] })
  expect(points).toBeGreaterThan(50)
})

test('… and one that is done again at each asking is noticed', async () => {
  const [world] = worlds
  const scenario = world!.scenarios.find(({ name }) => name === 'points.record')!
  let count = 0
  const forgetful = { ...scenario, run: (store: Store) => scenario.run(store, `press-${++count}`) }
  const tally = emptyTally()
  const fresh = () => Promise.resolve(trialIn(world!))
  await everyN(forgetful, await cleanRun(scenario, trialIn(world!)), { fresh }, tally)
  expect(tally.duplicates.length).toBeGreaterThan(0)
})

test('D1 does as node:sqlite does, broken at any call', async () => {
  const { points, breaks, duplicates } = await commandsOnD1(worlds, 30)
  expect({ breaks, duplicates }).toEqual({ breaks: [], duplicates: [] })
  expect(points).toBeGreaterThan(10)
})

test('an outbox broken at any call or POST ends with every notice delivered or known to be undelivered', async () => {
  const { points, breaks, duplicates } = await sends(worlds, 3)
  expect({ breaks, duplicates }).toEqual({ breaks: [], duplicates: [] })
  expect(points).toBeGreaterThan(20)
})

test('an opening broken off is finished by the clock, with the same district', async () => {
  const { points, breaks } = await openings(worlds, 25)
  expect(breaks).toEqual([])
  expect(points).toBeGreaterThan(1)
})
