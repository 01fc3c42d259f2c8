import * as z from 'zod'
import { presence } from '../activity/schema.ts'
import { eventType } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** Of a unit's deputies at one half day; it happened on that day. */
const of = { id, sessionId: id, settlement: z.int(), part: z.int(), unitId: id, level }

/** Who was there, who had leave and who had none. A fact for each half day and unit: each proposes its own points. */
export const rollSettled = eventType({
  type: 'roll.settled',
  words: { zh: '确认出席名册', en: 'Roll settled' },
  payload: z.strictObject({ ...of, settledOn: day, lines: z.array(z.strictObject({ mandateId: id, presence })) }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'roll',
      facts.map(({ data: { sessionId, settlement, settledOn } }) => ({ sessionId, settlement, settledOn })),
      'on conflict do update set settlement = excluded.settlement, settledOn = excluded.settledOn'
    ),
    ...insertMany(
      'roll_line',
      facts.flatMap(({ occurredOn: heldOn, data: { sessionId, part, unitId, level: at, lines } }) =>
        lines.map(({ mandateId, presence: was }) => ({
          ...{ sessionId, mandateId, part, heldOn, unitId, level: at, presence: was },
        }))
      )
    ),
  ],
})

/** It was wrong: it is settled anew. What it gave is proposed to be taken back. */
export const rollTakenBack = eventType({
  type: 'roll.taken-back',
  words: { zh: '撤回出席名册', en: 'Roll taken back' },
  payload: z.strictObject(of),
  public: false,
  rows: (facts) => {
    const sessionIds = [...new Set(facts.map(({ data }) => data.sessionId))]
    return [
      ...deleteMany(
        'roll_line',
        sessionIds.map((sessionId) => ({ sessionId }))
      ),
      ...forMany('update roll set settledOn = null where sessionId in (select value from json_each(?))', sessionIds),
    ]
  },
})
