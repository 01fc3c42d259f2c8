import type { Compilable, InferResult } from 'kysely'
import type * as z from 'zod'
import { actorKey, everybody, may, rolesOf, type Actor, type Reach, type Role } from './actor.ts'
import { rowsOf, type Decided, type Fact } from './event.ts'
import { keyedHash } from './hash.ts'
import { insertMany } from './insert.ts'
import { notFound, ok, refuse, type Result } from './problem.ts'
import { ASSERTION, Clash, type Statement, type Store } from './store.ts'

/** Everything a rule may know of the world: time, chance and identity come in here and nowhere else. */
export type Ctx = {
  actor: Actor
  /** UUIDv7 made before the first try and reused on every retry. Also the id of what the command creates. */
  commandId: string
  /** Instant in UTC. */
  now: string
  /** Calendar day in Asia/Shanghai. */
  today: string
  /** `count` random salts of 16 bytes, in hex. */
  salts(count: number): string[]
  /** Where the site is reached, how many databases its pool has and whether the district one acts in is verified. */
  platform: {
    origin: string
    slotCount: number
    isLive: boolean
    /** Where the webhook receiver of this machine listens; null anywhere but locally. */
    receiver: string | null
  }
  /** Waits a few jittered milliseconds before try `attempt`. */
  pause(attempt: number): Promise<void>
}

export type Queries = Record<string, Compilable<unknown>>
export type Rows<Q extends Queries> = { [Name in keyof Q]: InferResult<Q[Name]> }
type Roles = readonly [Role, ...Role[]]

/**
 * What a command decides: the facts, at least one, and `beside` them in the same batch what is no
 * part of an event: rows that can be erased (names, contacts, free text) and gates on absence.
 */
export type Decision = { facts: readonly [Decided, ...Decided[]]; beside?: Statement[] }

/**
 * A write as data. `name` is also its permission. `streams` names the smallest things whose rules
 * must hold: those it writes and those it only relies on. `scope` is the right to these very rows.
 * `decide` is pure.
 */
export type Command<I, Q extends Queries> = {
  name: string
  roles: Roles
  input: z.ZodType<I>
  streams(input: I): string[]
  load(input: I, ctx: Ctx): Q
  scope(actor: Actor, rows: Rows<Q>, input: I): boolean
  decide(rows: Rows<Q>, input: I, ctx: Ctx): Result<Decision>
}

/** A read as data. `scope` gives the reach its statements apply before any paging; null sees nothing. */
export type Query<I, Q extends Queries, A, S = Reach> = {
  name: string
  roles: Roles
  input: z.ZodType<I>
  scope(actor: Actor, input: I): S | null
  load(input: I, scope: S, ctx: ReadCtx): Q
  answer(rows: Rows<Q>, input: I, ctx: ReadCtx): Result<A>
}

export type ReadCtx = Pick<Ctx, 'actor' | 'today'>

const commands = new Map<string, { name: string; roles: Roles }>()
const queries = new Map<string, { name: string; roles: Roles }>()

export function command<I, Q extends Queries>(spec: Command<I, Q>): Command<I, Q> {
  if (commands.has(spec.name)) throw new Error(`command ${spec.name} is declared twice`)
  commands.set(spec.name, spec)
  return spec
}

export function query<I, Q extends Queries, A, S = Reach>(spec: Query<I, Q, A, S>): Query<I, Q, A, S> {
  if (queries.has(spec.name)) throw new Error(`query ${spec.name} is declared twice`)
  queries.set(spec.name, spec)
  return spec
}

export const declaredCommands = () => [...commands.values()]
export const declaredQueries = () => [...queries.values()]

/** The roles a command or query takes. */
export const rolesFor = (name: string): readonly Role[] => (commands.get(name) ?? queries.get(name))?.roles ?? []

/** Tries before a command that keeps losing its race answers 409. */
const ATTEMPTS = 6

/**
 * Runs a command: permission, one read batch, scope, decide, one write batch. When somebody else
 * wrote first it reads and decides again, so the caller learns the true reason of a refusal. The
 * same commandId answers the facts already written, to the same actor and input only.
 */
export async function run<I, Q extends Queries>(
  store: Store,
  spec: Command<I, Q>,
  input: I,
  ctx: Ctx
): Promise<Result<Fact[]>> {
  const no = permissionRefusal(ctx.actor, spec)
  if (no) return no
  const streams = [...new Set(spec.streams(input))]
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const state = await readState(store, spec, streams, input, ctx)
    if (state.done.length > 0) return answerDone(state.done, state.inputHash)
    if (!spec.scope(ctx.actor, state.rows, input)) return notFound()
    const decision = spec.decide(state.rows, input, ctx)
    if (!decision.ok) return decision
    const facts = number(decision.value.facts, state.heads, state.inputHash, spec.name, ctx)
    try {
      await store.write([
        ...unmoved(streams, state.heads, facts),
        ...insertMany('event', facts),
        ...rowsOf(facts),
        ...(decision.value.beside ?? []),
        ...signature(ctx),
      ])
      return ok(facts)
    } catch (error) {
      if (!(error instanceof Clash)) throw error
      await ctx.pause(attempt)
    }
  }
  return refuse(409, 'conflict', {
    zh: '内容刚被他人更改，请刷新后重试',
    en: 'Somebody else has just changed this. Refresh and try again',
  })
}

