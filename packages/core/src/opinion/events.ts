import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { opinionSource, opinionStatus } from './schema.ts'

// What was said, who handles it and what they reported stands in `opinion_note`.

export const opinionRecorded = eventType({
  type: 'opinion.recorded',
  words: { zh: '登记审议意见', en: 'Opinion recorded' },
  payload: z.strictObject({
    sessionId: id,
    id,
    number: z.int(),
    itemId: id.nullable(),
    source: opinionSource,
    sourceId: id.nullable(),
    recordedOn: day,
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'opinion',
      facts.map(({ data }) => ({ ...data, status: 'recorded', round: 0 }))
    ),
})

type Standing = { id: string; status: string; round: number }

const standing = (opinions: readonly Standing[]): Statement[] => [
  ...updateMany(
    'opinion',
    opinions.map(({ id: opinionId, status, round }) => ({ id: opinionId, status, round }))
  ),
  mustChange,
]

const ROUND_AGAIN =
  'on conflict (opinionId, round) do update set assignedOn = excluded.assignedOn, dueOn = excluded.dueOn'

/** Handed to an organ; assigned anew, to another or by another day. */
export const opinionAssigned = eventType({
  type: 'opinion.assigned',
  words: { zh: '交办审议意见', en: 'Opinion assigned' },
  payload: z.strictObject({ sessionId: id, id, round: z.int(), assignedOn: day, dueOn: day }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'opinion_round',
      facts.map(({ data: { id: opinionId, round, assignedOn, dueOn } }) => ({ opinionId, round, assignedOn, dueOn })),
      ROUND_AGAIN
    ),
    ...standing(facts.map(({ data }) => ({ id: data.id, status: 'assigned', round: data.round }))),
  ],
})

export const opinionReported = eventType({
  type: 'opinion.reported',
  words: { zh: '报告审议意见办理情况', en: 'Handling of an opinion reported' },
  payload: z.strictObject({ sessionId: id, id, round: z.int(), reportedOn: day }),
  public: false,
  rows: (facts) => [
    ...onDay(
      'reportedOn',
      facts.map(({ data }) => [data.id, data.round, data.reportedOn])
    ),
    ...standing(facts.map(({ data }) => ({ id: data.id, status: 'reported', round: data.round }))),
  ],
})

/** The report is enough. */
export const opinionClosed = eventType({
  type: 'opinion.closed',
  words: { zh: '审议意见办结', en: 'Opinion closed' },
  payload: z.strictObject({ sessionId: id, id, round: z.int(), closedOn: day }),
  public: false,
  rows: (facts) => [
    ...onDay(
      'closedOn',
      facts.map(({ data }) => [data.id, data.round, data.closedOn])
    ),
    ...standing(facts.map(({ data }) => ({ id: data.id, status: 'closed', round: data.round }))),
  ],
})

/** The report is not enough: another round begins. */
export const opinionCarriedOn = eventType({
  type: 'opinion.carried-on',
  words: { zh: '审议意见继续办理', en: 'Opinion carried on' },
  payload: z.strictObject({ sessionId: id, id, round: z.int(), decidedOn: day, dueOn: day }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'opinion_round',
      facts.map(({ data }) => ({
        ...{ opinionId: data.id, round: data.round, assignedOn: data.decidedOn, dueOn: data.dueOn },
      }))
    ),
    ...standing(facts.map(({ data }) => ({ id: data.id, status: 'assigned', round: data.round }))),
  ],
})

/** Its newest step was entered by mistake; `status` and `round`: how it stands again, null where it is no opinion at all. */
export const opinionStepTakenBack = eventType({
  type: 'opinion.step-taken-back',
  words: { zh: '撤销审议意见的误登', en: 'Step of an opinion taken back' },
  payload: z.strictObject({
    ...{ sessionId: id, id, status: opinionStatus.nullable(), round: z.int() },
    /** Where it was handed on in the same round: what stands again. */
    restored: z.strictObject({ assignedOn: day, dueOn: day }).nullable(),
  }),
  public: false,
  rows: (facts) => facts.flatMap(({ data }) => takenBack(data)),
})

const GONE = 'delete from opinion where id in (select value from json_each(?))'
const LATER_ROUNDS = `delete from opinion_round where exists
  (select 1 from json_each(?) j where j.value->>0 = opinionId and round > j.value->>1)`

type TakenBack = {
  id: string
  status: string | null
  round: number
  restored: { assignedOn: string; dueOn: string } | null
}

function takenBack({ id: opinionId, status, round, restored }: TakenBack) {
  if (restored) return insertMany('opinion_round', [{ opinionId, round, ...restored }], ROUND_AGAIN)
  if (status === null) return [...forMany(GONE, [opinionId]), mustChange]
  return [
    ...standing([{ id: opinionId, status, round }]),
    ...forMany(LATER_ROUNDS, [[opinionId, round]]),
    ...(status === 'assigned' ? onDay('reportedOn', [[opinionId, round, null]]) : []),
    ...(status === 'reported' ? onDay('closedOn', [[opinionId, round, null]]) : []),
  ]
}

const onDay = (column: 'reportedOn' | 'closedOn', rows: readonly (readonly [string, number, string | null])[]) => [
  ...updateMany(
    'opinion_round',
    rows.map(([opinionId, round, on]) => ({ opinionId, round, [column]: on })),
    ['opinionId', 'round']
  ),
  mustChange,
]
