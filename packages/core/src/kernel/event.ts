import type * as z from 'zod'
import type { Statement } from './store.ts'
import type { Words } from './words.ts'

/** An event row: audit record, guard, idempotency record, outbox and history in one. */
export type Fact<D = unknown> = {
  commandId: string
  n: number
  stream: string
  version: number
  type: string
  actor: string
  /** Calendar day in Asia/Shanghai on which it happened. */
  occurredOn: string
  /** Instant in UTC at which it was written. */
  recordedAt: string
  inputHash: string
  data: D
}

/**
 * What an event type is: the shape of its payload (ids and numbers only: names, contacts and free
 * text are private and never enter a payload) and the rows it writes. `rows` is pure: the same
 * facts give the same rows, because replay calls it too.
 */
export type EventType<D = unknown> = {
  type: string
  /** What histories call it: short, and without a subject. */
  words: Words
  payload: z.ZodType<D>
  /** Whether webhooks and public feeds may carry it. */
  public: boolean
  rows(facts: readonly Fact<D>[]): Statement[]
}

/** An event that `decide` wants written; the runner gives it version, actor and time. */
export type Decided = { type: string; stream: string; occurredOn: string; data: unknown }

const registry = new Map<string, EventType>()

/** Declares an event type once for the whole program. */
export function eventType<D>(spec: EventType<D>) {
  if (registry.has(spec.type)) throw new Error(`event type ${spec.type} is declared twice`)
  registry.set(spec.type, spec)
  return {
    ...spec,
    /** This event on `stream`, having happened on `occurredOn`. */
    on: (stream: string, occurredOn: string, data: D): Decided => ({
      type: spec.type,
      stream,
      occurredOn,
      data: spec.payload.parse(data),
    }),
  }
}

export const eventTypes = (): EventType[] => [...registry.values()]

export function typeOf(type: string): EventType {
  const found = registry.get(type)
  if (!found) throw new Error(`unknown event type ${type}`)
  return found
}

/**
 * The rows of many facts. Neighbours of one type become one call of `rows`, so order between types
 * is kept and a bulk command costs as few statements as a single one.
 */
export function rowsOf(facts: readonly Fact[]): Statement[] {
  const statements: Statement[] = []
  for (let from = 0, to = 0; from < facts.length; from = to) {
    const type = facts[from]!.type
    while (to < facts.length && facts[to]!.type === type) to++
    statements.push(...typeOf(type).rows(facts.slice(from, to)))
  }
  return statements
}
