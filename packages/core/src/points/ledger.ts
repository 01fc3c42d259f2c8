import { closingFor } from '../board/queries.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { deputiesIn } from '../people/queries.ts'
import { balancesTo, entriesIn, ruleRows, ruleSetsOf } from './queries.ts'
import { ledgerInput } from './schema.ts'

/** A deputy's entries of one quarter, newest first, and the sums with the caps that made them. */
export const ledger = query({
  name: 'points.ledger',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: ledgerInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    deputy: deputiesIn(input, input.quarter).where('mandate_unit.mandateId', '=', input.mandateId),
    entries: entriesIn(input.quarter, idsIn([input.mandateId])),
    balances: balancesTo(input.quarter, idsIn([input.mandateId])),
    ...ruleRows(input.quarter),
    closing: closingFor(input, [input.mandateId]),
  }),
  answer: ({ deputy: [deputy], entries, balances, closing, ...rules }) => {
    if (!deputy) return notFound()
    return ok({
      name: deputy.name,
      entries,
      balances,
      ruleSets: ruleSetsOf(rules),
      closedOn: closing[0]?.closedOn ?? null,
    })
  },
})
