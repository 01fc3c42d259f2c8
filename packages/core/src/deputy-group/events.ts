import * as z from 'zod'
import { addDays } from '../kernel/calendar.ts'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

export const groupFormed = eventType({
  type: 'deputy-group.formed',
  words: { zh: '组成代表小组', en: 'Deputy group formed' },
  payload: z.strictObject({ unitId: id, level, id, name: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'deputy_group',
      facts.map((fact) => fact.data)
    ),
})

export const groupRenamed = eventType({
  type: 'deputy-group.renamed',
  words: { zh: '代表小组改名', en: 'Deputy group renamed' },
  payload: z.strictObject({ id, name: z.string() }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'deputy_group',
      facts.map(({ data }) => ({ id: data.id, name: data.name }))
    ),
    mustChange,
  ],
})

/**
 * The running stays `which` (of a row `j.value`) end the day before the leaving, `last`. One that began on the very day
 * had no day at all.
 */
const staysEnd = (which: string, last: string, rows: readonly (readonly string[])[]) => [
  ...forMany(
    `delete from deputy_group_member
      where untilOn is null and exists (select 1 from json_each(?) j where ${which} and sinceOn > ${last})`,
    rows
  ),
  ...forMany(
    `update deputy_group_member set untilOn = ${last} from json_each(?) j where untilOn is null and ${which}`,
    rows
  ),
]

/** A group that is no more: its members are free for another, its activities keep its name and who was in it. */
export const groupDissolved = eventType({
  type: 'deputy-group.dissolved',
  words: { zh: '撤销代表小组', en: 'Deputy group dissolved' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) => [
    ...staysEnd(
      'groupId = j.value->>0',
      'j.value->>1',
      facts.map(({ data, occurredOn }) => [data.id, addDays(occurredOn, -1)])
    ),
    ...updateMany(
      'deputy_group',
      facts.map(({ data, occurredOn }) => ({ id: data.id, dissolvedOn: occurredOn, leaderId: null }))
    ),
    mustChange,
  ],
})

/** Who leaves a group no longer leads it. */
export const groupMembersChanged = eventType({
  type: 'deputy-group.members-changed',
  words: { zh: '调整小组成员', en: 'Members of the group changed' },
  payload: z.strictObject({ id, joined: z.array(id), left: z.array(id) }),
  public: false,
  // One after the other: who joins by one fact may leave by the next.
  rows: (facts) =>
    facts.flatMap(({ data, occurredOn }) => [
      ...staysEnd(
        'groupId = j.value->>0 and mandateId = j.value->>1',
        'j.value->>2',
        data.left.map((mandateId) => [data.id, mandateId, addDays(occurredOn, -1)])
      ),
      ...forMany(
        'update deputy_group set leaderId = null where (id, leaderId) in (select value->>0, value->>1 from json_each(?))',
        data.left.map((mandateId) => [data.id, mandateId])
      ),
      ...insertMany(
        'deputy_group_member',
        data.joined.map((mandateId) => ({ groupId: data.id, mandateId, sinceOn: occurredOn }))
      ),
    ]),
})

export const groupLeaderAppointed = eventType({
  type: 'deputy-group.leader-appointed',
  words: { zh: '确定小组组长', en: 'Leader of the group appointed' },
  payload: z.strictObject({ id, mandateId: id.nullable() }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'deputy_group',
      facts.map(({ data }) => ({ id: data.id, leaderId: data.mandateId }))
    ),
    mustChange,
  ],
})
