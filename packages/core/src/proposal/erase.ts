import type { Statement } from '../kernel/store.ts'

/** What was written beside proposed entries of some mandates. */
export const eraseProposals = (mandateIds: readonly string[]): Statement[] => [
  {
    sql: `delete from point_proposal_note where proposalId in
      (select id from point_proposal where mandateId in (select value from json_each(?)))`,
    parameters: [JSON.stringify(mandateIds)],
  },
]
