import { eventType } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { term } from './schema.ts'

/** A congress has a term. */
export const termRegistered = eventType({
  type: 'term.registered',
  words: { zh: '登记届次', en: 'Term registered' },
  payload: term,
  public: true,
  rows: (facts) =>
    insertMany(
      'term',
      facts.map(({ data }) => data)
    ),
})

/** Its dates were others: a session was postponed, or they were entered wrongly. */
export const termCorrected = eventType({
  type: 'term.corrected',
  words: { zh: '更正届次起止', en: 'Dates of a term corrected' },
  payload: term,
  public: true,
  rows: (facts) => [
    ...updateMany(
      'term',
      facts.map(({ data }) => ({
        congressId: data.congressId,
        ordinal: data.ordinal,
        startOn: data.startOn,
        endOn: data.endOn,
      })),
      ['congressId', 'ordinal']
    ),
    mustChange,
  ],
})
