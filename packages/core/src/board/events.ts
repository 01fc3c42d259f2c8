import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { day, id, quarter } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** The quarter's entries of a unit and level are complete. */
export const periodClosed = eventType({
  type: 'period.closed',
  payload: z.strictObject({ unitId: id, level, quarter, closedOn: day, ruleVersion: z.int() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'period_close',
      facts.map((fact) => ({ ...fact.data, closedBy: fact.actor }))
    ),
})

/** A revision of a board is public. Names and salts stand in `board_content`; the root binds them. */
export const boardPublished = eventType({
  type: 'board.published',
  payload: z.strictObject({
    unitId: id,
    level,
    quarter,
    revision: z.int(),
    publishedOn: day,
    objectionsUntilOn: day,
    publicUntilOn: day,
    ruleVersion: z.int(),
    seq: z.int(),
    root: z.string(),
    deputyCount: z.int(),
  }),
  public: true,
  rows: (facts) =>
    insertMany(
      'board_revision',
      facts.map((fact) => fact.data)
    ),
})
