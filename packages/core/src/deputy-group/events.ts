import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange } from '../kernel/insert.ts'
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
    ...forMany(
      'update deputy_group set name = j.value->>1 from json_each(?) j where deputy_group.id = j.value->>0',
      facts.map(({ data }) => [data.id, data.name])
    ),
    mustChange,
  ],
})

/** A group that is no more: its members are free for another, its activities keep its name. */
export const groupDissolved = eventType({
  type: 'deputy-group.dissolved',
  words: { zh: '撤销代表小组', en: 'Deputy group dissolved' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) => [
    ...forMany(
      'delete from deputy_group_member where groupId in (select value from json_each(?))',
      facts.map(({ data }) => data.id)
    ),
    ...forMany(
      `update deputy_group set dissolvedOn = j.value->>1, leaderId = null from json_each(?) j
        where deputy_group.id = j.value->>0`,
      facts.map(({ data, occurredOn }) => [data.id, occurredOn])
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
  rows: (facts) => {
    const left = facts.flatMap(({ data }) => data.left.map((mandateId) => [data.id, mandateId]))
    return [
      ...forMany(
        'delete from deputy_group_member where (groupId, mandateId) in (select value->>0, value->>1 from json_each(?))',
        left
      ),
      ...forMany(
        'update deputy_group set leaderId = null where (id, leaderId) in (select value->>0, value->>1 from json_each(?))',
        left
      ),
      ...insertMany(
        'deputy_group_member',
        facts.flatMap(({ data, occurredOn }) =>
          data.joined.map((mandateId) => ({ groupId: data.id, mandateId, sinceOn: occurredOn }))
        )
      ),
    ]
  },
})

export const groupLeaderAppointed = eventType({
  type: 'deputy-group.leader-appointed',
  words: { zh: '确定小组组长', en: 'Leader of the group appointed' },
  payload: z.strictObject({ id, mandateId: id.nullable() }),
  public: false,
  rows: (facts) => [
    ...forMany(
      'update deputy_group set leaderId = j.value->>1 from json_each(?) j where deputy_group.id = j.value->>0',
      facts.map(({ data }) => [data.id, data.mandateId])
    ),
    mustChange,
  ],
})
