import { beforeAll, expect, test } from 'vitest'
import { openWorlds } from '../faults/suite.ts'
import type { World } from '../faults/world.ts'
import { electorate, type Electorate } from './electorate.ts'
import { independence } from './independence.ts'
import { missing, nothingReplayed, replayDifferences, replayWorlds } from './replay.ts'

// Some seconds of what `node scripts/bench-points.ts` does in full.

let worlds: World[] = []
let small: Electorate
beforeAll(async () => {
  worlds = await openWorlds()
  small = await electorate()
})

test('replaying every kind of event there is gives the same tables and the same numbers on every board', async () => {
  const tally = nothingReplayed()
  await replayWorlds(worlds, tally)
  expect(tally.differences).toEqual([])
  expect(missing(tally)).toEqual([])
  expect(tally.boards.size).toBeGreaterThan(1)
  expect(tally.years.size).toBeGreaterThan(1)
})

test('… and a row or a number on a board that no event made is noticed', async () => {
  const { database, close } = worlds[0]!.copy()
  database.exec(`update item_balance set rawHundredths = rawHundredths + 1 where quarter = '2026Q3';
    update board_content set rows = json_set(rows, '$.rows[0].row.quarterHundredths', 1)
      where quarter = '2026Q1';
    update annual_board_content set rows = json_set(rows, '$.rows[0].row.concerned', 9) where revision = 1`)
  const found = await replayDifferences(database, 'tenant', nothingReplayed())
  expect(found).toEqual([
    'table item_balance',
    expect.stringMatching(/^board .*2026Q1\/1$/),
    // The term was the sum of its year as it was.
    ...['year district/2021-2026/1', 'year district/2025/1'],
  ])
  close()
})

test('totals do not depend on the order of entries, on commands sent twice or on replay', async () => {
  const run = await independence(small, nothingReplayed(), { numRuns: 20 })
  expect(run.failed, String(run.errorInstance)).toBe(false)
})

test('… and a command that is done again when it is sent twice is noticed', async () => {
  const press = (commandId: string, time: number) => `${commandId}.${time}`
  const run = await independence(small, nothingReplayed(), { numRuns: 20, endOnFailure: true, press })
  expect(run.failed).toBe(true)
})
