import type { Statement } from '../kernel/store.ts'

/** Why some mandates were left out of a year. */
export const eraseAssessments = (mandateIds: readonly string[]): Statement[] => [
  {
    sql: 'delete from assessment_note where mandateId in (select value from json_each(?))',
    parameters: [JSON.stringify(mandateIds)],
  },
]
