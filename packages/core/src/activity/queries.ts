import { sql, type Expression, type SqlBool } from 'kysely'
import { reachesUnit, within, type Reach } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { everyGroupOf, membersOf } from '../deputy-group/queries.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { approvedIn } from '../leave/queries.ts'
import { deputiesIn, inStrokeOrder, placesOf, seatsInQuarter, unitById } from '../people/queries.ts'
import type { Level, UnitLevel } from '../people/schema.ts'
import { ruleItemsIn } from '../points/queries.ts'
import { unitActivities, type ActivityStatus, type Presence } from './schema.ts'

const ACTIVITIES_MAX = 200
const OFFICES = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'working_body',
  'unit_office',
] as const

/** One activity as it was written down; its day comes with its id, so that it is one row of a key. */
export const activityAt = ({ unitId, level }: UnitLevel, occurredOn: string, activityId: string) =>
  db
    .selectFrom('activity')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarterOf(occurredOn))
    .where('occurredOn', '=', occurredOn)
    .where('id', '=', activityId)

export const attendanceOf = (activityId: string) =>
  db
    .selectFrom('attendance')
    .select(['mandateId', 'presence'])
    .$narrowType<{ presence: Presence }>()
    .where('activityId', '=', activityId)

/** Reports of a unit and quarter nobody has decided on yet: closing waits for them. */
export const undecidedIn = ({ unitId, level }: UnitLevel, quarter: string) =>
  db
    .selectFrom('activity')
    .select('id')
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .where('status', '=', 'reported')
    .limit(1)

/** Activities of a unit that named a mandate after an event, but for those sent back or cancelled. */
export const namedSince = ({ unitId, level }: UnitLevel, mandateId: string, seq: Expression<number | null>) =>
  db
    .selectFrom('activity')
    .innerJoin('attendance', 'attendance.activityId', 'activity.id')
    // An activity is named after the command that wrote it down.
    .innerJoin('event', (join) => join.onRef('event.commandId', '=', 'activity.id').on('event.n', '=', 0))
    .leftJoin('activity_note as title', (join) =>
      join.onRef('title.activityId', '=', 'activity.id').on('title.kind', '=', 'title')
    )
    .select(['activity.occurredOn', 'title.text as title'])
    .where('activity.unitId', '=', unitId)
    .where('activity.level', '=', level)
    .where('activity.status', 'in', ['reported', 'confirmed'])
    .where('attendance.mandateId', '=', mandateId)
    .where('event.seq', '>', seq)
    .orderBy('activity.occurredOn')
    .limit(1)

/** 应参加, 出席, 请假, 未到 of a quarter's deputies. */
export const attendanceCounts = (of: UnitLevel, quarter: string) =>
  seatsInQuarter(of, quarter)
    .innerJoin('attendance_count', (join) =>
      join
        .onRef('attendance_count.mandateId', '=', 'mandate_unit.mandateId')
        .on('attendance_count.quarter', '=', quarter)
    )
    .selectAll('attendance_count')

/** The same of some mandates, quarter by quarter. */
export const attendanceBetween = (mandateIds: Expression<string>, first: string, last: string) =>
  db
    .selectFrom('attendance_count')
    .selectAll()
    .where('mandateId', 'in', mandateIds)
    .where('quarter', '>=', first)
    .where('quarter', '<=', last)

/** … of one that another module's statement names, summed: JSON of present, on leave and absent. */
export const attendanceSum = (mandateId: Expression<string>, first: string, last: string) =>
  sql<string>`(select json_array(coalesce(sum(present), 0), coalesce(sum(onLeave), 0), coalesce(sum(absent), 0))
    from attendance_count where attendance_count.mandateId = ${mandateId} and quarter between ${first} and ${last})`

/** How many confirmed activities of each item some units held between two quarters, and how they were attended. */
export const attendanceByItem = (level: Level, first: string, last: string, unitIds: Expression<string>) =>
  db
    .selectFrom('activity')
    .innerJoin('attendance', 'attendance.activityId', 'activity.id')
    .select(['activity.unitId', 'activity.itemCode'])
    .select(({ fn }) => fn.count<number>('activity.id').distinct().as('activities'))
    .select([
      sql<number>`sum(presence = 'present')`.as('present'),
      sql<number>`sum(presence = 'leave')`.as('onLeave'),
      sql<number>`sum(presence = 'absent')`.as('absent'),
    ])
    .where('activity.unitId', 'in', unitIds)
    .where('activity.level', '=', level)
    .where('activity.quarter', '>=', first)
    .where('activity.quarter', '<=', last)
    .where('activity.status', '=', 'confirmed')
    .groupBy(['activity.unitId', 'activity.itemCode'])

