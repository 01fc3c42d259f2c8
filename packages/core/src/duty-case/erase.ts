import type { Statement } from '../kernel/store.ts'

/** What was written in the cases about some mandates. */
export const eraseCases = (mandateIds: readonly string[]): Statement[] => [
  {
    sql: `delete from duty_case_note where caseId in
      (select id from duty_case where mandateId in (select value from json_each(?)))`,
    parameters: [JSON.stringify(mandateIds)],
  },
]
