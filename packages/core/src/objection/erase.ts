import type { Statement } from '../kernel/store.ts'

/** What was written in objections by a person or about their row, and in the answers. */
export const eraseObjections = (personId: string, mandateIds: readonly string[]): Statement[] => [
  {
    sql: `delete from objection_note where (unitId, level, quarter, number) in
      (select unitId, level, quarter, number from objection
        where personId = ? or mandateId in (select value from json_each(?)))`,
    parameters: [personId, JSON.stringify(mandateIds)],
  },
]
