import type { Context, Handler, TypedResponse } from 'hono'
import { ask, run, type Command, type Queries, type Query } from '@jiceng/core/kernel/command'
import type { Fact } from '@jiceng/core/kernel/event'
import { commandId } from '@jiceng/core/kernel/shapes'
import type { Statement } from '@jiceng/core/kernel/store'
import { deliveriesReplayed } from '@jiceng/core/webhook/events'
import { CARRIED } from '@jiceng/core/webhook/outbox'
import { REACTED_TO } from '@jiceng/core/reactions'
import type { Words } from '@jiceng/core/kernel/words'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { noticeUrl } from '../link.ts'
import { ctxOf, today, type AppEnv } from './context.ts'
import { react } from '../react.ts'
import { pump } from '../webhook/pump.ts'
import { senderOf } from '../webhook/outboxes.ts'
import { platformOf, receiverOf } from './origin.ts'
import { jsonOf, parse, problem, type ProblemResponse } from './problem.ts'

// A route is one line: a path and the command or query behind it. What the documentation and the
// checks need to know of it hangs on the handler itself, so it cannot drift from what runs.

/** `policy` is the command's or query's name, or "public" with a reason in `summary`. */
export type RouteDoc = {
  summary: Words
  policy: string
  input: z.ZodType
  writes: boolean
  /** What it reads of the directory in every case: read in the call that finds who asks. */
  directory?: (slug: string) => Statement[]
  /** The command's or query's own answer, with nothing added or taken away by the door. */
  isPlain?: true
}

const docs = new WeakMap<object, RouteDoc>()

export const documented = <H extends Handler<AppEnv, string>>(handler: H, doc: RouteDoc): H => {
  docs.set(handler, doc)
  return handler
}

export const docOf = (handler: object): RouteDoc | undefined => docs.get(handler)

/** What a write answers: what happened, under ids the caller can build on. */
export type Written = { commandId: string; events: { id: string; type: string; occurredOn: string }[] }

export const writtenOf = (facts: readonly Fact[]): Written => ({
  commandId: facts[0]!.commandId,
  events: facts.map(({ commandId, n, type, occurredOn }) => ({ id: `${commandId}/${n}`, type, occurredOn })),
})

type Answer<A, S extends 200 | 201> = TypedResponse<A, S, 'json'> | ProblemResponse
/** What stands in the query string: the parts of the input that are not in the path. */
type Asked<I> = { in: { query?: { [Key in keyof I]?: string } }; out: { query: unknown } }
type Body<I> = { in: { json: Partial<I> & { commandId: string } }; out: { json: unknown } }
type Question<I> = { in: { json: Partial<I> }; out: { json: unknown } }

/** A GET in a district: path and query string are the query's input. */
export function reads<I, Q extends Queries, A, S>(spec: Query<I, Q, A, S>, summary: Words) {
  const handler = async (c: Context<AppEnv, string, Asked<I>>): Promise<Answer<A, 200>> => {
    const input = parse(spec.input, { ...c.req.query(), ...pathOf(c) })
    if (!input.ok) return problem(c, input.problem)
    return answered(c, spec, input.value)
  }
  return documented(handler, { summary, policy: spec.name, input: spec.input, writes: false, isPlain: true })
}

/** A POST that changes nothing: what it asks is too long for an address. The JSON body and the path are the input. */
export function asks<I, Q extends Queries, A, S>(spec: Query<I, Q, A, S>, summary: Words) {
  const handler = async (c: Context<AppEnv, string, Question<I>>): Promise<Answer<A, 200>> => {
    const body = await jsonOf(c)
    const input = parse(spec.input, { ...(body as object), ...pathOf(c) })
    if (!input.ok) return problem(c, input.problem)
    return answered(c, spec, input.value)
  }
  return documented(handler, { summary, policy: spec.name, input: spec.input, writes: false, isPlain: true })
}

async function answered<I, Q extends Queries, A, S>(c: Context<AppEnv>, spec: Query<I, Q, A, S>, input: I) {
  const { store, actor } = c.get('place')
  const answer = await ask(store, spec, input, { actor, today: today() })
  if (!answer.ok) return problem(c, answer.problem)
  return c.json(answer.value, 200) as unknown as TypedResponse<A, 200, 'json'>
}

const SENT_AT_ONCE = [...Object.keys(CARRIED), deliveriesReplayed.type]

const envelope = z.looseObject({ commandId })

/** A POST in a district: the JSON body, with its commandId, and the path are the command's input. */
export function writes<I, Q extends Queries>(spec: Command<I, Q>, summary: Words) {
  const handler = async (c: Context<AppEnv, string, Body<I>>): Promise<Answer<Written, 201>> => {
    const body = parse(envelope, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { commandId, ...fields } = body.value
    const input = parse(spec.input, { ...fields, ...pathOf(c) })
    if (!input.ok) return problem(c, input.problem)
    const { store, actor } = c.get('place')
    const result = await run(store, spec, input.value, ctxOf(actor, commandId, platformOf(c)))
    if (!result.ok) return problem(c, result.problem)
    nudge(c, result.value)
    return c.json(writtenOf(result.value), 201)
  }
  return documented(handler, { summary, policy: spec.name, input: spec.input, writes: true, isPlain: true })
}

/** What means something elsewhere is done there, and what is to be sent goes out, at once. A nudge may get lost: the clock finds what is left. */
function nudge(c: Context<AppEnv>, facts: readonly Fact[]): void {
  const any = (types: readonly string[]): boolean => facts.some(({ type }) => types.includes(type))
  const { store, slug, tenantId } = c.get('place')
  if (any(REACTED_TO)) soon(c, react(store))
  if (!any(SENT_AT_ONCE)) return
  const urlOf = noticeUrl(envOf(c.env), { origin: platformOf(c).origin, slug, tenantId })
  soon(c, pump(senderOf(store, urlOf, receiverOf(c))))
}

const soon = (c: Context<AppEnv>, work: Promise<unknown>): void =>
  c.executionCtx.waitUntil(work.catch((error: unknown) => console.error(JSON.stringify({ nudge: String(error) }))))

/** What stands in the path, without the district. */
export const pathOf = (c: Context<AppEnv>): Record<string, string> => {
  const { tenant: _, ...rest } = c.req.param() as Record<string, string>
  return rest
}