/** Runs a query: permission, scope, one read batch. */
export async function ask<I, Q extends Queries, A, S>(
  store: Store,
  spec: Query<I, Q, A, S>,
  input: I,
  ctx: ReadCtx
): Promise<Result<A>> {
  const no = permissionRefusal(ctx.actor, spec)
  if (no) return no
  const scope = spec.scope(ctx.actor, input)
  if (scope === null) return notFound()
  const loads = spec.load(input, scope, ctx)
  const answers = await store.read(statementsOf(loads))
  return spec.answer(named<Q>(Object.keys(loads), answers), input, ctx)
}

export const statementsOf = (loads: Queries): Statement[] => Object.values(loads).map((query) => query.compile())

const named = <Q extends Queries>(names: string[], answers: unknown[][]): Rows<Q> =>
  Object.fromEntries(names.map((name, index) => [name, answers[index]])) as Rows<Q>

/**
 * Why this actor may not do this at all; null where it may. The first refusal there is: doors that have to look something
 * up before they run a command ask for it themselves.
 */
export function permissionRefusal(actor: Actor, { name, roles }: { name: string; roles: Roles }) {
  if (actor.kind === 'api-key' && !isForEverybody(roles) && !actor.permissions.includes(name)) {
    return refuse(403, 'outside-key-scope', {
      zh: `这个密钥没有“${name}”的权限`,
      en: `The scope of this key does not include ${name}`,
    })
  }
  if (may(actor, roles)) return null
  if (rolesOf(actor).includes('visitor')) {
    return refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' })
  }
  return refuse(403, 'forbidden', {
    zh: `您的角色不能做这件事（需要：${roles.join('、')}）`,
    en: `Your role may not do this (it takes: ${roles.join(', ')})`,
  })
}

const isForEverybody = (roles: Roles): boolean => everybody.every((role) => roles.includes(role))

/** The database's key for hashes, beside what this command has written; nulls where that is nothing. */
type WrittenRow = { inputKey: string } & (Fact<string> | { [Column in keyof Fact]: null })

async function readState<I, Q extends Queries>(
  store: Store,
  spec: Command<I, Q>,
  streams: string[],
  input: I,
  ctx: Ctx
) {
  const loads = spec.load(input, ctx)
  const names = Object.keys(loads)
  const [written, heads, ...answers] = (await store.read([
    {
      sql: 'select inputKey, event.* from identity left join event on event.commandId = ? order by n',
      parameters: [ctx.commandId],
    },
    {
      sql: `select value as stream, coalesce((select max(version) from event where stream = value), 0) as version from json_each(?)`,
      parameters: [JSON.stringify(streams)],
    },
    ...statementsOf(loads),
  ])) as [WrittenRow[], { stream: string; version: number }[], ...unknown[][]]
  return {
    inputHash: keyedHash(written[0]!.inputKey, [spec.name, actorKey(ctx.actor), JSON.stringify(input)].join('\n')),
    done: written.filter((row): row is WrittenRow & Fact<string> => row.commandId !== null),
    heads: new Map(heads.map((head) => [head.stream, head.version])),
    rows: named<Q>(names, answers),
  }
}

function answerDone(done: Fact<string>[], inputHash: string): Result<Fact[]> {
  if (done[0]!.inputHash !== inputHash) {
    return refuse(422, 'command-id-reused', {
      zh: '这次操作此前已用不同的内容保存过；第一次的内容有效，请刷新查看',
      en: 'This operation was already saved with other content. The first version stands; refresh to see it',
    })
  }
  return ok(done.map((fact) => ({ ...fact, data: JSON.parse(fact.data) as unknown })))
}

function number(
  decided: readonly Decided[],
  heads: Map<string, number>,
  inputHash: string,
  name: string,
  ctx: Ctx
): Fact[] {
  const versions = new Map(heads)
  return decided.map(({ type, stream, occurredOn, data }, n) => {
    const version = versions.get(stream)
    if (version === undefined) throw new Error(`${name} decided on ${stream} without naming it`)
    versions.set(stream, version + 1)
    return {
      commandId: ctx.commandId,
      n,
      stream,
      version: version + 1,
      type,
      actor: actorKey(ctx.actor),
      occurredOn,
      recordedAt: ctx.now,
      inputHash,
      data,
    }
  })
}

/** Streams that are relied on but not written have no unique key to fail on: this statement guards them. */
function unmoved(streams: string[], heads: Map<string, number>, facts: Fact[]): Statement[] {
  const written = new Set(facts.map((fact) => fact.stream))
  const relied = Object.fromEntries(streams.filter((s) => !written.has(s)).map((s) => [s, heads.get(s)!]))
  if (Object.keys(relied).length === 0) return []
  return [
    {
      sql: `${ASSERTION}select 'stream_moved' from json_each(?) j
        where coalesce((select max(version) from event where stream = j.key), 0) <> j.value`,
      parameters: [JSON.stringify(relied)],
    },
  ]
}

/** History shows names, events hold ids: whoever writes keeps their own current name here. */
function signature(ctx: Ctx): Statement[] {
  if (!('name' in ctx.actor)) return []
  return [
    {
      sql: `insert into actor_name (actor, name) values (?, ?)
        on conflict do update set name = excluded.name where name <> excluded.name`,
      parameters: [actorKey(ctx.actor), ctx.actor.name],
    },
  ]
}
