import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { bodyAt } from '../body/schema.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import type { ResolutionStatus } from './schema.ts'

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
    ...updateMany(
      'resolution',
      facts.map(({ data, occurredOn }) => ({
        id: data.id,
        status: 'issued',
        year: data.year,
        number: data.number,
        issuedOn: occurredOn,
      }))
    ),
    mustChange,
  ],
})

type Ended = Fact<{ id: string }>

const moved = (facts: readonly Ended[], status: ResolutionStatus, column: 'publishedOn' | 'endedOn'): Statement[] => [
  ...updateMany(
    'resolution',
    facts.map(({ data, occurredOn }) => ({ id: data.id, status, [column]: occurredOn }))
  ),
  mustChange,
]

export const resolutionPublished = eventType({
  type: 'resolution.published',
  words: { zh: '公布决议', en: 'Resolution published' },
  payload: z.strictObject({ ...of, year, number: z.int() }),
  public: true,
  rows: (facts) => moved(facts, 'published', 'publishedOn'),
})

/** One that was published no longer holds. */
export const resolutionWithdrawn = eventType({
  type: 'resolution.withdrawn',
  words: { zh: '撤回决议', en: 'Resolution withdrawn' },
  payload: z.strictObject({ ...of, year, number: z.int() }),
  public: true,
  rows: (facts) => moved(facts, 'withdrawn', 'endedOn'),
})

/** One that was not published comes to nothing; a number it had stays taken. */
export const resolutionVoided = eventType({
  type: 'resolution.voided',
  words: { zh: '决议作废', en: 'Resolution voided' },
  payload: z.strictObject(of),
  public: false,
  rows: (facts) => moved(facts, 'voided', 'endedOn'),
})
