import * as z from 'zod'
import { query } from '../kernel/command.ts'
import { directory } from '../kernel/db.ts'
import { ok } from '../kernel/problem.ts'
import { allTenants, usedSlots } from '../tenancy/queries.ts'

/** What the platform's operator sees: which districts there are and how full the pool is. No row of a district. */
export const platformOverview = query({
  name: 'operator.overview',
  roles: ['operator'],
  input: z.strictObject({}),
  scope: (actor) => (actor.kind === 'operator' ? 'platform' : null),
  load: () => ({ tenants: allTenants(), used: usedSlots(), codes: postedCodes() }),
  answer: ({ tenants, used, codes }) => {
    const posted = new Map(codes.map((code) => [code.tenantId, code]))
    return ok({
      tenants: tenants.map(({ slot: _, ...tenant }) => ({
        ...tenant,
        posted: tenant.status === 'trial' ? (posted.get(tenant.id) ?? null) : null,
      })),
      usedSlots: used[0]?.slot ?? 0,
    })
  },
})

const postedCodes = () => directory.selectFrom('verification_code').select(['tenantId', 'issuedOn', 'expiresAt'])

export const verificationCodeOf = (tenantId: string) =>
  directory.selectFrom('verification_code').selectAll().where('tenantId', '=', tenantId)

export const operatorByUser = (userId: string) =>
  directory.selectFrom('operator').select('userId').where('userId', '=', userId)
