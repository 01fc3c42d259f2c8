import type { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { yearAssessment } from '@jiceng/core/assessment/queries'
import { boardContent } from '@jiceng/core/board/schema'
import { ask } from '@jiceng/core/kernel/command'
import { testWorld } from '@jiceng/core/testing'
import { TODAY, type Copy } from '../faults/world.ts'
import { assessedPoints, quarterPoints, yearPoints } from './definition.ts'
import { TERMS, type Electorate } from './electorate.ts'
import { CLOSED, someHistory, standing, written, type History, type Press } from './orders.ts'
import { replayDifferences, type Replayed } from './replay.ts'

// One history in two orders, in the second of which commands come twice: the same rows to the last one, in both the
// numbers of the definition, and the same again from the events.

const { commission, ctx } = testWorld(TODAY)

type Given = {
  numRuns: number
  /** Without looking for the smallest history that fails. */
  endOnFailure?: boolean
  press?: Press
}

/** The same histories each time, so that a failure comes again. */
const seed = 2026

/** A commandId is of one press, however often it is sent. */
const sameId: Press = (commandId) => commandId

export function independence(electorate: Electorate, tally: Replayed, { press = sameId, ...given }: Given) {
  const property = fc.asyncProperty(someHistory, async (history) => {
    const copies = [await written(electorate, history, 'as-told'), await written(electorate, history, press)] as const
    try {
      const [told, other] = copies.map(({ database }) => ledgerIn(database))
      equal('the same rows in another order', other, told)
      await defined(electorate, history, copies[1])
      equal('the same from the events', await replayDifferences(copies[1].database, 'tenant', tally), [])
    } finally {
      copies.forEach(({ close }) => close())
    }
  })
  return fc.check(property, { ...given, seed })
}

function equal(what: string, found: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)]
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`)
}

const ledgerIn = (database: DatabaseSync) =>
  ['point_entry', 'item_balance', 'mandate_year', 'attendance_count'].map((table) =>
    database
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort()
  )

type Year = Record<string, number> | undefined

/** Every number the product keeps or tells of a history, held against the definition. */
async function defined({ mandates }: Electorate, history: History, { database, store }: Copy): Promise<void> {
  const { rules } = history
  const entries = standing(history)
  const board = boardIn(database)
  const assessed = await ask(
    store,
    yearAssessment,
    { level: 'district', year: '2026', order: 'register', page: 0 },
    ctx(commission)
  )
  if (!assessed.ok) throw new Error(assessed.problem.code)
  for (const [who, mandateId] of mandates.entries()) {
    const own = entries.filter(({ mandate }) => mandate === who)
    for (const year of ['2025', '2026']) {
      const row = database
        .prepare('select * from mandate_year where year = ? and mandateId = ?')
        .get(year, mandateId) as Year
      for (const n of [1, 2, 3, 4]) {
        const quarter = `${year}Q${n}`
        equal(`${who} in ${quarter}`, row?.[`q${n}Hundredths`] ?? 0, quarterPoints(rules, own, quarter))
        equal(`${who} to ${quarter}`, row?.[`toQ${n}Hundredths`] ?? 0, yearPoints(rules, own, quarter))
      }
    }
    const shown = board.find((row) => row.mandateId === mandateId)!
    equal(`${who} on the board`, shown.quarterHundredths, quarterPoints(rules, own, CLOSED))
    equal(`${who} on the board, to date`, shown.yearHundredths, yearPoints(rules, own, CLOSED))
    const { startOn, endOn } = TERMS[who]!
    const until = endOn < TODAY ? endOn : TODAY
    const year = assessed.value.deputies.find((row) => row.mandateId === mandateId)!
    equal(`${who} assessed`, year.hundredths, assessedPoints(rules, own, { startOn, endOn: until, quarter: '2026Q4' }))
  }
}

function boardIn(database: DatabaseSync) {
  const newest = database.prepare('select rows from board_content order by revision desc limit 1').get()
  return boardContent.parse(JSON.parse((newest as { rows: string }).rows)).rows.map(({ row }) => row!)
}
