import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { bodyAt } from '../body/schema.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { forMany, insertMany, mustChange } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'

const of = { id, ...bodyAt.shape }

/** A paper is written of what was decided. What it says stands in `resolution_text`. */
export const resolutionDrafted = eventType({
  type: 'resolution.drafted',
  words: { zh: '起草决议', en: 'Resolution drafted' },
  payload: z.strictObject({ ...of, sessionId: id, decisionId: id }),
  public: false,
  rows: (facts) =>
    insertMany(
      'resolution',
      facts.map(({ data, occurredOn }) => ({ ...data, status: 'drafted', draftedOn: occurredOn }))
    ),
})

/** A draft says something else. */
export const resolutionRedrafted = eventType({
  type: 'resolution.redrafted',
  words: { zh: '修改决议草稿', en: 'Draft of a resolution changed' },
  payload: z.strictObject(of),
  public: false,
  rows: () => [],
})

/** It has its number: from now on it says what it says. */
export const resolutionIssued = eventType({
  type: 'resolution.issued',
  words: { zh: '决议发文', en: 'Resolution issued' },
  payload: z.strictObject({ ...of, year, number: z.int() }),
  public: false,
  rows: (facts) => [
    ...forMany(
      `update resolution set status = 'issued', year = j.value->>1, number = j.value->>2, issuedOn = j.value->>3
        from json_each(?) j where resolution.id = j.value->>0`,
      facts.map(({ data, occurredOn }) => [data.id, data.year, data.number, occurredOn])
    ),
    mustChange,
  ],
})

type Ended = Fact<{ id: string }>

const moved = (facts: readonly Ended[], set: string): Statement[] => [
  ...forMany(
    `update resolution set ${set} from json_each(?) j where resolution.id = j.value->>0`,
    facts.map(({ data, occurredOn }) => [data.id, occurredOn])
  ),
  mustChange,
]

export const resolutionPublished = eventType({
  type: 'resolution.published',
  words: { zh: '公布决议', en: 'Resolution published' },
  payload: z.strictObject({ ...of, year, number: z.int() }),
  public: true,
  rows: (facts) => moved(facts, `status = 'published', publishedOn = j.value->>1`),
})

/** One that was published no longer holds. */
export const resolutionWithdrawn = eventType({
  type: 'resolution.withdrawn',
  words: { zh: '撤回决议', en: 'Resolution withdrawn' },
  payload: z.strictObject({ ...of, year, number: z.int() }),
  public: true,
  rows: (facts) => moved(facts, `status = 'withdrawn', endedOn = j.value->>1`),
})

/** One that was not published comes to nothing; a number it had stays taken. */
export const resolutionVoided = eventType({
  type: 'resolution.voided',
  words: { zh: '决议作废', en: 'Resolution voided' },
  payload: z.strictObject(of),
  public: false,
  rows: (facts) => moved(facts, `status = 'voided', endedOn = j.value->>1`),
})
