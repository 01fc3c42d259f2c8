import type { Store } from '@jiceng/core/kernel/store'
import { dump, type Outcome, type Scenario, type World } from './world.ts'

// Two commands at once, in every order of reading and committing. The runner reads once and writes once, and a read
// changes nothing, so what can differ is who commits first after both have read, or whether one was over before the
// other began. What came of it has to be what would have come of the one after the other: nothing less is right, and
// nothing more has to be said about any pair.

export type Break = { pair: string; order: string; why: string }
export type Pair = { first: Scenario; second: Scenario }

/** The pairs that name a stream in common; each command also meets itself, pressed by somebody else. */
export function pairsOf({ scenarios }: World): Pair[] {
  return scenarios.flatMap((first, index) =>
    scenarios
      .slice(index)
      .filter((second) => second.streams.some((stream) => first.streams.includes(stream)))
      .map((second) => ({ first, second: second === first ? pressedAgain(first) : second }))
  )
}

const pressedAgain = (scenario: Scenario): Scenario => ({
  ...scenario,
  label: `${scenario.label}, again`,
  run: (store) => scenario.run(store, `${scenario.commandId}-again`),
})

/** Runs a pair both ways, each after the other and both at once; answers the ways that are no sequence. */
export async function interleave(world: World, { first, second }: Pair): Promise<Break[]> {
  const sequences = [await inSequence(world, first, second), await inSequence(world, second, first)]
  const breaks: Break[] = []
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const race = await atOnce(world, one, other)
    const [own] = one === first ? sequences : sequences.toReversed()
    if (sequences.some((sequence) => sameAs(sequence, race))) continue
    const pair = `${first.label} × ${second.label}`
    breaks.push({ pair, order: `${one.label} commits first`, why: difference(own!, race) })
  }
  return breaks
}

/** What each caller learned, by label, and what the database holds. */
type Ended = { outcomes: Record<string, string>; state: string }

const wordOf = (outcome: Outcome): string => (outcome.ok ? 'done' : outcome.code)

async function inSequence(world: World, one: Scenario, other: Scenario): Promise<Ended> {
  const { store, database, close } = world.copy()
  const outcomes = { [one.label]: wordOf(await one.run(store)), [other.label]: wordOf(await other.run(store)) }
  const state = dump(database)
  close()
  return { outcomes, state }
}

/** Both read the same state; `one` commits, then `other` tries to. */
async function atOnce(world: World, one: Scenario, other: Scenario): Promise<Ended> {
  const { store, database, close } = world.copy()
  let otherHasRead = () => {}
  const reading = new Promise<void>((resolve) => (otherHasRead = resolve))
  let oneIsOver = () => {}
  const over = new Promise<void>((resolve) => (oneIsOver = resolve))
  const early: Store = {
    read: (statements) => store.read(statements),
    write: async (statements) => (await reading, store.write(statements)),
  }
  const late: Store = {
    read: (statements) => store.read(statements),
    write: async (statements) => (otherHasRead(), await over, store.write(statements)),
  }
  const [first, second] = await Promise.all([
    one.run(early).finally(oneIsOver),
    // A refusal never comes to writing: then the first need not wait for it.
    other.run(late).finally(otherHasRead),
  ])
  const state = dump(database)
  close()
  return { outcomes: { [one.label]: wordOf(first), [other.label]: wordOf(second) }, state }
}

const sameAs = (one: Ended, other: Ended): boolean =>
  one.state === other.state &&
  Object.entries(one.outcomes).every(([label, outcome]) => other.outcomes[label] === outcome)

function difference(expected: Ended, found: Ended): string {
  for (const [label, outcome] of Object.entries(found.outcomes)) {
    if (expected.outcomes[label] !== outcome) return `${label}: ${outcome} instead of ${expected.outcomes[label]}`
  }
  const lines = new Set(expected.state.split('\n'))
  return `another state: ${found.state.split('\n').find((row) => !lines.has(row)) ?? 'rows are missing'}`.slice(0, 400)
}
