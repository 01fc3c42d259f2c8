import * as z from 'zod'
import { itemType } from '../agenda/schema.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { method, type DecisionStatus } from './schema.ts'

/** Something is put to the vote, with a quorum in the hall. What it is stands in `decision_note`. */
export const decisionOpened = eventType({
  type: 'decision.opened',
  words: { zh: '付表决', en: 'Put to the vote' },
  payload: z.strictObject({
    ...{ id, sessionId: id, position: z.int(), sittingId: id, itemId: id, itemType, method },
    ...{ presentCount: z.int(), dueCount: z.int() },
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'decision',
      facts.map(({ data, recordedAt }) => ({ ...data, status: 'open', openedAt: recordedAt, round: 1 }))
    ),
})

const changed = (rows: Parameters<typeof updateMany>[1]): Statement[] => [...updateMany('decision', rows), mustChange]

const ofRound = { id, sessionId: id, round: z.int() }

/** A teller gave numbers. They stand in `decision_count`, not here: the other one must not read them. */
export const decisionCounted = eventType({
  type: 'decision.counted',
  words: { zh: '计票', en: 'Counted' },
  payload: z.strictObject(ofRound),
  public: false,
  // One after the other: the second teller's meets what the first one's left.
  rows: (facts) =>
    facts.flatMap(({ data, actor }) => [
      {
        sql: `update decision set secondBy = case when firstBy is null then null else ?2 end,
            firstBy = coalesce(firstBy, ?2) where id = ?1`,
        parameters: [data.id, actor],
      },
      mustChange,
    ]),
})

/** Two tellers differ: neither count holds, and both count anew. */
export const countsDiffered = eventType({
  type: 'decision.counts-differed',
  words: { zh: '两人计票不一致，重新计票', en: 'Two counts differed: counted anew' },
  payload: z.strictObject(ofRound),
  public: false,
  rows: (facts) =>
    changed(facts.map(({ data }) => ({ id: data.id, round: data.round + 1, firstBy: null, secondBy: null }))),
})

/** Two tellers agree. */
export const decisionMade = eventType({
  type: 'decision.made',
  words: { zh: '表决结果', en: 'Decided' },
  payload: z.strictObject({
    ...{ id, sessionId: id, presentCount: z.int(), dueCount: z.int(), needed: z.int(), passed: z.boolean() },
    ...{ forCount: z.int(), againstCount: z.int(), abstainedCount: z.int(), invalidCount: z.int() },
  }),
  public: false,
  rows: (facts) =>
    changed(
      facts.map(
        ({ data: { id: decisionId, forCount, againstCount, abstainedCount, invalidCount, ...data }, recordedAt }) => ({
          ...{ id: decisionId, status: 'made', forCount, againstCount, abstainedCount, invalidCount },
          ...{ needed: data.needed, passed: Number(data.passed), madeAt: recordedAt },
        })
      )
    ),
})

const ends = (facts: readonly Fact<{ id: string }>[], status: DecisionStatus): Statement[] =>
  changed(facts.map(({ data }) => ({ id: data.id, status })))

/** A vote is stopped before it was decided. */
export const decisionWithdrawn = eventType({
  type: 'decision.withdrawn',
  words: { zh: '中止表决', en: 'Vote stopped' },
  payload: z.strictObject({ id, sessionId: id }),
  public: false,
  rows: (facts) => ends(facts, 'withdrawn'),
})

/** A result that was wrong no longer holds. It is not edited: another vote is opened. */
export const decisionAnnulled = eventType({
  type: 'decision.annulled',
  words: { zh: '撤销表决结果', en: 'Result annulled' },
  payload: z.strictObject({ id, sessionId: id }),
  public: false,
  rows: (facts) => ends(facts, 'annulled'),
})
