import * as z from 'zod'
import { query } from '../kernel/command.ts'
import { directory } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { id } from '../kernel/shapes.ts'
import { allTenants, tenantById, usedSlots } from '../tenancy/queries.ts'

/** What the platform's operator sees: which districts there are and how full the pool is. No row of a district. */
export const platformOverview = query({
  name: 'operator.overview',
  roles: ['operator'],
  input: z.strictObject({}),
  scope: (actor) => (actor.kind === 'operator' ? 'platform' : null),
  load: () => ({ tenants: allTenants(), used: usedSlots(), codes: postedCodes(), alarms: openAlarms() }),
  answer: ({ tenants, used, codes, alarms }) => {
    const posted = new Map(codes.map((code) => [code.tenantId, code]))
    return ok({
      tenants: tenants.map((tenant) => ({
        ...tenant,
        posted: tenant.status === 'trial' ? (posted.get(tenant.id) ?? null) : null,
      })),
      usedSlots: used[0]?.slot ?? 0,
      alarms,
    })
  },
})

const postedCodes = () => directory.selectFrom('verification_code').select(['tenantId', 'issuedOn', 'expiresAt'])

export const verificationCodeOf = (tenantId: string) =>
  directory.selectFrom('verification_code').selectAll().where('tenantId', '=', tenantId)

export const openAlarms = () =>
  directory
    .selectFrom('alarm')
    .select(['id', 'kind', 'free', 'raisedAt'])
    .where('acknowledgedAt', 'is', null)
    .orderBy('raisedAt')

export const operatorAddresses = () =>
  directory.selectFrom('operator').innerJoin('user', 'user.id', 'operator.userId').select('email')

/** How a district stands: a trial, or live; and whether a code is on its way to its office. */
export const verificationState = query({
  name: 'tenant.verification',
  roles: ['tenant_administrator'],
  input: z.strictObject({ tenantId: id }),
  scope: (actor, input) => (actor.kind === 'member' && actor.unitId === null ? input.tenantId : null),
  load: (_, tenantId) => ({ tenant: tenantById(tenantId), posted: verificationCodeOf(tenantId) }),
  answer: ({ tenant: [tenant], posted: [posted] }) => {
    if (!tenant) return notFound()
    const { status, areaCode } = tenant
    return ok({
      ...{ status, areaCode },
      posted: posted ? { issuedOn: posted.issuedOn, expiresAt: posted.expiresAt } : null,
    })
  },
})

/** The accounts of the operators. */
export const operatorIds = () => directory.selectFrom('operator').select('userId')

export const operatorByUser = (userId: string) => operatorIds().where('userId', '=', userId)
