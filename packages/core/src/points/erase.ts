import type { Statement } from '../kernel/store.ts'

/** What was written beside the entries of some mandates; the entries stay. */
export const eraseEntries = (mandateIds: readonly string[]): Statement[] => [
  {
    sql: `delete from point_note where entryId in
      (select id from point_entry where mandateId in (select value from json_each(?)))`,
    parameters: [JSON.stringify(mandateIds)],
  },
]
