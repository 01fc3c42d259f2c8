import * as z from 'zod'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'

type Outcome = 'applied' | 'discarded' | 'reversed'

const decided = (outcome: Outcome) => (facts: readonly Fact<{ jobId: string }>[]) =>
  insertMany(
    'import_outcome',
    facts.map((fact) => ({
      jobId: fact.data.jobId,
      outcome,
      commandId: fact.commandId,
      decidedOn: fact.occurredOn,
    })),
    // Reversing keeps the command that applied: its events say what was taken back.
    `on conflict do update set outcome = excluded.outcome, decidedOn = excluded.decidedOn`
  )

const count = z.int().min(0)

/** A checked file went into the district whole; what it brought are the events before this one. */
export const importApplied = eventType({
  type: 'import.applied',
  words: { zh: '导入生效', en: 'Import applied' },
  payload: z.strictObject({
    jobId: id,
    units: count,
    districts: count,
    employers: count,
    deputies: count,
    belongings: count,
    openings: count,
    entries: count,
  }),
  public: false,
  rows: decided('applied'),
})

export const importReversed = eventType({
  type: 'import.reversed',
  words: { zh: '导入整体撤回', en: 'Import taken back' },
  payload: z.strictObject({ jobId: id }),
  public: false,
  rows: decided('reversed'),
})

export const importDiscarded = eventType({
  type: 'import.discarded',
  words: { zh: '放弃导入', en: 'Import discarded' },
  payload: z.strictObject({ jobId: id }),
  public: false,
  rows: decided('discarded'),
})
