import type { Statement } from '../kernel/store.ts'

/** What was written in requests for leave of some mandates, and in the answers. */
export const eraseLeave = (mandateIds: readonly string[]): Statement[] => [
  {
    sql: `delete from leave_note where leaveId in
      (select id from leave_request where mandateId in (select value from json_each(?)))`,
    parameters: [JSON.stringify(mandateIds)],
  },
]
