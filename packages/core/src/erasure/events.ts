import * as z from 'zod'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { erasureGround } from './schema.ts'

export const erasureProposed = eventType({
  type: 'erasure.proposed',
  words: { zh: '提议删除个人信息', en: 'Erasure proposed' },
  payload: z.strictObject({ personId: id, ground: erasureGround }),
  public: false,
  rows: (facts) =>
    insertMany(
      'erasure',
      facts.map(({ data, actor, occurredOn }) => ({
        ...data,
        ...{ status: 'proposed', proposedBy: actor, proposedOn: occurredOn, endedOn: null },
      })),
      `on conflict do update set ground = excluded.ground, status = excluded.status,
        proposedBy = excluded.proposedBy, proposedOn = excluded.proposedOn, endedOn = null`
    ),
})

export const erasureWithdrawn = eventType({
  type: 'erasure.withdrawn',
  words: { zh: '撤回删除提议', en: 'Erasure taken back' },
  payload: z.strictObject({ personId: id }),
  public: false,
  rows: (facts) => ended('withdrawn', facts),
})

/** Names and texts are gone; the same batch took them out of every module's private rows. */
export const personErased = eventType({
  type: 'person.erased',
  words: { zh: '删除个人信息', en: 'Personal data erased' },
  payload: z.strictObject({ personId: id }),
  public: false,
  rows: (facts) => ended('erased', facts),
})

const ended = (status: 'withdrawn' | 'erased', facts: readonly Fact<{ personId: string }>[]) => [
  ...updateMany(
    'erasure',
    facts.map(({ data, occurredOn }) => ({ personId: data.personId, status, endedOn: occurredOn })),
    ['personId']
  ),
  mustChange,
]
