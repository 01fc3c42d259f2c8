import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day } from '../kernel/shapes.ts'
import { annualBoard } from './schema.ts'

const NO_TERM = { ordinal: null, fromOn: null, untilOn: null }
const one = { ...annualBoard.shape, revision: z.int() }

/** The rows of a year or a term are frozen, to be published by another. Frozen anew before that, they take the place of these. */
export const annualBoardPrepared = eventType({
  type: 'annual-board.prepared',
  words: { zh: '汇总', en: 'Frozen' },
  payload: z.strictObject({
    ...one,
    preparedOn: day,
    plannedOn: day,
    ruleVersion: z.int(),
    seq: z.int(),
    root: z.string(),
    deputyCount: z.int(),
    /** Of a term only. */
    term: z.strictObject({ ordinal: z.int().nullable(), fromOn: day, untilOn: day }).optional(),
  }),
  public: false,
  rows: (facts) =>
    facts.flatMap(({ data: { term = NO_TERM, ...data }, actor }) =>
      insertMany(
        'annual_board',
        [{ ...data, ...term, preparedBy: actor }],
        `on conflict do update set preparedOn = excluded.preparedOn, preparedBy = excluded.preparedBy,
          plannedOn = excluded.plannedOn, ruleVersion = excluded.ruleVersion, seq = excluded.seq,
          root = excluded.root, deputyCount = excluded.deputyCount, ordinal = excluded.ordinal,
          fromOn = excluded.fromOn, untilOn = excluded.untilOn`
      )
    ),
})

/** It is public. Names and salts stand in `annual_board_content`; the root binds them. */
export const annualBoardPublished = eventType({
  type: 'annual-board.published',
  words: { zh: '公示汇总榜', en: 'Published' },
  payload: z.strictObject({ ...one, publishedOn: day, objectionsUntilOn: day, publicUntilOn: day, root: z.string() }),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'annual_board',
      facts.map((fact) => ({ ...fact.data, publishedBy: fact.actor })),
      ['level', 'year', 'revision', 'root']
    ),
    mustChange,
  ],
})

/** It is no longer shown; why stands in `annual_board_note`. A new one may follow. */
export const annualBoardWithdrawn = eventType({
  type: 'annual-board.withdrawn',
  words: { zh: '撤下汇总榜', en: 'Withdrawn' },
  payload: z.strictObject(one),
  public: true,
  rows: (facts) => [
    ...updateMany(
      'annual_board',
      facts.map(({ data, occurredOn }) => ({
        level: data.level,
        year: data.year,
        revision: data.revision,
        withdrawnOn: occurredOn,
      })),
      ['level', 'year', 'revision']
    ),
    mustChange,
  ],
})
