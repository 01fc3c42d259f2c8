import * as z from 'zod'
import { query } from '../kernel/command.ts'
import { directory } from '../kernel/db.ts'
import { ok } from '../kernel/problem.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { id } from '../kernel/shapes.ts'

const MEMBERS_MAX = 500

/** Who may act in the district, and who is asked to. */
export const listMembers = query({
  name: 'member.list',
  roles: ['tenant_administrator'],
  input: z.strictObject({ tenantId: id }),
  scope: (actor, input) => (actor.kind === 'member' && actor.unitId === null ? input.tenantId : null),
  load: (_, tenantId) => ({
    members: directory
      .selectFrom('membership')
      .innerJoin('user', 'user.id', 'membership.userId')
      .select(['membership.id', 'user.name', 'user.email as account', 'roles', 'unitId'])
      .where('tenantId', '=', tenantId)
      .where('endedAt', 'is', null)
      .orderBy('user.name')
      .limit(MEMBERS_MAX),
    invitations: directory
      .selectFrom('invitation')
      .innerJoin('invitee', 'invitee.invitationId', 'invitation.id')
      .select(['invitation.id', 'name', 'account', 'roles', 'unitId', 'expiresAt'])
      .where('tenantId', '=', tenantId)
      .where('acceptedOn', 'is', null)
      .orderBy('expiresAt', 'desc')
      .limit(MEMBERS_MAX),
  }),
  answer: ({ members, invitations }) =>
    ok({ members: members.map(withRoles), invitations: invitations.map(withRoles) }),
})

const withRoles = <T extends { roles: string }>(row: T) => ({ ...row, roles: JSON.parse(row.roles) as MemberRole[] })

export const memberById = (memberId: string) =>
  directory.selectFrom('membership').selectAll().where('id', '=', memberId)

/** Administrators of a district other than this one: the last must not leave. */
export const otherAdministrators = (tenantId: string, memberId: string) =>
  directory
    .selectFrom('membership')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '<>', memberId)
    .where('endedAt', 'is', null)
    .where('roles', 'like', '%tenant_administrator%')
    .limit(1)

export const invitationById = (invitationId: string) =>
  directory
    .selectFrom('invitation')
    .innerJoin('invitee', 'invitee.invitationId', 'invitation.id')
    .selectAll()
    .where('invitation.id', '=', invitationId)

/** The invitation a link or a printed code belongs to. */
export const invitationByToken = (tokenHash: string) =>
  directory
    .selectFrom('invitee')
    .innerJoin('invitation', 'invitation.id', 'invitee.invitationId')
    .select(['invitation.id', 'tenantId', 'invitee.name', 'account', 'roles', 'acceptedOn', 'expiresAt'])
    .where('tokenHash', '=', tokenHash)

/** A current membership of a user in a district. */
export const membershipOf = (tenantId: string, userId: string) =>
  directory
    .selectFrom('membership')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
