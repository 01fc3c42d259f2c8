import type { D1Database } from '@cloudflare/workers-types'
import type { Env } from '@jiceng/workers/env'
import { openDatabase } from '@jiceng/workers/opening'
import type { d1Copies } from './d1.ts'
import { breaker, pointsOf, type Breaker, type Tally } from './every-n.ts'
import { TODAY, type World } from './world.ts'

// A sign-up's opening goes over two databases without a transaction: broken at every call, then begun again by the clock.

/** What `buildDirectory` left confirmed and not yet open. */
const OPENING = { name: '青禾区', areaCode: '500198', slot: 1, signedUpOn: TODAY }

type Copies = Awaited<ReturnType<typeof d1Copies>>

/** Every batch is one call; the opening makes no other. */
const breakingD1 = (database: D1Database, to: Breaker): D1Database => {
  const session = database.withSession('first-primary')
  return {
    withSession: () => ({
      prepare: (sql: string) => session.prepare(sql),
      batch: (statements: Parameters<typeof session.batch>[0]) => to.call('batch', () => session.batch(statements)),
    }),
  } as unknown as D1Database
}

async function opened(copies: Copies, [directory, empty]: readonly [World, World], to: Breaker) {
  const [there, here] = [await copies.copy(directory), await copies.copy(empty)]
  const id = (await there.database.prepare(`select id from tenant where slug = 'confirmed'`).first<{ id: string }>())!
    .id
  const env = (by: Breaker) =>
    ({ directory: breakingD1(there.database, by), slot: () => breakingD1(here.database, by) }) as unknown as Env
  const begun = await openDatabase(env(to), { ...OPENING, id }).then(
    () => true,
    () => false
  )
  // The clock comes round, twice: the second time there is nothing left to do.
  for (let round = 0; round < 2; round++) await openDatabase(env(breaker(null)), { ...OPENING, id })
  return { begun, state: masked(await here.dump()) + masked(await there.dump()) }
}

/** The database's own key is drawn by chance, and the program reads the clock. */
const masked = (text: string): string => text.replace(/[0-9a-f]{64}|\d{4}-\d\d-\d\d(?:T[0-9:.]+Z)?/g, '*')

/** Breaks an opening at every nth point; answers the databases it needs. */
export async function everyOpening(copies: Copies, worlds: readonly [World, World], tally: Tally, every: number) {
  const counting = breaker(null)
  const clean = await opened(copies, worlds, counting)
  if (!clean.begun) tally.breaks.push('an opening that nothing breaks does not end')
  const once = counting.made.length
  for (const point of pointsOf(once).filter((_, index) => index % every === 0)) {
    tally.points++
    const { begun, state } = await opened(copies, worlds, breaker(point))
    const at = `opening: ${point.when} call ${point.n}`
    if (begun) tally.breaks.push(`${at}: the fault was not told`)
    if (state !== clean.state) tally.breaks.push(`${at}: another district than without it`)
  }
}
