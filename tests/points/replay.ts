import type { DatabaseSync } from 'node:sqlite'
import { annualContent, type AnnualBoard } from '@jiceng/core/annual-board/schema'
import { boardNow, boardSources as annualSources } from '@jiceng/core/annual-board/state'
import { rowsOf } from '@jiceng/core/annual-board/rules'
import { boardContent, type UnitQuarter } from '@jiceng/core/board/schema'
import { statementsOf, type Queries, type Rows } from '@jiceng/core/kernel/command'
import { eventTypes } from '@jiceng/core/kernel/event'
import { insertMany } from '@jiceng/core/kernel/insert'
import { boardSources, rowsNow } from '@jiceng/core/revision/queries'
import { memoryStore, replay } from '@jiceng/core/testing'
import type { Place, Scenario, World } from '../faults/world.ts'

// Every event of a database written into empty tables: the same rows in every table that events make, and from those
// rows the same numbers on every board there ever was, of a quarter or a year.

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
  ...['annual_board_content', 'annual_board_note', 'leave_note', 'session_note', 'body_member_name'],
  ...['agenda_item_text', 'agenda_note', 'paper_name', 'sitting_code', 'opinion_note', 'feed_secret'],
  ...['roll_note', 'guest_name', 'session_move_note'],
  ...['decision_note', 'decision_count', 'resolution_text', 'resolution_note'],
  ...['announcement_place', 'announcement_note', 'endpoint_address', 'endpoint_secret', 'upload', 'reaction_cursor'],
  ...['outbox_cursor', 'delivery', 'delivery_attempt', 'endpoint_health'],
  ...['import_job', 'import_row', 'import_list', 'import_quarter'],
  ...['sign_up', 'invitee', 'sign_in_alias', 'reset_code', 'api_key_secret', 'mail', 'verification_letter'],
  ...['verification_code', 'user', 'session', 'account', 'verification', 'second_step', 'sign_in_challenge'],
  ...['sign_in_failure', 'attempt_count', 'hot_tenant', 'local_receiver', 'local_message'],
  // What is replayed, and what every database has of itself.
  ...['event', 'identity', 'assertion'],
])

/** Tables that had rows, kinds of events that occurred, roots of the boards and years that were made again. */
export type Replayed = {
  tables: Set<string>
  kinds: Set<string>
  boards: Set<string>
  years: Set<string>
  differences: string[]
}
export const nothingReplayed = (): Replayed => ({
  ...{ tables: new Set(), kinds: new Set(), boards: new Set(), years: new Set() },
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
  const tables = rebuiltIn(database).filter((table) => {
    const [before, after] = [rowsIn(database, table), rowsIn(again.database, table)]
    if (before.length > 0) tally.tables.add(table)
    return before.join('\n') !== after.join('\n')
  })
  again.database.close()
  const found = tables.map((table) => `table ${table}`)
  if (at === 'directory') return found
  return [...found, ...(await boards(database, tally)), ...(await years(database, tally))]
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
  return differing(frozen, tally.boards, async (board) => {
    const now = await thenOf(database, board.seq, boardSources(board), rowsNow)
    const before = boardContent.parse(JSON.parse(board.rows)).rows.flatMap(({ row }) => (row ? [row] : []))
    return now === numbersOf(before) ? null : `board ${board.unitId}/${board.quarter}/${board.revision}`
  })
}

type FrozenYear = AnnualBoard & { revision: number; seq: number; root: string; preparedOn: string }

/** … and every frozen year, which is made of all its units, and term, of the years as they were frozen. */
async function years(database: DatabaseSync, tally: Replayed): Promise<string[]> {
  const content = database.prepare(
    'select rows from annual_board_content where level = ? and year = ? and revision = ? order by position'
  )
  const frozen = database.prepare('select * from annual_board').all() as FrozenYear[]
  return differing(frozen, tally.years, async ({ level, year, revision, seq, preparedOn }) => {
    const of = { level, year }
    const now = await thenOf(database, seq, annualSources(of, preparedOn), (sources) =>
      boardNow(sources, of, preparedOn)!.units.flatMap(({ rows }) => rows)
    )
    const units = content
      .all(level, year, revision)
      .map((row) => annualContent.parse(JSON.parse(row['rows'] as string)))
    return now === numbersOf(rowsOf(units)) ? null : `year ${level}/${year}/${revision}`
  })
}

/** Those of the boards that come out otherwise. */
async function differing<Board extends { root: string }>(
  frozen: readonly Board[],
  seen: Set<string>,
  difference: (board: Board) => Promise<string | null>
): Promise<string[]> {
  const found: string[] = []
  // A root that was seen is the same board of the same events, in another copy of a world.
  for (const board of frozen.filter(({ root }) => !seen.has(root))) {
    seen.add(board.root)
    const one = await difference(board)
    if (one !== null) found.push(one)
  }
  return found
}

/** The numbers that came of the events up to one. */
async function thenOf<Loads extends Queries>(
  database: DatabaseSync,
  seq: number,
  loads: Loads,
  rowsFrom: (rows: Rows<Loads>) => readonly Numbers[]
): Promise<string> {
  const then = memoryStore()
  await replay(database, then.store, seq)
  // Names are private, in no event, and no number hangs on them.
  then.database.exec('insert into person (id, name) select distinct personId, personId from mandate')
  // Rows of boards are private as well, and proved by themselves: a term adds those of its years.
  then.database.exec('pragma foreign_keys = off')
  for (const table of ['board_content', 'annual_board_content']) {
    await then.store.write(insertMany(table, database.prepare(`select * from ${table}`).all()))
  }
  const answers = await then.store.read(statementsOf(loads))
  const rows = Object.fromEntries(Object.keys(loads).map((name, index) => [name, answers[index]])) as Rows<Loads>
  const numbers = numbersOf(rowsFrom(rows))
  then.database.close()
  return numbers
}

type Numbers = { name: string; categories?: Record<string, number> }

const numbersOf = (rows: readonly Numbers[]): string =>
  rows
    .map(({ name: _, categories = {}, ...row }) =>
      JSON.stringify([Object.entries(row).sort(), Object.entries(categories).sort()])
    )
    .sort()
    .join('\n')
