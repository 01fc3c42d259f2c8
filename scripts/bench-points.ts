import fc from 'fast-check'
import { openWorlds } from '../tests/faults/suite.ts'
import { busyClosing, DEPUTIES } from '../tests/points/closing.ts'
import { electorate } from '../tests/points/electorate.ts'
import { independence } from '../tests/points/independence.ts'
import { missing, nothingReplayed, replayWorlds } from '../tests/points/replay.ts'
import { writeFigures, type Figure } from './lib/figures.ts'
import { root } from './lib/local.ts'

// usage: node scripts/bench-points.ts — totals in any order of entries, with commands that come twice, and from the events
// alone; and what it costs on D1 to close and publish a busy quarter.

const COMMAND = 'node scripts/bench-points.ts'
const RUNS = 1000

const missed: string[] = []

async function orders(): Promise<Figure[]> {
  const tally = nothingReplayed()
  const run = await independence(await electorate(), tally, { numRuns: RUNS })
  if (run.failed) missed.push((await fc.asyncDefaultReportMessage(run)) ?? 'the order matters')
  await replayWorlds(await openWorlds(), tally)
  missed.push(...tally.differences, ...missing(tally).map((one) => `${one} never occurred`))
  return [
    { name: 'order-independence-runs', value: run.numRuns, unit: 'histories, each in two orders', target: '≥ 1,000' },
    { name: 'order-independence-failures', value: run.failed ? 1 : 0, unit: 'histories', target: '0' },
    { name: 'replayed-event-types', value: tally.kinds.size, unit: 'types', target: 'all' },
    { name: 'replayed-tables', value: tally.tables.size, unit: 'tables with rows', target: 'all' },
    { name: 'replayed-boards', value: tally.boards.size, unit: 'revisions of boards', target: '' },
    { name: 'replayed-years', value: tally.years.size, unit: 'revisions of years', target: '' },
    { name: 'replay-differences', value: tally.differences.length, unit: 'tables, boards or years', target: '0' },
  ]
}

const ENTRIES = 200_000
const SECONDS_MAX = 10
const ROWS_READ_MAX = 3
const WHY_MORE =
  'A row of the board is one row of each of five tables by its key (seat, mandate, person, year, attendance), the seats are gone through once more for the attendance, and a third of a row names the electoral district. Closing itself reads no deputy’s row.'

const rounded = (number: number): number => Math.round(number * 100) / 100

async function closing(): Promise<Figure[]> {
  const { closed, published, seconds } = await busyClosing(`${root}.wrangler/bench/closing`, ENTRIES)
  const each = (rows: number) => rounded(rows / DEPUTIES)
  const unit = (rows: number) => `rows a deputy; ${rows.toLocaleString('en')} for ${DEPUTIES}`
  const read = each(published.read)
  const figures: Figure[] = [
    { name: 'close-rows-read-per-deputy', value: each(closed.read), unit: unit(closed.read), target: '≤ 3' },
    { name: 'close-rows-written-per-deputy', value: each(closed.written), unit: unit(closed.written), target: '≤ 2' },
    {
      ...{
        name: 'publish-rows-read-per-deputy',
        value: read,
        unit: unit(published.read),
        target: `≤ ${ROWS_READ_MAX}`,
      },
      ...(read > ROWS_READ_MAX ? { why: WHY_MORE } : {}),
    },
    {
      ...{ name: 'publish-rows-written-per-deputy', value: each(published.written), unit: unit(published.written) },
      target: '≤ 2',
    },
    { name: 'close-seconds', value: rounded(seconds), unit: 's, closed and published', target: `≤ ${SECONDS_MAX}` },
  ]
  const holds = each(closed.read) <= 3 && each(closed.written) <= 2 && each(published.written) <= 2
  if (!holds || seconds > SECONDS_MAX) missed.push(JSON.stringify({ closed, published, seconds }))
  return figures
}

await writeFigures('points.json', COMMAND, [...(await orders()), ...(await closing())])
for (const line of missed) console.error(`missed  ${line}`)
process.exitCode = missed.length > 0 ? 1 : 0
