import { closingFor } from '../board/queries.ts'
import { periodStreams } from '../board/schema.ts'
import { reachesUnit, type Actor } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { command, type Ctx } from '../kernel/command.ts'
import type { Decided } from '../kernel/event.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { groupsOn, membersOn } from '../deputy-group/queries.ts'
import { groupsStream } from '../deputy-group/schema.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { deputiesIn, mandatesAt } from '../people/queries.ts'
import type { UnitLevel } from '../people/schema.ts'
import { entryRefusal, quarterClosed } from '../points/checks.ts'
import { entryId, notesOf, pointsRecorded, pointsReversed } from '../points/events.ts'
import { entriesOf, ruleItemIn } from '../points/queries.ts'
import { activityCancelled, activityConfirmed, activityHeld, activityReported, activityReturned } from './events.ts'
import { activityAt, attendanceOf } from './queries.ts'
import {
  activitiesStream,
  cancelActivity,
  confirmActivity,
  holdActivity,
  returnActivity,
  type AttendanceLine,
  type HoldActivity,
} from './schema.ts'

const presentIn = (attendance: readonly AttendanceLine[]) =>
  attendance.filter((line) => line.presence === 'present').map((line) => line.mandateId)

/** What giving or taking an activity's points relies on and writes. */
const streamsOf = (input: UnitLevel & { occurredOn: string }, present: readonly string[]) => [
  activitiesStream(input),
  ...periodStreams({ ...input, quarter: quarterOf(input.occurredOn) }),
  'rule_set',
  ...present.map((mandateId) => `mandate/${mandateId}`),
]

/** What ends entries on a day: closings of the unit, and of those to which one of the present has moved since. */
const closingOn = (input: UnitLevel & { occurredOn: string }, present: readonly string[]) =>
  closingFor({ ...input, quarter: quarterOf(input.occurredOn) }, present)

const loadForEntries = (input: Omit<HoldActivity, 'groupId'>) => ({
  seats: mandatesAt(
    input,
    input.attendance.map((line) => line.mandateId)
  ),
  item: ruleItemIn(quarterOf(input.occurredOn), input.itemCode),
  closing: closingOn(input, presentIn(input.attendance)),
})

type EntryRows = {
  seats: readonly { mandateId: string; startOn: string; endOn: string; fromOn: string; untilOn: string }[]
  item: readonly { hundredths: number }[]
  closing: readonly { unitId: string; quarter: string; closedOn: string }[]
}

/** Why the attendance cannot be counted: every deputy named has to satisfy what a single entry would. */
const attendanceRefusal = ({ seats, item, closing }: EntryRows, input: HoldActivity, ctx: Ctx) => {
  for (const { mandateId } of input.attendance) {
    const own = seats.filter((seat) => seat.mandateId === mandateId)
    const entry = { unitId: input.unitId, seats: own, rule: item[0], closing: closing[0] }
    const no = entryRefusal({ ...entry, occurredOn: input.occurredOn, today: ctx.today })
    if (no) return no
  }
  return null
}

/** The points of those present, numbered after the fact that comes first. */
const pointsOf = (
  activity: { activityId: string; itemCode: string; occurredOn: string; hundredths: number },
  present: readonly string[]
): Decided[] =>
  present.map((mandateId) => {
    const { activityId, itemCode, occurredOn, hundredths } = activity
    const quarter = quarterOf(occurredOn)
    return pointsRecorded.on(`mandate/${mandateId}`, occurredOn, {
      mandateId,
      quarter,
      itemCode,
      hundredths,
      activityId,
    })
  })

const noteRows = (activityId: string, kind: 'title' | 'reason' | 'evidence', text: string) =>
  insertMany('activity_note', [{ activityId, kind, text }], 'on conflict do update set text = excluded.text')

/** What is written beside an activity: its title and, where there is one, its evidence. */
const wordsOf = (activityId: string, { title, evidence = '' }: HoldActivity) => [
  ...noteRows(activityId, 'title', title),
  ...(evidence === '' ? [] : noteRows(activityId, 'evidence', evidence)),
]

/** Every entry says in the deputy's own ledger what it was for and what shows it. */
const entryNotes = (ctx: Ctx, present: readonly string[], { title, evidence }: HoldActivity) =>
  notesOf(present.map((_, index) => ({ entryId: entryId(ctx.commandId, index + 1), note: title, evidence })))

