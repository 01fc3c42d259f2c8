import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import type { DistrictTables } from '../kernel/db.ts'
import { deleteMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id, quarter } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { level } from '../people/schema.ts'
import { dueCause } from './schema.ts'

/** The quarter's entries of a unit and level are complete. */
export const periodClosed = eventType({
  type: 'period.closed',
  words: { zh: '结账', en: 'Quarter closed' },
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
  words: { zh: '公示', en: 'Board published' },
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
      facts.map((fact) => ({ ...fact.data, publishedBy: fact.actor }))
    ),
})

/** What a closed quarter's board shows has changed: its next publication is another revision. */
export const revisionDue = eventType({
  type: 'period.revision-due',
  words: { zh: '须修订公示', en: 'Revision due' },
  payload: z.strictObject({ unitId: id, level, quarter, revision: z.int(), cause: dueCause }),
  public: false,
  rows: (facts) => dueRows(facts.map((fact) => ({ ...fact.data, actor: fact.actor, dueOn: fact.occurredOn }))),
})

/** What made a revision due was taken back as a whole: nothing is left to correct on its account. */
export const revisionSettled = eventType({
  type: 'period.revision-settled',
  words: { zh: '更正事由撤回', en: 'Revision no longer due' },
  payload: z.strictObject({ unitId: id, level, quarter, revision: z.int(), cause: dueCause, dueBy: z.string() }),
  public: false,
  rows: (facts) => [
    ...deleteMany(
      'revision_due',
      facts.map(({ data }) => ({
        unitId: data.unitId,
        level: data.level,
        quarter: data.quarter,
        revision: data.revision,
        actor: data.dueBy,
        cause: data.cause,
      }))
    ),
    mustChange,
  ],
})

/** A revision is no longer shown; why stands in `board_note`. A new one may follow. */
export const boardWithdrawn = eventType({
  type: 'board.withdrawn',
  words: { zh: '撤下公示', en: 'Board withdrawn' },
  payload: z.strictObject({ unitId: id, level, quarter, revision: z.int() }),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'board_revision',
      facts.map(({ data, occurredOn }) => ({
        unitId: data.unitId,
        level: data.level,
        quarter: data.quarter,
        revision: data.revision,
        withdrawnOn: occurredOn,
      })),
      ['unitId', 'level', 'quarter', 'revision']
    ),
    mustChange,
    ...dueRows(facts.map((fact) => ({ ...fact.data, cause: 'withdrawal', actor: fact.actor, dueOn: fact.occurredOn }))),
  ],
})

type Due = DistrictTables['revision_due']

/** The first day of each cause and person; later ones add nothing to what is due. */
const dueRows = (rows: readonly Due[]): Statement[] => insertMany('revision_due', rows, 'on conflict do nothing')