/** The confirmed activities of a year that concerned a mandate, in the order of their days. */
export const activitiesOf = (mandateId: string, year: string) =>
  db
    .selectFrom('activity')
    .innerJoin('attendance', 'attendance.activityId', 'activity.id')
    .leftJoin('activity_note as title', (join) =>
      join.onRef('title.activityId', '=', 'activity.id').on('title.kind', '=', 'title')
    )
    .select(['activity.occurredOn', 'activity.itemCode', 'attendance.presence', 'title.text as title'])
    .$narrowType<{ presence: Presence }>()
    .where(sql<SqlBool>`(activity.unitId, activity.level) in ${placesOf(mandateId)}`)
    .where('activity.quarter', '>=', `${year}Q1`)
    .where('activity.quarter', '<=', `${year}Q4`)
    .where('activity.status', '=', 'confirmed')
    .where('attendance.mandateId', '=', mandateId)
    .orderBy('activity.occurredOn')
    .orderBy('activity.id')

/** A unit's activities of a quarter, newest first, with who was there. */
export const listActivities = query({
  name: 'activity.list',
  roles: OFFICES,
  input: unitActivities,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const activities = db
      .selectFrom('activity')
      .where('activity.unitId', '=', input.unitId)
      .where('activity.level', '=', input.level)
      .where('activity.quarter', '=', input.quarter)
    return {
      unit: unitById(input.unitId),
      activities: activities
        .leftJoin('activity_note as title', (join) =>
          join.onRef('title.activityId', '=', 'activity.id').on('title.kind', '=', 'title')
        )
        .leftJoin('activity_note as reason', (join) =>
          join.onRef('reason.activityId', '=', 'activity.id').on('reason.kind', '=', 'reason')
        )
        .leftJoin('activity_note as evidence', (join) =>
          join.onRef('evidence.activityId', '=', 'activity.id').on('evidence.kind', '=', 'evidence')
        )
        .leftJoin('actor_name', 'actor_name.actor', 'activity.reporter')
        .select([
          'activity.id',
          'occurredOn',
          'itemCode',
          'groupId',
          'status',
          'title.text as title',
          'reason.text as reason',
        ])
        .select(['evidence.text as evidence', 'actor_name.name as reporter'])
        .orderBy('occurredOn', 'desc')
        .orderBy('activity.id', 'desc')
        .limit(ACTIVITIES_MAX),
      attendance: activities
        .innerJoin('attendance', 'attendance.activityId', 'activity.id')
        .select(['activityId', 'mandateId', 'presence']),
      deputies: deputiesIn(input, input.quarter),
      groups: everyGroupOf(input),
      members: membersOf(input),
      items: ruleItemsIn(input.quarter),
      leaves: approvedIn(input, input.quarter),
    }
  },
  answer: ({ unit, activities, attendance, deputies, groups, members, items, leaves }) => {
    if (!unit[0]) return notFound()
    const names = new Map(deputies.map((deputy) => [deputy.mandateId, deputy.name]))
    return ok({
      unit: { id: unit[0].id, name: unit[0].name },
      items,
      deputies: inStrokeOrder(deputies),
      /** Approved leave: what an activity of its days has as 请假, unless the office says otherwise. */
      leaves,
      /** Those an activity may be held by, with their members. */
      groups: groups
        .filter((group) => group.dissolvedOn === null)
        .map(({ id, name }) => ({
          id,
          name,
          memberIds: members.filter((member) => member.groupId === id).map((member) => member.mandateId),
        })),
      activities: activities.map((activity) => ({
        ...activity,
        status: activity.status as ActivityStatus,
        groupName: groups.find((group) => group.id === activity.groupId)?.name ?? null,
        attendance: attendance
          .filter((line) => line.activityId === activity.id)
          .map(({ mandateId, presence }) => ({
            mandateId,
            name: names.get(mandateId) ?? '',
            presence: presence as Presence,
          })),
      })),
    })
  },
})

/** How many reports wait within reach, by unit, level and quarter. */
export const reportsWaiting = (reach: Reach) =>
  db
    .selectFrom('activity')
    .select(['unitId', 'level', 'quarter'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'reported')
    .where(within(reach, { unitId: sql.ref('activity.unitId'), personId: sql.val('') }))
    .groupBy(['unitId', 'level', 'quarter'])