/** Recording and reporting load and refuse alike: what is reported has to be countable. */
const asEntries = {
  input: holdActivity,
  load: (input: HoldActivity) => ({
    ...loadForEntries(input),
    groups: groupsOn(input, input.occurredOn),
    members: deputiesIn(input, quarterOf(input.occurredOn))
      .innerJoin(membersOn(input, input.occurredOn).as('member'), 'member.mandateId', 'mandate_unit.mandateId')
      .select('member.groupId'),
  }),
  scope: (actor: Actor, _: unknown, input: HoldActivity) => reachesUnit(actor, input.unitId),
}

type GroupRows = {
  groups: readonly { id: string }[]
  members: readonly {
    groupId: string
    mandateId: string
    name: string
    startOn: string
    endOn: string
  }[]
}

/** The names a refusal lists before it only counts. */
const NAMES_LISTED = 5

/** A group's activity concerns its members: every one who was in it on that day has to be answered for. */
const groupRefusal = ({ groups, members }: GroupRows, { groupId, occurredOn, attendance }: HoldActivity) => {
  if (groupId === undefined) return null
  if (!groups.some((group) => group.id === groupId)) {
    return refuseField('/groupId', 'no-such-group', { zh: '没有这个代表小组', en: 'There is no such deputy group' })
  }
  const missing = members.filter(
    (one) =>
      one.groupId === groupId &&
      one.startOn <= occurredOn &&
      occurredOn <= one.endOn &&
      !attendance.some((line) => line.mandateId === one.mandateId)
  )
  if (missing.length === 0) return null
  const names = missing.slice(0, NAMES_LISTED).map(({ name }) => name)
  const more = missing.length > names.length
  return refuseField('/attendance', 'group-members-missing', {
    zh: `小组成员都是应参加的代表，还没有登记：${names.join('、')}${more ? `等${missing.length}名` : ''}`,
    en: `A group’s activity concerns all its members; still to be answered for: ${names.join(', ')}${more ? ` and others, ${missing.length} in all` : ''}`,
  })
}

/** The streams of the group that held an activity, relied on: its members stay the same while it is written. */
const groupStreams = (input: HoldActivity) => (input.groupId === undefined ? [] : [groupsStream(input)])

/** The fact without what is private in it. */
const factOf = (id: string, { title: _, evidence: __, occurredOn: ___, ...activity }: HoldActivity) => ({
  id,
  ...activity,
})

/** The unit's office records an activity it held: those present get its points at once. Its id is the commandId. */
export const hold = command({
  name: 'activity.hold',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  ...asEntries,
  streams: (input) => [...streamsOf(input, presentIn(input.attendance)), ...groupStreams(input)],
  decide: (rows, input, ctx) => {
    const no = groupRefusal(rows, input) ?? attendanceRefusal(rows, input, ctx)
    if (no) return no
    const { occurredOn } = input
    const present = presentIn(input.attendance)
    const hundredths = rows.item[0]!.hundredths
    const given = { activityId: ctx.commandId, itemCode: input.itemCode, occurredOn, hundredths }
    return ok({
      facts: [
        activityHeld.on(activitiesStream(input), occurredOn, factOf(ctx.commandId, input)),
        ...pointsOf(given, present),
      ],
      beside: [
        ...wordsOf(ctx.commandId, input),
        ...entryNotes(ctx, present, input),
        mustBeAbsent(closingOn(input, present)),
      ],
    })
  },
})

/** An office of the district reports an activity to the unit whose deputies took part: nothing counts yet. */
export const report = command({
  name: 'activity.report',
  roles: ['committee_office', 'working_body', 'deputies_commission'],
  ...asEntries,
  streams: (input) => [...streamsOf(input, []), ...groupStreams(input)],
  decide: (rows, input, ctx) => {
    const no = groupRefusal(rows, input) ?? attendanceRefusal(rows, input, ctx)
    if (no) return no
    return ok({
      facts: [activityReported.on(activitiesStream(input), input.occurredOn, factOf(ctx.commandId, input))],
      beside: wordsOf(ctx.commandId, input),
    })
  },
})

