import fc from 'fast-check'
import { openWorlds } from '../tests/faults/suite.ts'
import { electorate } from '../tests/points/electorate.ts'
import { independence } from '../tests/points/independence.ts'
import { missingKinds, nothingReplayed, replayWorlds } from '../tests/points/replay.ts'
import { writeFigures, type Figure } from './lib/figures.ts'

// usage: node scripts/bench-points.ts — totals in any order of entries, with commands that come twice, and from the events
// alone.

const COMMAND = 'node scripts/bench-points.ts'
const RUNS = 1000

const missed: string[] = []

async function orders(): Promise<Figure[]> {
  const tally = nothingReplayed()
  const run = await independence(await electorate(), tally, { numRuns: RUNS })
  if (run.failed) missed.push((await fc.asyncDefaultReportMessage(run)) ?? 'the order matters')
  await replayWorlds(await openWorlds(), tally)
  missed.push(...tally.differences, ...missingKinds(tally).map((kind) => `${kind} never occurred`))
  return [
    { name: 'order-independence-runs', value: run.numRuns, unit: 'histories, each in two orders', target: '≥ 1,000' },
    { name: 'order-independence-failures', value: run.failed ? 1 : 0, unit: 'histories', target: '0' },
    { name: 'replayed-event-types', value: tally.kinds.size, unit: 'types', target: 'all' },
    { name: 'replayed-tables', value: tally.tables.size, unit: 'tables with rows', target: 'all' },
    { name: 'replayed-boards', value: tally.boards.size, unit: 'revisions of boards', target: '' },
    { name: 'replay-differences', value: tally.differences.length, unit: 'tables or boards', target: '0' },
  ]
}

await writeFigures('points.json', COMMAND, [...(await orders())])
for (const line of missed) console.error(`missed  ${line}`)
process.exitCode = missed.length > 0 ? 1 : 0
