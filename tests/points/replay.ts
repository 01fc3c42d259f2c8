import type { DatabaseSync } from 'node:sqlite'
import { boardContent, type BoardRow, type UnitQuarter } from '@jiceng/core/board/schema'
import { eventTypes } from '@jiceng/core/kernel/event'
import type { Store } from '@jiceng/core/kernel/store'
import { boardSources, rowsNow, type Sources } from '@jiceng/core/revision/queries'
import { memoryStore, replay } from '@jiceng/core/testing'
import type { Place, Scenario, World } from '../faults/world.ts'

// Every event of a database written into empty tables: the same rows in every table that events make, and from those
// rows the same numbers on every board there ever was.

/** What can be erased or thrown away, and what is kept beside the commands: docs/architecture.md says of each why. */
const NOT_REBUILT = new Set([
  ...['person', 'mandate_note', 'rule_set_note', 'point_note', 'point_report_note', 'activity_note', 'reception_note'],
  ...['point_proposal_note', 'board_content', 'board_note', 'objection_note', 'duty_case_note', 'assessment_note'],
  ...[
    'actor_name',
    'recipient_contact',
    'circular_text',
    'notice_content',
    'notice_reply_note',
    'announcement_content',
  ],
  ...['annual_board_content', 'annual_board_note', 'leave_note'],
  ...['announcement_place', 'announcement_note', 'endpoint_address', 'endpoint_secret', 'upload', 'reaction_cursor'],
  ...['outbox_cursor', 'delivery', 'delivery_attempt', 'endpoint_health'],
  ...['import_job', 'import_row', 'import_list', 'import_quarter'],
  ...['sign_up', 'invitee', 'sign_in_alias', 'reset_code', 'api_key_secret', 'mail', 'verification_letter'],
  ...['verification_code', 'user', 'session', 'account', 'verification', 'second_step', 'sign_in_challenge'],
  ...['sign_in_failure', 'attempt_count', 'hot_tenant', 'local_receiver', 'local_message'],
  // What is replayed, and what every database has of itself.
  ...['event', 'identity', 'assertion'],
])

/** Tables that had rows, kinds of events that occurred, roots of the boards that were made again. */
export type Replayed = { tables: Set<string>; kinds: Set<string>; boards: Set<string>; differences: string[] }
export const nothingReplayed = (): Replayed => ({
  ...{ tables: new Set(), kinds: new Set(), boards: new Set() },
  differences: [],
})

/** Kinds of events that never occurred, and tables that events make and in which there was never a row. */
export const missing = ({ kinds, tables }: Replayed): string[] => [
  ...eventTypes()
    .map(({ type }) => type)
    .filter((type) => !kinds.has(type)),
  ...(['tenant', 'directory'] as const)
    .flatMap((at) => rebuiltIn(memoryStore(at).database))
    .filter((table) => !tables.has(table)),
]

/**
 * Of the worlds of every command: as many commands one after the other as are accepted, then those that were refused in
 * another copy, until each was done once. So every kind of event there is occurs, and in long histories.
 */
export async function replayWorlds(worlds: readonly World[], tally: Replayed): Promise<void> {
  for (const world of worlds) {
    for (let left = world.scenarios; left.length > 0;) {
      const { store, database, close } = world.copy()
      const refused: Scenario[] = []
      for (const scenario of left) {
        const outcome = await scenario.run(store)
        if (!outcome.ok) refused.push(scenario)
      }
      if (refused.length === left.length) throw new Error(`${left[0]!.label} is refused`)
      tally.differences.push(...(await replayDifferences(database, world.at, tally)))
      close()
      left = refused
    }
  }
}

/** Tables, and boards, that are not what the events say. */
export async function replayDifferences(database: DatabaseSync, at: Place, tally: Replayed): Promise<string[]> {
  const again = memoryStore(at)
  // Accounts are made by no event, and memberships name them.
  if (at === 'directory') again.database.exec('pragma foreign_keys = off')
  await replay(database, again.store)
  const kinds = database.prepare('select distinct type from event').all() as { type: string }[]
  kinds.forEach(({ type }) => tally.kinds.add(type))
  const differing = rebuiltIn(database).filter((table) => {
    const [before, after] = [rowsIn(database, table), rowsIn(again.database, table)]
    if (before.length > 0) tally.tables.add(table)
    return before.join('\n') !== after.join('\n')
  })
  again.database.close()
  return [...differing.map((table) => `table ${table}`), ...(at === 'tenant' ? await boards(database, tally) : [])]
}

const rebuiltIn = (database: DatabaseSync): string[] =>
  database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name`)
    .all()
    .map((row) => row['name'] as string)
    .filter((table) => !NOT_REBUILT.has(table))

const rowsIn = (database: DatabaseSync, table: string): string[] =>
  database
    .prepare(`select * from "${table}"`)
    .all()
    .map((row) => JSON.stringify(row))
    .sort()

type Frozen = UnitQuarter & { revision: number; seq: number; root: string; rows: string }

/** Every revision whose rows are still there, made again from the events up to its own. */
async function boards(database: DatabaseSync, tally: Replayed): Promise<string[]> {
  const frozen = database
    .prepare('select * from board_revision join board_content using (unitId, level, quarter, revision)')
    .all() as Frozen[]
  const differing: string[] = []
  // A root that was seen is the same board of the same events, in another copy of a world.
  for (const board of frozen.filter(({ root }) => !tally.boards.has(root))) {
    tally.boards.add(board.root)
    const then = memoryStore()
    await replay(database, then.store, board.seq)
    // Names are private, in no event, and no number hangs on them.
    then.database.exec('insert into person (id, name) select distinct personId, personId from mandate')
    const now = numbersOf(rowsNow(await sourcesOf(then.store, board)))
    const before = boardContent.parse(JSON.parse(board.rows)).rows.flatMap(({ row }) => (row ? [row] : []))
    if (now !== numbersOf(before)) differing.push(`board ${board.unitId}/${board.quarter}/${board.revision}`)
    then.database.close()
  }
  return differing
}

async function sourcesOf(store: Store, of: UnitQuarter): Promise<Sources> {
  const sources = Object.entries(boardSources(of))
  const answers = await store.read(sources.map(([, query]) => query.compile()))
  return Object.fromEntries(sources.map(([name], index) => [name, answers[index]])) as unknown as Sources
}

const numbersOf = (rows: readonly BoardRow[]): string =>
  rows
    .map(({ name: _, categories, ...row }) => JSON.stringify([row, Object.entries(categories).sort()]))
    .sort()
    .join('\n')