/** The unit office agrees with a report, exactly as it saw it: those present get its points in the same commit. */
export const confirm = command({
  name: 'activity.confirm',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: confirmActivity,
  streams: (input) => streamsOf(input, presentIn(input.attendance)),
  load: (input) => ({
    activity: activityAt(input, input.occurredOn, input.activityId),
    attendance: attendanceOf(input.activityId),
    ...loadForEntries(input),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ activity: [activity], attendance, ...rows }, input, ctx) => {
    if (!activity) return notFound()
    if (activity.status !== 'reported') return alreadyDecided()
    if (activity.itemCode !== input.itemCode || !sameAttendance(attendance, input.attendance)) {
      return refuse(409, 'report-differs', {
        zh: '上报的内容与您看到的不同，请刷新后再确认',
        en: 'The report is not what you saw. Refresh and look again',
      })
    }
    const no = attendanceRefusal(rows, input, ctx)
    if (no) return no
    const { activityId, occurredOn, itemCode } = input
    const present = presentIn(input.attendance)
    const given = { activityId, itemCode, occurredOn, hundredths: rows.item[0]!.hundredths }
    const confirmed = { id: activityId, attendance: input.attendance }
    return ok({
      facts: [activityConfirmed.on(activitiesStream(input), occurredOn, confirmed), ...pointsOf(given, present)],
      beside: [...entryNotes(ctx, present, input), mustBeAbsent(closingOn(input, present))],
    })
  },
})

/** The unit office sends a report back, with a reason. The office that made it may report anew. */
export const sendBack = command({
  name: 'activity.return',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: returnActivity,
  streams: (input) => [activitiesStream(input)],
  load: (input) => ({ activity: activityAt(input, input.occurredOn, input.activityId) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ activity: [activity] }, input) => {
    if (!activity) return notFound()
    if (activity.status !== 'reported') return alreadyDecided()
    return ok({
      facts: [activityReturned.on(activitiesStream(input), input.occurredOn, { id: activity.id })],
      beside: noteRows(activity.id, 'reason', input.reason),
    })
  },
})

/** Takes a confirmed activity back as a whole: its attendance no longer counts and its points are reversed. */
export const cancel = command({
  name: 'activity.cancel',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: cancelActivity,
  streams: (input) => streamsOf(input, input.mandateIds),
  load: (input) => ({
    activity: activityAt(input, input.occurredOn, input.activityId),
    attendance: attendanceOf(input.activityId),
    entries: entriesOf(input.activityId, input.occurredOn, input.mandateIds),
    closing: closingOn(input, input.mandateIds),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ activity: [activity], attendance, entries, closing }, input, ctx) => {
    if (!activity) return notFound()
    if (activity.status !== 'confirmed') return alreadyDecided()
    if (closing[0]) return quarterClosed(closing[0], input.unitId)
    if (presentIn(attendance).some((mandateId) => !input.mandateIds.includes(mandateId))) return notFound()
    const reversed = new Set(entries.map((entry) => entry.reversesId))
    const standing = entries.filter((entry) => entry.reversesId === null && !reversed.has(entry.id))
    return ok({
      facts: [
        activityCancelled.on(activitiesStream(input), input.occurredOn, { id: activity.id, attendance }),
        ...standing.map(({ id, mandateId, quarter, itemCode, hundredths, activityId }) =>
          pointsReversed.on(`mandate/${mandateId}`, input.occurredOn, {
            ...{ mandateId, quarter, itemCode, hundredths: -hundredths, activityId, reversesId: id },
          })
        ),
      ],
      beside: [
        ...noteRows(activity.id, 'reason', input.reason),
        ...notesOf(standing.map((_, index) => ({ entryId: entryId(ctx.commandId, index + 1), note: input.reason }))),
        mustBeAbsent(closingOn(input, input.mandateIds)),
      ],
    })
  },
})

const sameAttendance = (stored: readonly AttendanceLine[], seen: readonly AttendanceLine[]): boolean => {
  const byMandate = new Map(seen.map((line) => [line.mandateId, line.presence]))
  return stored.length === seen.length && stored.every((line) => byMandate.get(line.mandateId) === line.presence)
}

const alreadyDecided = () =>
  refuse(409, 'already-decided', { zh: '这项活动已经处理过', en: 'This activity has already been dealt with' })
