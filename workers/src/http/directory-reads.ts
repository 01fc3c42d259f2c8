import { statementsOf, type Queries, type ReadCtx } from '@jiceng/core/kernel/command'
import type { Statement } from '@jiceng/core/kernel/store'
import { tenantIdOf, type DistrictId } from '@jiceng/core/tenancy/queries'
import { today } from './context.ts'

type OfDistrict = {
  load(input: { tenantId: string }, tenantId: DistrictId, ctx: ReadCtx): Queries
}

/**
 * What a query of the directory reads about the district of a path. It comes with who asks, in one call; whether it is
 * shown to them is the query's to say afterwards, by its roles and scope.
 */
export const besideWho =
  (spec: OfDistrict) =>
  (slug: string): Statement[] =>
    statementsOf(spec.load({ tenantId: '' }, tenantIdOf(slug), { actor: { kind: 'visitor' }, today: today() }))
