import { pump } from '@jiceng/workers/webhook/pump'
import type { Outgoing } from '@jiceng/workers/webhook/send'
import { breaker, breaking, pointsOf, type Breaker, type Tally } from './every-n.ts'
import { senderTo } from './sender.ts'
import { dump, type Copy, type World } from './world.ts'

// The outbox broken at every call to its database and at every POST, then left to the clock. A receiver may hear of a
// notice twice, under the same id; the district's record says once what became of it.

/** A lease is over, and the whole schedule of ten tries, with room. */
const LEASE_SECONDS = 61
const STEP_SECONDS = 25 * 3600
const STEPS = 40

type Heard = Map<string, Set<string>>

/** Runs the outbox to its end after one broken round; answers what the receivers heard, by id, and the end of the record. */
async function sendAll(world: World, status: number, to: Breaker) {
  const copy = world.copy()
  const heard: Heard = new Map()
  const listen = ({ headers, body }: Outgoing) => {
    const id = headers['webhook-id']!
    heard.set(id, (heard.get(id) ?? new Set()).add(JSON.stringify((JSON.parse(body) as { type: string }).type)))
    return status
  }
  const sender = senderTo(copy.store, listen)
  const send = sender.send
  await pump({
    ...sender,
    store: breaking(copy.store, to),
    send: (outgoing) => to.call('post', () => send(outgoing)),
  }).catch(() => undefined)
  sender.wait(LEASE_SECONDS)
  for (let step = 0; step < STEPS; step++) {
    const { dueAt } = await pump(sender)
    if (dueAt === null) break
    sender.wait(STEP_SECONDS)
  }
  const ended = { heard, record: recordOf(copy), left: leftOf(copy), text: dump(copy.database) }
  copy.close()
  return ended
}

/** What the district's record says became of its notices: events of the program's own. */
const recordOf = ({ database }: Copy): string[] =>
  (database.prepare(`select type, stream from event where actor = 'system:outbox'`).all() as Event[])
    .map(({ type, stream }) => `${type} ${stream}`)
    .sort()
type Event = { type: string; stream: string }

/** Deliveries that came to no end. */
const leftOf = ({ database }: Copy): number =>
  (database.prepare(`select count(*) as n from delivery where status = 'waiting'`).get() as { n: number }).n

/** Breaks the sending of everything that waits in the world at every call, for receivers that answer `status`. */
export async function everySend(world: World, status: number, tally: Tally, every = 1): Promise<void> {
  const counting = breaker(null)
  const expected = await sendAll(world, status, counting)
  if (expected.left > 0) tally.breaks.push(`receivers answering ${status}: ${expected.left} deliveries never end`)
  for (const point of pointsOf(counting.made.length).filter((_, index) => index % every === 0)) {
    tally.points++
    const at = `receivers answering ${status}: ${point.when} call ${point.n} (${counting.made[point.n - 1]})`
    const { heard, record, left } = await sendAll(world, status, breaker(point))
    if (left > 0) tally.breaks.push(`${at}: ${left} deliveries never end`)
    for (const id of expected.heard.keys()) if (!heard.has(id)) tally.breaks.push(`${at}: ${id} was never sent`)
    for (const id of heard.keys()) if (!expected.heard.has(id)) tally.duplicates.push(`${at}: ${id} is another message`)
    if (new Set(record).size < new Set(expected.record).size) tally.breaks.push(`${at}: the record lacks an outcome`)
    if (record.length > new Set(record).size) tally.duplicates.push(`${at}: an outcome is recorded twice`)
  }
}
