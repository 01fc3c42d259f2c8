import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { ownerKind } from './schema.ts'

/** A calendar may be subscribed to. By what its address is known stands in `feed_secret`. */
export const feedMade = eventType({
  type: 'feed.made',
  words: { zh: '生成日历订阅地址', en: 'Calendar address made' },
  payload: z.strictObject({ id, ownerKind, ownerId: id, madeOn: day }),
  public: false,
  rows: (facts) =>
    insertMany(
      'feed',
      facts.map(({ data }) => data)
    ),
})

/** Its address leads nowhere any more. */
export const feedEnded = eventType({
  type: 'feed.ended',
  words: { zh: '停用日历订阅地址', en: 'Calendar address ended' },
  payload: z.strictObject({ id, endedOn: day }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'feed',
      facts.map(({ data }) => ({ id: data.id, endedOn: data.endedOn }))
    ),
    mustChange,
  ],
})
