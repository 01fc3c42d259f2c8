import * as z from 'zod'
import { quarterOf } from '../kernel/calendar.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { level } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'
import { presence, type Presence } from './schema.ts'

const attendance = z.array(z.strictObject({ mandateId: id, presence }))
const held = z.strictObject({ id, unitId: id, level, itemCode, attendance, groupId: id.optional() })
type Held = z.infer<typeof held>

/** An office of the district says an activity took place; the unit office is to confirm it. Nothing counts yet. */
export const activityReported = eventType({
  type: 'activity.reported',
  words: { zh: '上报活动', en: 'Activity reported' },
  payload: held,
  public: false,
  rows: (facts) => activityRows(facts, 'reported'),
})

/** The unit's own office recorded an activity: it counts at once. */
export const activityHeld = eventType({
  type: 'activity.held',
  words: { zh: '登记活动', en: 'Activity recorded' },
  payload: held,
  public: false,
  rows: (facts) => [...activityRows(facts, 'confirmed'), ...count(facts.flatMap(linesOf), 1)],
})

const counted = z.strictObject({ id, attendance })

/** The unit office agrees with a report: it counts. */
export const activityConfirmed = eventType({
  type: 'activity.confirmed',
  words: { zh: '确认活动', en: 'Activity confirmed' },
  payload: counted,
  public: false,
  rows: (facts) => [...status(facts, 'confirmed'), ...count(facts.flatMap(linesOf), 1)],
})

/** The unit office sends a report back; the reason stands in `activity_note`. */
export const activityReturned = eventType({
  type: 'activity.returned',
  words: { zh: '退回活动', en: 'Activity returned' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) => status(facts, 'returned'),
})

/** A confirmed activity was a mistake: its attendance no longer counts. */
export const activityCancelled = eventType({
  type: 'activity.cancelled',
  words: { zh: '撤销活动', en: 'Activity cancelled' },
  payload: counted,
  public: false,
  rows: (facts) => [...status(facts, 'cancelled'), ...count(facts.flatMap(linesOf), -1)],
})

function activityRows(facts: readonly Fact<Held>[], status: string): Statement[] {
  return [
    ...insertMany(
      'activity',
      facts.map(({ data: { attendance: _, ...activity }, occurredOn, actor }) => ({
        ...activity,
        groupId: activity.groupId ?? null,
        quarter: quarterOf(occurredOn),
        occurredOn,
        status,
        reporter: actor,
      }))
    ),
    ...insertMany(
      'attendance',
      facts.flatMap(({ data }) => data.attendance.map((line) => ({ activityId: data.id, ...line })))
    ),
  ]
}

const status = (facts: readonly Fact<{ id: string }>[], to: string): Statement[] => [
  ...updateMany(
    'activity',
    facts.map(({ data }) => ({ id: data.id, status: to }))
  ),
  mustChange,
]

type Line = { mandateId: string; quarter: string; presence: Presence }

const linesOf = ({ data, occurredOn }: Fact<{ attendance: { mandateId: string; presence: Presence }[] }>): Line[] =>
  data.attendance.map((line) => ({ ...line, quarter: quarterOf(occurredOn) }))

/** Adds to, or takes from, what a deputy's quarter shows as 应参加, 出席, 请假, 未到. */
const count = (lines: readonly Line[], by: 1 | -1): Statement[] =>
  insertMany(
    'attendance_count',
    lines.map(({ mandateId, quarter, presence }) => ({
      mandateId,
      quarter,
      present: presence === 'present' ? by : 0,
      onLeave: presence === 'leave' ? by : 0,
      absent: presence === 'absent' ? by : 0,
    })),
    `on conflict do update set present = present + excluded.present, onLeave = onLeave + excluded.onLeave,
      absent = absent + excluded.absent`
  )
