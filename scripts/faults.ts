import {
  commandsOnD1,
  commandsOnSqlite,
  interleavings,
  openings,
  openWorlds,
  sends,
  uncovered,
} from '../tests/faults/suite.ts'
import { declaredCommands } from '@jiceng/core/kernel/command'
import { writeFigures } from './lib/figures.ts'

// usage: node scripts/faults.ts — every pair of commands that share a stream at once, every command broken at every call
// on both stores, the outbox broken at every call and POST.

const COMMAND = 'node scripts/faults.ts'

const worlds = await openWorlds()
const missing = uncovered(worlds)
const together = await interleavings(worlds, 1)
console.log(`${together.pairs} pairs of commands at once`)
const sqlite = await commandsOnSqlite(worlds, 1)
console.log(`${sqlite.points} points on node:sqlite`)
const sending = await sends(worlds, 1)
console.log(`${sending.points} points of the outbox`)
const opening = await openings(worlds, 1)
console.log(`${opening.points} points of an opening`)
const d1 = await commandsOnD1(worlds, 1)
console.log(`${d1.points} points on D1`)

const tallies = [sqlite, sending, opening, d1]
const breaks = [
  ...missing.map((name) => `${name}: no world has anything for it to do`),
  ...together.breaks.map((one) => JSON.stringify(one)),
  ...tallies.flatMap((tally) => tally.breaks),
]
const duplicates = tallies.flatMap((tally) => tally.duplicates)
const all = declaredCommands().length
const figure = (name: string, value: number, unit: string, target: string) => ({ name, value, unit, target })
await writeFigures('faults.json', COMMAND, [
  figure('write-commands', all, 'commands', ''),
  figure('commands-covered', all - missing.length, 'commands', `${all}`),
  figure('interleaved-pairs', together.pairs, 'pairs, both ways', ''),
  figure(
    'fault-points',
    tallies.reduce((sum, { points }) => sum + points, 0),
    'points',
    ''
  ),
  figure('invariant-breaks', breaks.length, 'breaks', '0'),
  figure('duplicate-effects', duplicates.length, 'effects', '0'),
])
for (const line of [...breaks, ...duplicates]) console.error(line)
process.exit(breaks.length + duplicates.length + missing.length === 0 ? 0 : 1)
