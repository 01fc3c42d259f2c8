import { reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { deputiesOn, unitById } from '../people/queries.ts'
import { seatsStream, UNITS_STREAM } from '../people/schema.ts'
import { streetHasNoCongress, unitRetired } from '../people/checks.ts'
import { groupDissolved, groupFormed, groupLeaderAppointed, groupMembersChanged, groupRenamed } from './events.ts'
import { groupsOf, membersOf } from './queries.ts'
import { appointLeader, changeMembers, dissolveGroup, formGroup, groupsStream, renameGroup } from './schema.ts'

// 代表小组 (代表法: deputies may form groups between sessions). A group is of one unit and one level.

const ROLES = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** More than any unit has. */
const GROUPS_MAX = 50

/** The unit's office or the district's form a group. Its id is the commandId. */
export const form = command({
  name: 'deputy-group.form',
  roles: ROLES,
  input: formGroup,
  // The unit is there and in use: an import that brought it may be taken back, or it may be retired.
  streams: (input) => [groupsStream(input), UNITS_STREAM],
  load: (input) => ({ unit: unitById(input.unitId), groups: groupsOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ unit: [unit], groups }, input, ctx) => {
    if (!unit) return notFound()
    if (unit.kind === 'street' && input.level === 'township') return streetHasNoCongress()
    if (unit.retiredOn) return unitRetired('/name', unit.retiredOn)
    if (groups.length >= GROUPS_MAX) {
      return refuse(409, 'too-many-groups', {
        zh: `最多${GROUPS_MAX}个代表小组`,
        en: `A unit has at most ${GROUPS_MAX} deputy groups`,
      })
    }
    if (groups.some(({ name }) => name === input.name)) return nameTaken()
    return ok({ facts: [groupFormed.on(groupsStream(input), ctx.today, { id: ctx.commandId, ...input })] })
  },
})

export const rename = command({
  name: 'deputy-group.rename',
  roles: ROLES,
  input: renameGroup,
  streams: (input) => [groupsStream(input)],
  load: (input) => ({ groups: groupsOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ groups }, { groupId: id, name, ...of }, ctx) => {
    const group = groups.find((one) => one.id === id)
    if (!group) return notFound()
    if (group.name === name) return refuseField('/name', 'name-unchanged', { zh: '名称没有变', en: 'It has this name' })
    if (groups.some((one) => one.name === name)) return nameTaken()
    return ok({ facts: [groupRenamed.on(groupsStream(of), ctx.today, { id, name })] })
  },
})

/** Ends a group. Its members are free for another; what it held stays as it was recorded. */
export const dissolve = command({
  name: 'deputy-group.dissolve',
  roles: ROLES,
  input: dissolveGroup,
  streams: (input) => [groupsStream(input)],
  load: (input) => ({ groups: groupsOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ groups }, { groupId: id, ...of }, ctx) =>
    groups.some((one) => one.id === id)
      ? ok({ facts: [groupDissolved.on(groupsStream(of), ctx.today, { id })] })
      : notFound(),
})

/** Members in and out. A mandate is in one group at most, and in one of the unit where it sits. */
export const change = command({
  name: 'deputy-group.change-members',
  roles: ROLES,
  input: changeMembers,
  streams: (input) => [groupsStream(input), seatsStream(input)],
  load: (input, ctx) => ({
    groups: groupsOf(input),
    members: membersOf(input),
    seated: deputiesOn(input, ctx.today),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ groups, members, seated }, { groupId: id, joining, leaving, ...of }, ctx) => {
    if (!groups.some((one) => one.id === id)) return notFound()
    const own = new Set(members.filter((one) => one.groupId === id).map((one) => one.mandateId))
    const joined = [...new Set(joining)].filter((mandateId) => !own.has(mandateId))
    const left = [...new Set(leaving)].filter((mandateId) => own.has(mandateId) && !joining.includes(mandateId))
    if (joined.some((mandateId) => !seated.some((seat) => seat.mandateId === mandateId))) return notFound()
    const taken = members.find((one) => joined.includes(one.mandateId))
    if (taken) {
      const group = groups.find((one) => one.id === taken.groupId)!
      return refuseField('/joining', 'in-another-group', {
        zh: `${nameOf(seated, taken.mandateId)}已在“${group.name}”，一名代表只在一个小组`,
        en: `${nameOf(seated, taken.mandateId)} is in “${group.name}”: a deputy is in one group at most`,
      })
    }
    if (joined.length + left.length === 0) {
      return refuseField('/joining', 'members-unchanged', { zh: '成员没有变动', en: 'No member changes' })
    }
    return ok({ facts: [groupMembersChanged.on(groupsStream(of), ctx.today, { id, joined, left })] })
  },
})

const nameOf = (seated: readonly { mandateId: string; name: string }[], mandateId: string): string =>
  seated.find((seat) => seat.mandateId === mandateId)?.name ?? ''

/** One of the members leads the group, or nobody for the time being. */
export const appoint = command({
  name: 'deputy-group.appoint-leader',
  roles: ROLES,
  input: appointLeader,
  streams: (input) => [groupsStream(input), seatsStream(input)],
  load: (input, ctx) => ({
    groups: groupsOf(input),
    members: membersOf(input),
    seated: deputiesOn(input, ctx.today),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ groups, members, seated }, { groupId: id, mandateId, ...of }, ctx) => {
    const here = members.filter((one) => seated.some((seat) => seat.mandateId === one.mandateId))
    const group = groups.find((one) => one.id === id)
    if (!group) return notFound()
    if (mandateId !== null && !here.some((one) => one.groupId === id && one.mandateId === mandateId)) {
      return refuseField('/mandateId', 'not-a-member', {
        zh: '组长须是小组成员',
        en: 'The leader is a member of the group',
      })
    }
    if (group.leaderId === mandateId) {
      return refuseField('/mandateId', 'leader-unchanged', { zh: '组长没有变', en: 'The leader is the same' })
    }
    return ok({ facts: [groupLeaderAppointed.on(groupsStream(of), ctx.today, { id, mandateId })] })
  },
})

const nameTaken = () =>
  refuseField('/name', 'group-name-taken', { zh: '已有同名的代表小组', en: 'There is a group of this name' })
