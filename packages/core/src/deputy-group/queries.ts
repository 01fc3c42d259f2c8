import { sql, type Expression } from 'kysely'
import { may, reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { pageAfter } from '../kernel/page.ts'
import { notFound, ok } from '../kernel/problem.ts'
import {
  inStrokeOrder,
  deputiesOn,
  electoralDistrictsOf,
  eventsPage,
  newestEvents,
  unitById,
} from '../people/queries.ts'
import { deputiesInput, DEPUTIES_PAGE, type Level, type UnitKind, type UnitLevel } from '../people/schema.ts'
import { groupsInput, groupsStream } from './schema.ts'

/** A unit's groups that are not dissolved, in the order of their names. */
export const groupsOf = (of: UnitLevel) => everyGroupOf(of).where('dissolvedOn', 'is', null)

/** Those that had not been dissolved on a day. */
export const groupsOn = (of: UnitLevel, on: string) =>
  everyGroupOf(of).where(({ or, eb }) => or([eb('dissolvedOn', 'is', null), eb('dissolvedOn', '>', on)]))

/** … and those that are: past activities name them. */
export const everyGroupOf = ({ unitId, level }: { unitId: string | Expression<string>; level: Level }) =>
  db
    .selectFrom('deputy_group')
    .select(['id', 'name', 'leaderId', 'dissolvedOn'])
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .orderBy('name')

/** Who is in a unit's groups. Those who sit there no more are told by their seats, not from here. */
export const membersOf = (of: UnitLevel) => staysOf(of).where('untilOn', 'is', null)

/** … and who was on a day. */
export const membersOn = (of: UnitLevel, on: string) =>
  staysOf(of)
    .where('sinceOn', '<=', on)
    .where(({ or, eb }) => or([eb('untilOn', 'is', null), eb('untilOn', '>=', on)]))

const staysOf = ({ unitId, level }: UnitLevel) =>
  db
    .selectFrom('deputy_group_member')
    .innerJoin('deputy_group', 'deputy_group.id', 'deputy_group_member.groupId')
    .select(['groupId', 'mandateId', 'sinceOn'])
    .where('unitId', '=', unitId)
    .where('level', '=', level)

type Deputy = { mandateId: string; name: string }

/** Groups with those of some deputies who are in them, in the deputies’ order. */
function groupsAmong<D extends Deputy>(
  groups: readonly { id: string; name: string; leaderId: string | null }[],
  members: readonly { mandateId: string; groupId: string }[],
  deputies: readonly D[]
) {
  const groupOf = new Map(members.map((one) => [one.mandateId, one.groupId]))
  return {
    groups: groups.map(({ id, name, leaderId }) => {
      const own = deputies.filter((deputy) => groupOf.get(deputy.mandateId) === id)
      return { id, name, leader: own.find((one) => one.mandateId === leaderId) ?? null, members: own }
    }),
    free: deputies.filter((deputy) => !groupOf.has(deputy.mandateId)),
  }
}

/** Who changes groups may read what happened to one. */
const HISTORY_ROLES = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** The groups of a unit with their members and leaders, who is in none, and of one what happened to it. */
export const listGroups = query({
  name: 'deputy-group.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: groupsInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input, _, ctx) => ({
    unit: unitById(input.unitId),
    groups: groupsOf(input),
    members: membersOf(input),
    seated: deputiesOn(input, ctx.today),
    events: newestEvents(groupsStream(input), input.before)
      .where(sql<string>`data ->> '$.id'`, '=', input.groupId ?? '')
      .$if(input.groupId === undefined, (none) => none.limit(0)),
  }),
  answer: ({ unit: [unit], groups, members, seated, events }, { groupId }, { actor }) =>
    unit
      ? ok({
          unit: { id: unit.id, name: unit.name },
          ...groupsAmong(groups, members, inStrokeOrder(seated)),
          history: groups.some(({ id }) => id === groupId) && may(actor, HISTORY_ROLES) ? eventsPage([events]) : null,
        })
      : notFound(),
})

/**
 * One unit with its electoral districts, its groups and a page of the deputies who sit for it today. They are as many as
 * the unit has seats and SQL knows no strokes, so the page is cut where they are put in order.
 */
export const unitDeputies = query({
  name: 'unit.deputies',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: deputiesInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input, _, ctx) => ({
    unit: unitById(input.unitId),
    districts: electoralDistrictsOf(input),
    deputies: deputiesOn(input, ctx.today),
    groups: groupsOf(input),
    members: membersOf(input),
  }),
  answer: ({ unit: [unit], districts, deputies, groups, members }, { after }) => {
    const all = inStrokeOrder(deputies)
    const page = pageAfter(all, after, DEPUTIES_PAGE, ({ mandateId }) => mandateId)
    if (!unit || !page) return notFound()
    return ok({
      unit: { ...unit, kind: unit.kind as UnitKind },
      electoralDistricts: districts,
      deputyCount: all.length,
      deputies: page.rows,
      /** Where the next page begins. */
      after: page.after,
      groups: groupsAmong(groups, members, all).groups.map(({ id, name, leader, members: { length } }) => ({
        ...{ id, name, memberCount: length },
        leader: leader?.name ?? null,
      })),
    })
  },
})
