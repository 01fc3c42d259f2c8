import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, updateMany } from '../kernel/insert.ts'
import { day, id, quarter } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'
import { boardSettings, reportKind } from './schema.ts'

export const boardSettingsChanged = eventType({
  type: 'board-settings.changed',
  words: { zh: '改变公示设定', en: 'Board settings changed' },
  payload: boardSettings,
  public: false,
  rows: (facts) =>
    insertMany(
      'board_setting',
      facts.slice(-1).map((fact) => ({ one: 1, ...fact.data })),
      'on conflict do update set selfCheckWorkingDays = excluded.selfCheckWorkingDays'
    ),
})

/** A unit's deputies may look at their own points of the quarter until a day. */
export const selfCheckOpened = eventType({
  type: 'self-check.opened',
  words: { zh: '开放自查', en: 'Self-check opened' },
  payload: z.strictObject({ unitId: id, level, quarter, workingDays: z.int(), openedOn: day, untilOn: day }),
  public: false,
  rows: (facts) =>
    insertMany(
      'self_check',
      facts.map((fact) => fact.data)
    ),
})

/** A deputy says that an entry is wrong, there twice or missing. What they wrote stands in `point_report_note`. */
export const reportFiled = eventType({
  type: 'point-report.filed',
  words: { zh: '代表提出核对意见', en: 'Deputy reported an entry' },
  payload: z.strictObject({
    id,
    unitId: id,
    level,
    quarter,
    mandateId: id,
    kind: reportKind,
    entryId: id.nullable(),
    itemCode,
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'point_report',
      facts.map(({ data, occurredOn, recordedAt }) => ({
        ...data,
        occurredOn,
        status: 'open',
        filedAt: recordedAt,
        answeredAt: null,
      }))
    ),
})

const key = { unitId: id, level, quarter, id }

export const reportAnswered = eventType({
  type: 'point-report.answered',
  words: { zh: '答复核对意见', en: 'Report answered' },
  payload: z.strictObject({ ...key, outcome: z.enum(['accepted', 'refused']) }),
  public: false,
  rows: (facts) => decided(facts.map((fact) => [fact.data, fact.data.outcome, fact.recordedAt])),
})

export const reportWithdrawn = eventType({
  type: 'point-report.withdrawn',
  words: { zh: '撤回核对意见', en: 'Report withdrawn' },
  payload: z.strictObject(key),
  public: false,
  rows: (facts) => decided(facts.map((fact) => [fact.data, 'withdrawn', fact.recordedAt])),
})

type Key = { unitId: string; level: string; quarter: string; id: string }

const decided = (rows: readonly [Key, string, string][]) =>
  updateMany(
    'point_report',
    rows.map(([one, status, at]) => ({
      unitId: one.unitId,
      level: one.level,
      quarter: one.quarter,
      id: one.id,
      status,
      answeredAt: at,
    })),
    ['unitId', 'level', 'quarter', 'id']
  )
