import { declaredCommands } from '@jiceng/core/kernel/command'
import { d1Copies } from './d1.ts'
import { buildDirectory } from './directory.ts'
import { buildDistrict, buildNothing, buildUnclaimed } from './district.ts'
import { cleanRun, emptyTally, everyN, type Tally } from './every-n.ts'
import { interleave, pairsOf, type Break } from './interleavings.ts'
import { everyOpening } from './opening.ts'
import { everySend } from './sending.ts'
import { trialIn, worldOf, type World } from './world.ts'

// The whole proof, or of each of its parts every nth case: the same nth each time, so that a failure comes again.

export const openWorlds = async (): Promise<World[]> => [
  await worldOf('tenant', buildDistrict),
  await worldOf('tenant', buildNothing),
  await worldOf('directory', buildDirectory),
]

/** Commands that no world has anything to do for. */
export function uncovered(worlds: readonly World[]): string[] {
  const covered = new Set(worlds.flatMap(({ scenarios }) => scenarios.map(({ name }) => name)))
  return declaredCommands()
    .map(({ name }) => name)
    .filter((name) => !covered.has(name))
}

const nth = <T>(all: readonly T[], every: number): T[] => all.filter((_, index) => index % every === 0)

export async function interleavings(worlds: readonly World[], every: number) {
  let pairs = 0
  const breaks: Break[] = []
  for (const world of worlds) {
    for (const pair of nth(pairsOf(world), every)) {
      pairs++
      breaks.push(...(await interleave(world, pair)))
    }
  }
  return { pairs, breaks }
}

/** Every command on node:sqlite, each point in a copy of its own. */
export async function commandsOnSqlite(worlds: readonly World[], every: number): Promise<Tally> {
  const tally = emptyTally()
  for (const world of worlds) {
    for (const scenario of nth(world.scenarios, every)) {
      const clean = await cleanRun(scenario, trialIn(world))
      await everyN(scenario, clean, { fresh: () => Promise.resolve(trialIn(world)) }, tally)
    }
  }
  return tally
}

/** Every command on D1, which has to do what node:sqlite did. */
export async function commandsOnD1(worlds: readonly World[], every: number): Promise<Tally> {
  const tally = emptyTally()
  const chosen = worlds.flatMap((world) => nth(world.scenarios, every).map((scenario) => ({ world, scenario })))
  const copies = await d1Copies(chosen.length)
  for (const { world, scenario } of chosen) {
    const clean = await cleanRun(scenario, trialIn(world))
    await everyN(scenario, clean, { shared: await copies.copy(world) }, tally)
  }
  await copies.dispose()
  return tally
}

/** Receivers that take it, that fail for days, and that say they are gone. */
const ANSWERS = [200, 500, 410]

export async function sends([district]: readonly World[], every: number): Promise<Tally> {
  const tally = emptyTally()
  for (const status of ANSWERS) await everySend(district!, status, tally, every)
  return tally
}

/** More than an opening has points, and the one that nothing breaks. */
const OPENINGS_MAX = 60

/** An opening goes over both kinds of database, as D1. */
export async function openings(worlds: readonly World[], every: number): Promise<Tally> {
  const tally = emptyTally()
  const directory = worlds.find(({ at }) => at === 'directory')!
  const unclaimed = await worldOf('tenant', buildUnclaimed)
  const copies = await d1Copies((OPENINGS_MAX / every) * 2 + 4)
  await everyOpening(copies, [directory, unclaimed], tally, every)
  await copies.dispose()
  return tally
}
