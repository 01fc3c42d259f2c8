import type { Statement } from '../kernel/store.ts'
import { ERASED_NAME } from './schema.ts'

/** A person's name, and what was written of the decisions on their mandates. */
export const erasePerson = (personId: string, mandateIds: readonly string[]): Statement[] => [
  { sql: 'update person set name = ? where id = ?', parameters: [ERASED_NAME, personId] },
  {
    sql: `delete from mandate_note where commandId in
      (select commandId from event where stream in (select 'mandate/' || value from json_each(?)))`,
    parameters: [JSON.stringify(mandateIds)],
  },
]
