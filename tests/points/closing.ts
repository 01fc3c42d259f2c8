import { rmSync } from 'node:fs'
import { hold } from '@jiceng/core/activity/commands'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { addDays, addQuarters, dayOf, quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import type { Store } from '@jiceng/core/kernel/store'
import { reactToNew } from '@jiceng/core/reactions'
import { d1Store } from '@jiceng/workers/d1'
import { ctxOf } from '@jiceng/workers/http/context'
import { counted, emptyBill, type Bill } from '../../bench/bill.ts'
import { bindingOf, opened, prepareDistricts, tenantOf } from '../bench/local.ts'
import { clerk, colleague, mandateId, unitId } from '../bench/world.ts'

// A busy quarter is closed and published: a unit with as many deputies as a district's congress has, and something held
// in every week of it.

/** The most a district elects (选举法 12). */
export const DEPUTIES = 450
/** The other unit's quarter is closed before. */
const UNIT = 2
const ACTIVITIES = 12
/** A third of the deputies is concerned by each. */
const CONCERNED = DEPUTIES / 3

export type Closing = { closed: Bill; published: Bill; seconds: number }

const count = (length: number) => Array.from({ length }, (_, n) => n)

export async function busyClosing(state: string, entries: number): Promise<Closing> {
  const today = dayOf(Date.now())
  const district = { slug: 'closing', slot: 1, size: { units: UNIT, deputiesAUnit: DEPUTIES, entries } }
  rmSync(state, { recursive: true, force: true })
  await prepareDistricts(state, [district], today)
  const { env, dispose } = await opened(state, [district])
  try {
    const bill = emptyBill()
    const store = d1Store(counted(env[bindingOf(district.slot)]!, bill), tenantOf(district))
    const of = { unitId: unitId(UNIT), level: 'district' as const, quarter: addQuarters(quarterOf(today), -1) }
    await activities(store, of)
    Object.assign(bill, emptyBill())
    const from = performance.now()
    await must(store, closePeriod, of, clerk)
    const closed = { ...bill }
    Object.assign(bill, emptyBill())
    await must(store, publish, { ...of, objectionWorkingDays: 5, publicUntilOn: addDays(today, 365) }, colleague)
    return { closed, published: { ...bill }, seconds: (performance.now() - from) / 1000 }
  } finally {
    await dispose()
    rmSync(state, { recursive: true, force: true })
  }
}

async function activities(store: Store, { quarter, ...of }: { unitId: string; level: 'district'; quarter: string }) {
  const { firstOn } = quarterDays(quarter)
  for (const n of count(ACTIVITIES)) {
    const attendance = count(CONCERNED).map((k) => ({
      mandateId: mandateId(UNIT, ((n * CONCERNED + k) % DEPUTIES) + 1),
      presence: k % 10 === 0 ? ('leave' as const) : ('present' as const),
    }))
    const held = { ...of, title: `第${n + 1}次视察`, itemCode: 'inspection', occurredOn: addDays(firstOn, n * 7) }
    await must(store, hold, { ...held, attendance }, clerk)
  }
  // The clock has gone by since.
  await reactToNew(store, (commandId) => ctxOf({ kind: 'system', id: 'bench' }, commandId))
}

let commands = 0

async function must<I, Q extends Queries>(store: Store, spec: Command<I, Q>, input: I, actor: Actor): Promise<void> {
  const result = await run(store, spec, input, ctxOf(actor, `bench:closing:${++commands}`))
  if (!result.ok) throw new Error(`${spec.name}: ${JSON.stringify(result.problem)}`)
}
