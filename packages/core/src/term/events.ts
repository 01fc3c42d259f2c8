import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange } from '../kernel/insert.ts'
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
    ...forMany(
      `update term set startOn = j.value->>2, endOn = j.value->>3 from json_each(?) j
        where term.congressId = j.value->>0 and term.ordinal = j.value->>1`,
      facts.map(({ data }) => [data.congressId, data.ordinal, data.startOn, data.endOn])
    ),
    mustChange,
  ],
})
