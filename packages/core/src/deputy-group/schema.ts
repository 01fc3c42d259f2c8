import * as z from 'zod'
import { historyBefore, id, line } from '../kernel/shapes.ts'
import { level, type UnitLevel } from '../people/schema.ts'

/** More than any unit has deputies of one level (选举法 12: a township congress has at most 160). */
const MEMBERS_MAX = 200
const NAME_CHARACTERS_MAX = 30

const one = { unitId: id, level, groupId: id }
const mandateIds = z.array(id).max(MEMBERS_MAX)

export const formGroup = z.strictObject({ unitId: id, level, name: line(NAME_CHARACTERS_MAX) })
export const renameGroup = z.strictObject({ ...one, name: line(NAME_CHARACTERS_MAX) })
export const dissolveGroup = z.strictObject(one)

/** What changes, not what results: two people at it do not undo each other. */
export const changeMembers = z.strictObject({ ...one, joining: mandateIds, leaving: mandateIds })

/** null: the group has no leader for the time being. */
export const appointLeader = z.strictObject({ ...one, mandateId: id.nullable() })

/** `groupId`: the one whose history is read too. */
export const groupsInput = z.strictObject({ unitId: id, level, groupId: id.optional(), before: historyBefore })

/** All groups of a unit and level: a mandate is in one of them at most. */
export const groupsStream = (of: UnitLevel) => `deputy-groups/${of.unitId}/${of.level}`
