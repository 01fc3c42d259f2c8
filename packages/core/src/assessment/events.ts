import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, insertMany, mustChange } from '../kernel/insert.ts'
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
    ...deleteMany(
      'assessment_exemption',
      facts.map(({ data }) => ({ mandateId: data.mandateId, year: data.year }))
    ),
    mustChange,
  ],
})
