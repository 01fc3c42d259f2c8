import type { Actor } from '@jiceng/core/kernel/actor'
import { run, type Command, type Ctx, type Queries } from '@jiceng/core/kernel/command'
import type { MemberRole } from '@jiceng/core/kernel/roles'
import type { Store } from '@jiceng/core/kernel/store'
import { ctxOf } from '@jiceng/workers/http/context'
import { demoDeputy } from './accounts.ts'

// The people who keep the demo district's books, each on the day it is about.

let count = 0

/**
 * A context whose clock stands at a time of `day`, which is noon, or at the present: nothing is written down ahead of its
 * time. The district is live: its notices may go out.
 */
export const ctxAs = (actor: Actor, day: string, time = '12:00'): Ctx => ({
  ...ctxOf(actor, `demo:${String(++count).padStart(6, '0')}`, {
    origin: 'http://127.0.0.1',
    slotCount: 0,
    isLive: true,
    receiver: null,
  }),
  ...{ today: day, now: new Date(Math.min(Date.parse(`${day}T${time}:00+08:00`), Date.now())).toISOString() },
})

const clerk =
  (id: string, name: string, roles: readonly MemberRole[]) =>
  (day: string, time?: string): Ctx =>
    ctxAs({ kind: 'member', id: `demo:qinghe:${id}`, name, roles, unitId: null }, day, time)

export const administrator = clerk('confirm', '张敏之', [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
])
export const commission = clerk('member:he', '何敏', ['deputies_commission'])
export const workingBody = clerk('member:liu', '刘青', ['working_body'])

/** The demo's own deputy. */
export const deputy = (personId: string, day: string): Ctx =>
  ctxAs({ kind: 'deputy', id: 'demo:qinghe:member:deputy', personId, name: demoDeputy.name }, day)

export async function must<I, Q extends Queries>(store: Store, spec: Command<I, Q>, input: I, ctx: Ctx) {
  const result = await run(store, spec, input, ctx)
  if (!result.ok) throw new Error(`demo: ${spec.name}: ${result.problem.code} ${result.problem.title.en}`)
  return result.value
}

/** Runs a command that has to succeed and answers the id of what it made. */
export const made = async <I, Q extends Queries>(store: Store, spec: Command<I, Q>, input: I, ctx: Ctx) =>
  (await must(store, spec, input, ctx))[0]!.commandId
