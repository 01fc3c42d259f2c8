import type { Statement } from '../kernel/store.ts'

/** What was written in the reports of some mandates, and in the answers. */
export const eraseReports = (mandateIds: readonly string[]): Statement[] => [
  {
    sql: `delete from point_report_note where reportId in
      (select id from point_report where mandateId in (select value from json_each(?)))`,
    parameters: [JSON.stringify(mandateIds)],
  },
]
