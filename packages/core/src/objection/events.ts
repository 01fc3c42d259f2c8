import * as z from 'zod'
import { annualBoard } from '../annual-board/schema.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id, quarter } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'
import { objectionKind, outcome, raisedIn, registeredChannel } from './schema.ts'

const key = { unitId: id, level, quarter, number: z.int() }

const about = {
  ...key,
  revision: z.int(),
  kind: objectionKind,
  mandateId: id.nullable(),
  entryId: id.nullable(),
  aboutOn: day.nullable(),
  itemCode: itemCode.nullable(),
  dueOn: day,
  raisedIn,
  /** Of the board it was raised against; null where that is the quarter's own. */
  raisedRevision: z.int().nullable(),
  /** Where that board is a term's. */
  raisedTerm: annualBoard.shape.year.optional(),
}

/** A deputy objects to a published board. What they wrote stands in `objection_note`. */
export const objectionFiled = eventType({
  type: 'objection.filed',
  words: { zh: '代表提出异议', en: 'Deputy objected' },
  payload: z.strictObject({ ...about, personId: id }),
  public: false,
  rows: (facts) => objections(facts.map((fact) => ({ ...fact, data: { ...fact.data, channel: 'deputy' } }))),
})

/** An office has put down an objection that came by phone, by letter or in person. */
export const objectionRegistered = eventType({
  type: 'objection.registered',
  words: { zh: '登记异议', en: 'Objection registered' },
  payload: z.strictObject({ ...about, channel: registeredChannel }),
  public: false,
  rows: (facts) => objections(facts.map((fact) => ({ ...fact, data: { ...fact.data, personId: null } }))),
})

export const objectionDecided = eventType({
  type: 'objection.decided',
  words: { zh: '决定异议', en: 'Objection decided' },
  payload: z.strictObject({ ...key, outcome }),
  public: false,
  rows: (facts) => ended(facts.map(({ data, occurredOn }) => [data, data.outcome, occurredOn])),
})

export const objectionWithdrawn = eventType({
  type: 'objection.withdrawn',
  words: { zh: '撤回异议', en: 'Objection withdrawn' },
  payload: z.strictObject(key),
  public: false,
  rows: (facts) => ended(facts.map(({ data, occurredOn }) => [data, 'withdrawn', occurredOn])),
})

/** Events of the time before years took objections say nothing of it. */
const RAISED_BEFORE = { raisedIn: 'board', raisedRevision: null, raisedTerm: null }

const objections = (facts: readonly Fact<Record<string, unknown>>[]) =>
  insertMany(
    'objection',
    facts.map(({ data, occurredOn, recordedAt }) => ({
      ...RAISED_BEFORE,
      ...data,
      status: 'open',
      filedOn: occurredOn,
      filedAt: recordedAt,
      decidedOn: null,
    }))
  )

type Key = { unitId: string; level: string; quarter: string; number: number }

const ended = (rows: readonly [Key, string, string][]) => [
  ...updateMany(
    'objection',
    rows.map(([one, status, on]) => ({
      unitId: one.unitId,
      level: one.level,
      quarter: one.quarter,
      number: one.number,
      status,
      decidedOn: on,
    })),
    ['unitId', 'level', 'quarter', 'number']
  ),
  mustChange,
]
