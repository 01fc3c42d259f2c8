import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run, type Command, type Ctx, type Queries } from '@jiceng/core/kernel/command'
import type { Fact } from '@jiceng/core/kernel/event'
import { guardStore, type Store } from '@jiceng/core/kernel/store'
import { memoryStore, sqliteStore } from '@jiceng/core/testing'

// Two databases, a district's and the directory, in which every command has something to do, and copies of them in which
// it is done. Nothing in them is left to chance: two copies differ only by what was run in them.

export const TODAY = '2026-10-20'
export const DISTRICT = 'qinghe'
/** What everybody in it sits for. */
export const TERM = { startOn: '2021-11-20', endOn: '2026-12-31', ground: 'general_election', namesake: true } as const

export type Place = 'tenant' | 'directory'

/** One command with an input that it accepts in the world. Its commandId is made of the label. */
export type Scenario = {
  label: string
  at: Place
  name: string
  roles: readonly string[]
  streams: readonly string[]
  commandId: string
  /** Another commandId is another press of the same button. */
  run(store: Store, commandId?: string): Promise<Outcome>
}

/** What a caller learns: the facts, or the code of a refusal. */
export type Outcome = { ok: true; facts: Fact[] } | { ok: false; code: string }

const hex = (text: string) => createHash('sha256').update(text).digest('hex')

/** The nth salt a command of the world is given. */
export const saltOf = (commandId: string, n = 0): string => hex(`${commandId}/${n}`).slice(0, 32)

/** Time stands still, and salts follow from the command. */
const ctxOf = (actor: Actor, commandId: string, today = TODAY): Ctx => ({
  actor,
  commandId,
  now: `${today}T02:00:00.000Z`,
  today,
  salts: (count) => Array.from({ length: count }, (_, n) => saltOf(commandId, n)),
  platform: { origin: 'http://127.0.0.1:8787', slotCount: 8, isLive: true, receiver: null },
  pause: () => Promise.resolve(),
})

export type Builder = {
  store: Store
  database: DatabaseSync
  /** Runs a command that has to succeed; answers its commandId, which is the id of what it made. */
  must<I, Q extends Queries>(spec: Command<I, Q>, input: I, actor: Actor, today?: string): Promise<string>
  /** Notes a command that this world is made for. */
  can<I, Q extends Queries>(spec: Command<I, Q>, input: I, actor: Actor, note?: string): void
}

export type World = {
  at: Place
  scenarios: readonly Scenario[]
  /** A copy nobody else has. */
  copy(): Copy
}
/** A database in which a command is tried, of either store. */
export type Trial = { store: Store; dump(): Promise<string>; close(): Promise<void> }
export type Copy = { database: DatabaseSync; store: Store; close(): void }

/** Builds a world once and hands out copies of it. */
export async function worldOf(at: Place, build: (builder: Builder) => Promise<void>): Promise<World> {
  const identity = at === 'tenant' ? DISTRICT : 'directory'
  const { database, store } = memoryStore(at, identity)
  const scenarios: Scenario[] = []
  let count = 0
  await build({
    store,
    database,
    async must(spec, input, actor, today) {
      const commandId = `${at}-${++count}`
      const result = await run(store, spec, input, ctxOf(actor, commandId, today))
      if (!result.ok) throw new Error(`${spec.name} in the world of ${at}: ${JSON.stringify(result.problem)}`)
      return commandId
    },
    can(spec, input, actor, note) {
      const label = note === undefined ? spec.name : `${spec.name} (${note})`
      const commandId = hex(label).slice(0, 32)
      scenarios.push({
        ...{ label, at, name: spec.name, roles: spec.roles, commandId },
        streams: [...new Set(spec.streams(input))],
        run: async (to, id = commandId) => outcomeOf(await run(to, spec, spec.input.parse(input), ctxOf(actor, id))),
      })
    },
  })
  return { at, scenarios, ...copies(database, identity) }
}

const outcomeOf = (result: Awaited<ReturnType<typeof run>>): Outcome =>
  result.ok ? { ok: true, facts: result.value } : { ok: false, code: result.problem.code }

/** Copies lie in memory, each a database of its own. */
function copies(database: DatabaseSync, identity: string) {
  const image = database.serialize()
  return {
    copy: (): Copy => {
      const own = new DatabaseSync(':memory:')
      own.deserialize(image)
      own.exec('pragma foreign_keys = on')
      return { database: own, store: guardStore(sqliteStore(own), identity), close: () => own.close() }
    },
  }
}

/** A copy as a place to try a command in. */
export function trialIn(world: World): Trial {
  const { database, store, close } = world.copy()
  return { store, dump: () => Promise.resolve(dump(database)), close: () => Promise.resolve(close()) }
}

/** Everything a database holds, table by table, as one text: equal texts are equal states. */
export function dump(database: DatabaseSync): string {
  const tables = database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name`)
    .all() as { name: string }[]
  return textOf(tables.map(({ name }) => ({ name, rows: database.prepare(`select * from "${name}"`).all() })))
}

export const textOf = (tables: readonly { name: string; rows: readonly Record<string, unknown>[] }[]): string =>
  tables.map(({ name, rows }) => [name, ...rows.map(line).sort()].join('\n')).join('\n\n')

/** Without the order of events: of two that have nothing to do with each other either may come first. */
const line = ({ seq: _, ...row }: Record<string, unknown>) => JSON.stringify(row)
