import * as z from 'zod'
import { quarterOf } from '../kernel/calendar.ts'
import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** Deputies received voters on a day. What it gives them is proposed to the unit office. */
export const receptionRecorded = eventType({
  type: 'reception.recorded',
  words: { zh: '登记接待选民', en: 'Voter reception recorded' },
  payload: z.strictObject({ id, unitId: id, level, mandateIds: z.array(id), voterCount: z.int() }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'reception',
      facts.map(({ data: { mandateIds: _, ...reception }, occurredOn, actor }) => ({
        ...reception,
        ...{ quarter: quarterOf(occurredOn), occurredOn, status: 'recorded', recorder: actor },
      }))
    ),
    ...insertMany(
      'reception_deputy',
      facts.flatMap(({ data }) => data.mandateIds.map((mandateId) => ({ receptionId: data.id, mandateId })))
    ),
  ],
})

/** A reception was recorded by mistake; the reason stands in `reception_note`. */
export const receptionWithdrawn = eventType({
  type: 'reception.withdrawn',
  words: { zh: '撤回接待选民', en: 'Voter reception withdrawn' },
  payload: z.strictObject({ id, unitId: id, level }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'reception',
      facts.map(({ data }) => ({ id: data.id, status: 'withdrawn' }))
    ),
    mustChange,
  ],
})
