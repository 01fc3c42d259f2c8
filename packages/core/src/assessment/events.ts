import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany, mustChange } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { exemptionGround, year } from './schema.ts'

/** A mandate is left out of a year's assessment. Why stands in `assessment_note`. */
export const assessmentExempted = eventType({
  type: 'assessment.exempted',
  words: { zh: '年度不评定', en: 'Left out of the year’s assessment' },
  payload: z.strictObject({ mandateId: id, year, ground: exemptionGround }),
  public: false,
  rows: (facts) =>
    insertMany(
      'assessment_exemption',
      facts.map(({ data, occurredOn }) => ({ ...data, exemptedOn: occurredOn }))
    ),
})

export const assessmentIncluded = eventType({
  type: 'assessment.included',
  words: { zh: '恢复年度评定', en: 'Assessed again' },
  payload: z.strictObject({ mandateId: id, year }),
  public: false,
  rows: (facts) => [
    ...forMany(
      'delete from assessment_exemption where (mandateId, year) in (select value->>0, value->>1 from json_each(?))',
      facts.map(({ data }) => [data.mandateId, data.year])
    ),
    mustChange,
  ],
})
