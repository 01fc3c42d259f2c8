import { reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { inStrokeOrder, deputiesOn, unitById } from '../people/queries.ts'
import { unitLevel, type UnitLevel } from '../people/schema.ts'

/** A unit's groups that are not dissolved, in the order of their names. */
export const groupsOf = (of: UnitLevel) => everyGroupOf(of).where('dissolvedOn', 'is', null)

/** Those that had not been dissolved on a day. */
export const groupsOn = (of: UnitLevel, on: string) =>
  everyGroupOf(of).where(({ or, eb }) => or([eb('dissolvedOn', 'is', null), eb('dissolvedOn', '>', on)]))

/** … and those that are: past activities name them. */
export const everyGroupOf = ({ unitId, level }: UnitLevel) =>
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

/** The groups of a unit with their members and leaders, and who is in none. */
export const listGroups = query({
  name: 'deputy-group.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: unitLevel,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input, _, ctx) => ({
    unit: unitById(input.unitId),
    groups: groupsOf(input),
    members: membersOf(input),
    seated: deputiesOn(input, ctx.today),
  }),
  answer: ({ unit: [unit], groups, members, seated }) => {
    if (!unit) return notFound()
    const deputies = inStrokeOrder(seated)
    const groupOf = new Map(members.map((one) => [one.mandateId, one.groupId]))
    return ok({
      unit: { id: unit.id, name: unit.name },
      groups: groups.map(({ id, name, leaderId }) => {
        const own = deputies.filter((deputy) => groupOf.get(deputy.mandateId) === id)
        return { id, name, leader: own.find((one) => one.mandateId === leaderId) ?? null, members: own }
      }),
      free: deputies.filter((deputy) => !groupOf.has(deputy.mandateId)),
    })
  },
})
