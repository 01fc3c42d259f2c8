import type { Store } from '@jiceng/core/kernel/store'
import type { Outcome, Scenario, Trial } from './world.ts'

// Something breaks before or after every call that leaves the program, one call at a time; then the same is asked again.
// Nothing may be half done in between, and in the end it was done once.

/** A call that fails: the nth of all, before it was made or after it was answered. */
export type Point = { n: number; when: 'before' | 'after' }
class Fault extends Error {}

/** Counts calls and breaks one of them. Without a point it only counts. */
export function breaker(point: Point | null) {
  const made: string[] = []
  return {
    made,
    async call<T>(name: string, act: () => Promise<T>): Promise<T> {
      const n = made.push(name)
      if (point?.n === n && point.when === 'before') throw new Fault(`before ${name} ${n}`)
      const answer = await act()
      if (point?.n === n && point.when === 'after') throw new Fault(`after ${name} ${n}`)
      return answer
    },
  }
}
export type Breaker = ReturnType<typeof breaker>

export const breaking = (store: Store, to: Breaker): Store => ({
  read: (statements) => to.call('read', () => store.read(statements)),
  write: (statements) => to.call('write', () => store.write(statements)),
})

export const pointsOf = (calls: number): Point[] =>
  Array.from({ length: calls }, (_, n) => [
    { n: n + 1, when: 'before' as const },
    { n: n + 1, when: 'after' as const },
  ]).flat()

export type Tally = { points: number; breaks: string[]; duplicates: string[] }
export const emptyTally = (): Tally => ({ points: 0, breaks: [], duplicates: [] })

/** What a command does where nothing breaks. */
export type Clean = { calls: readonly string[]; before: string; after: string; facts: string }

export async function cleanRun(scenario: Scenario, trial: Trial): Promise<Clean> {
  const before = await trial.dump()
  const counting = breaker(null)
  const facts = factsOf(await scenario.run(breaking(trial.store, counting)))
  const clean = { calls: counting.made, before, after: await trial.dump(), facts }
  await trial.close()
  return clean
}

/**
 * Breaks a command at every point. `fresh` gives a copy of the world for each; `shared`, for stores whose copies cost too
 * much, is one copy for all: until the write has been made nothing may have changed in it, and only then it is asked again.
 */
export async function everyN(
  scenario: Scenario,
  clean: Clean,
  given: { fresh(): Promise<Trial> } | { shared: Trial },
  tally: Tally
): Promise<void> {
  if (clean.before === clean.after) tally.breaks.push(`${scenario.label}: changes nothing`)
  for (const point of pointsOf(clean.calls.length)) {
    tally.points++
    const trial = 'shared' in given ? given.shared : await given.fresh()
    const call = clean.calls[point.n - 1]!
    const note = (list: string[], what: string) =>
      list.push(`${scenario.label}: ${point.when} call ${point.n} (${call}): ${what}`)
    const isTold = await isFaultTold(scenario, trial, point)
    if (!isTold) note(tally.breaks, 'the fault was not told')
    const isWritten = point.when === 'after' && call === 'write'
    if ((await trial.dump()) !== (isWritten ? clean.after : clean.before)) note(tally.breaks, 'half done')
    if ('shared' in given && !isWritten) continue
    for (const time of ['once more', 'twice more']) {
      const facts = factsOf(await scenario.run(trial.store))
      if (facts !== clean.facts) note(tally.breaks, `${time}: another answer`)
      if ((await trial.dump()) !== clean.after) note(tally.duplicates, `${time}: done twice`)
    }
    if ('fresh' in given) await trial.close()
  }
}

const isFaultTold = (scenario: Scenario, { store }: Trial, point: Point): Promise<boolean> =>
  scenario.run(breaking(store, breaker(point))).then(
    () => false,
    (error: unknown) => error instanceof Fault
  )

/** What a caller is told, whether it was written now or before. */
const factsOf = (outcome: Outcome): string =>
  JSON.stringify(
    outcome.ok ? outcome.facts.map(({ stream, version, type, data }) => [stream, version, type, data]) : outcome
  )
