import type { Actor } from '@jiceng/core/kernel/actor'
import {
  ask,
  declaredCommands,
  declaredQueries,
  run,
  type Command,
  type Queries,
  type Query,
} from '@jiceng/core/kernel/command'
import { d1Store } from '@jiceng/workers/d1'
import { ctxOf, today } from '@jiceng/workers/http/context'
import { schemaInput, unknownOf, type Input } from './inputs.ts'
import { HOME, type World } from './world.ts'
import { BY_KEY, HIDES_FIRST, rolesFor, specOf } from './policies.ts'
import type { Probe } from './answers.ts'

// Commands and queries that no request reaches by its own right: the system's, those behind a door that makes the actor
// (the holder of a link or a code), those behind another query. They are asked themselves.

const ROW = { method: 'BEHIND', path: 'every door', doc: undefined }
const IN_DIRECTORY = /^(?:tenant|member|operator|alarm|api-key)\./

const visitor: Actor = { kind: 'visitor' }
const stranger: Actor = { kind: 'member', id: 'stranger', name: '', roles: ['working_body'], unitId: null }
const applicant: Actor = { kind: 'applicant', id: 'stranger', name: '' }
const recipient: Actor = { kind: 'recipient', id: 'stranger', name: '' }
const nowhere: Actor = { kind: 'member', id: 'stranger', name: '', roles: ['unit_office'], unitId: null }

type Result = { ok: boolean; problem?: { status: number; code: string } }

/** Asks a command or query in the home district, with nothing in between. */
async function askedBehind(world: World, policy: string, actor: Actor, input: Input): Promise<Result> {
  const { bindings, tenants } = world
  const isDirectory = IN_DIRECTORY.test(policy)
  const databases = bindings as unknown as Record<'DIRECTORY' | 'TENANT_0001', Parameters<typeof d1Store>[0]>
  const store = isDirectory
    ? d1Store(databases.DIRECTORY, 'directory')
    : d1Store(databases.TENANT_0001, tenants.home.id)
  const spec: unknown = specOf(policy)!
  const isCommand = declaredCommands().some(({ name }) => name === policy)
  return world.undone(async () =>
    isCommand
      ? await run(store, spec as Command<Input, Queries>, input, ctxOf(actor, 'behind'))
      : await ask(store, spec as Query<Input, Queries, unknown, unknown>, input, { actor, today: today() })
  )
}

const wrongUnless = (expected: string, { ok, problem }: Result): string | null => {
  const told = ok ? 'done' : `${problem!.status} ${problem!.code}`
  return told === expected ? null : `should be ${expected}, is ${told}`
}

/** Every command and query that is no route's, or is reached only by who holds a key. */
export function policiesBehind(routed: ReadonlySet<string>): string[] {
  const all = [...declaredCommands(), ...declaredQueries()].map(({ name }) => name)
  return all.filter((policy) => !routed.has(policy) || BY_KEY.includes(policy) || HIDES_FIRST.includes(policy))
}

export function behindProbes(world: World, policies: readonly string[]): Probe[] {
  const probe = (policy: string, name: string, ask: () => Promise<string | null>): Probe => ({
    ...{ name: `${policy} ${name}`, row: ROW, kind: 'behind', policy, ask },
  })
  const roles = policies.flatMap((policy) => {
    const allowed = rolesFor(policy)!
    const cases = [
      ...(allowed.includes('visitor') ? [] : [[visitor, 'visitor', '401 sign-in-required'] as const]),
      ...(allowed.includes('working_body') ? [] : [[stranger, 'a working body', '403 forbidden'] as const]),
    ]
    return cases.map(([actor, who, expected]) =>
      probe(policy, `itself, by ${who}`, async () =>
        wrongUnless(expected, await askedBehind(world, policy, actor, schemaInput(specOf(policy)!.input, world.mine)))
      )
    )
  })
  const scopes = scopeCases(world)
    .filter(([policy]) => policies.includes(policy))
    .map(([policy, who, actor, input]) =>
      probe(policy, `itself, by ${who}`, async () =>
        wrongUnless('404 not-found', await askedBehind(world, policy, actor, input))
      )
    )
  return [...roles, ...scopes]
}

type ScopeCase = [policy: string, who: string, actor: Actor, input: Input]

/** Somebody of the right kind who is not the one it is about. */
function scopeCases({ mine, others, tenants }: World): ScopeCase[] {
  const office: Actor = { kind: 'member', id: 'office', name: '', roles: ['unit_office'], unitId: mine.unitId }
  const job = { jobId: others.jobId, streams: [], openingQuarters: [] }
  const tenant = { tenantId: tenants.home.id }
  const notice = { noticeId: mine.noticeId, generation: 1 }
  return [
    ['import.apply', "another unit's office", office, job],
    ['import.reverse', "another unit's office", office, job],
    ['member.of-import', 'an office without a unit', nowhere, { ...tenant, jobId: mine.jobId }],
    ['tenant.confirm', 'another applicant', applicant, { ...tenant, slug: HOME, userId: 'user' }],
    ['member.accept', 'another applicant', applicant, { ...tenant, invitationId: mine.invitationId, userId: 'user' }],
    ['member.reset-password', 'another applicant', applicant, { ...tenant, memberId: mine.memberId, passwordHash: '' }],
    ['notice.read', "another notice's recipient", recipient, notice],
    ...(['notice.mark-delivered', 'notice.mark-undelivered'] as const).map((policy): ScopeCase => {
      const input = schemaInput(specOf(policy)!.input, unknownOf(mine))
      return [policy, 'the system, of a notice that is not there', { kind: 'system', id: 'outbox' }, input]
    }),
    ['notice.reply', "another notice's recipient", recipient, { ...notice, kind: 'acknowledged', note: '' }],
  ]
}
