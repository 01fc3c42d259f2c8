import { sql, type Expression, type SqlBool } from 'kysely'
import * as z from 'zod'
import { reachesUnit, reachOf } from '../kernel/actor.ts'
import { importRoles } from '../imports/schema.ts'
import { query } from '../kernel/command.ts'
import { directory, idsIn } from '../kernel/db.ts'
import { ok, refuse } from '../kernel/problem.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { operatorIds } from '../operator/queries.ts'
import type { DistrictId } from '../tenancy/queries.ts'
import { id } from '../kernel/shapes.ts'

const MEMBERS_MAX = 500

/** Of the district asked for: its id, or a statement that finds it. */

/** Who may act in the district, and who is asked to. */
export const listMembers = query({
  name: 'member.list',
  roles: ['tenant_administrator'],
  input: z.strictObject({ tenantId: id }),
  scope: (actor, input): DistrictId | null =>
    actor.kind === 'member' && actor.unitId === null ? input.tenantId : null,
  load: (_, tenantId) => ({
    members: directory
      .selectFrom('membership')
      .innerJoin('user', 'user.id', 'membership.userId')
      .select(['membership.id', 'user.name', 'user.email as account', 'roles', 'unitId'])
      .where('tenantId', '=', tenantId)
      .where('endedAt', 'is', null)
      // Deputies stand on the page of their unit.
      .where('personId', 'is', null)
      .orderBy('user.name')
      .limit(MEMBERS_MAX),
    invitations: directory
      .selectFrom('invitation')
      .innerJoin('invitee', 'invitee.invitationId', 'invitation.id')
      .select(['invitation.id', 'name', 'account', 'roles', 'unitId', 'expiresAt'])
      .where('tenantId', '=', tenantId)
      .where('acceptedOn', 'is', null)
      .where('withdrawnOn', 'is', null)
      .where('personId', 'is', null)
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
    .select([
      'invitation.id',
      'tenantId',
      'invitee.name',
      'account',
      'personId',
      'acceptedOn',
      'withdrawnOn',
      'expiresAt',
    ])
    .where('tokenHash', '=', tokenHash)

/** A current membership of a user in a district. */
export const membershipOf = (tenantId: string, userId: string) =>
  directory
    .selectFrom('membership')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)

/** Accounts of these persons of a district. */
export const membersOf = (tenantId: string, personIds: readonly string[]) =>
  directory
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.userId')
    .select(['membership.id', 'personId', 'user.email as account'])
    .where('tenantId', '=', tenantId)
    .where('endedAt', 'is', null)
    .where('personId', 'in', idsIn(personIds))

/** Invitations of these persons that still wait. */
export const invitationsOf = (tenantId: string, personIds: readonly string[]) =>
  directory
    .selectFrom('invitation')
    .innerJoin('invitee', 'invitee.invitationId', 'invitation.id')
    .select(['invitation.id', 'personId', 'account', 'mobile', 'tokenHash', 'expiresAt'])
    .where('tenantId', '=', tenantId)
    .where('acceptedOn', 'is', null)
    .where('withdrawnOn', 'is', null)
    .where('personId', 'in', idsIn(personIds))

/** All the directory knows of a person of a district. */
export const tracesOf = (tenantId: string, personId: string) => {
  const memberships = directory
    .selectFrom('membership')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
  const invitations = directory
    .selectFrom('invitation')
    .where('tenantId', '=', tenantId)
    .where('personId', '=', personId)
  return {
    memberships: memberships.select(['id', 'endedAt']),
    invitations: invitations.select(['id', 'acceptedOn', 'withdrawnOn']),
    slips: directory.selectFrom('invitee').select('invitationId').where('invitationId', 'in', invitations.select('id')),
    /** Nobody else's: an account of two districts, of an office or of an operator is not the person's alone. */
    accounts: directory
      .selectFrom('user')
      .select(['id', 'email'])
      .where('id', 'in', memberships.select('userId'))
      .where('id', 'not in', othersThan(tenantId, personId).select('userId'))
      .where('id', 'not in', operatorIds()),
  }
}

/** Memberships that are not this person's of this district. */
export const othersThan = (tenantId: string, personId: string) =>
  directory
    .selectFrom('membership')
    .where(({ eb, or }) =>
      or([eb('tenantId', '<>', tenantId), eb('personId', 'is', null), eb('personId', '<>', personId)])
    )

/** Of these persons those whose invitation was taken back and who have no other, with the day. */
const takenBack = (tenantId: string, personIds: readonly string[]) =>
  directory
    .selectFrom('invitation')
    .select('personId')
    .select(({ fn }) => fn.max('withdrawnOn').as('withdrawnOn'))
    .where('tenantId', '=', tenantId)
    .where('personId', 'in', idsIn(personIds))
    .groupBy('personId')
    .having(({ eb, fn }) => eb(fn.count('withdrawnOn'), '=', fn.countAll()))

/** Of these addresses the ones that are an account's, stand beside one, or are promised to somebody. */
export const takenAddresses = (addresses: readonly string[]) =>
  directory
    .selectFrom('user')
    .select('email as address')
    .where('email', 'in', idsIn(addresses))
    .unionAll(directory.selectFrom('sign_in_alias').select('address').where('address', 'in', idsIn(addresses)))
    .unionAll(promised('account', addresses))
    .unionAll(promised('mobile', addresses))

const promised = (column: 'account' | 'mobile', addresses: readonly string[]) =>
  directory
    .selectFrom('invitee')
    .innerJoin('invitation', 'invitation.id', 'invitee.invitationId')
    .select(sql<string>`${sql.ref(`invitee.${column}`)}`.as('address'))
    .where(`invitee.${column}`, 'in', idsIn(addresses))
    .where('acceptedOn', 'is', null)
    .where('withdrawnOn', 'is', null)

/** Which of a unit's deputies have an account or an invitation. The door names the persons who sit there. */
export const deputyAccounts = query({
  name: 'member.deputies',
  roles: ['tenant_administrator', 'unit_office'],
  input: z.strictObject({ tenantId: id, unitId: id, personIds: z.array(id) }),
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? input.tenantId : null),
  load: ({ personIds }, tenantId) => ({
    members: membersOf(tenantId, personIds),
    invitations: invitationsOf(tenantId, personIds),
    takenBack: takenBack(tenantId, personIds),
  }),
  answer: ({ members, invitations, takenBack }) =>
    ok({
      members,
      takenBack,
      invitations: invitations.map(({ tokenHash: _, mobile: __, ...invitation }) => invitation),
    }),
})

/** The member a one-time code sets a new password for. */
export const resetByToken = (tokenHash: string) =>
  directory
    .selectFrom('reset_code')
    .innerJoin('membership', 'membership.id', 'reset_code.memberId')
    .innerJoin('user', 'user.id', 'membership.userId')
    .select(['membership.id', 'tenantId', 'personId', 'user.name', 'user.email as account', 'expiresAt'])
    .where('tokenHash', '=', tokenHash)
    .where('endedAt', 'is', null)

export const resetOf = (memberId: string) =>
  directory.selectFrom('reset_code').selectAll().where('memberId', '=', memberId)

/** Whoever is a member now. */
export const currentMembers = (tenantId: string) =>
  directory.selectFrom('membership').select('id').where('tenantId', '=', tenantId).where('endedAt', 'is', null)

/** What members are called, those who have left among them. */
export const membersNamed = (memberIds: Expression<{ memberId: string }>) =>
  directory
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.userId')
    .select(['membership.id', 'user.name', 'endedAt'])
    .where('membership.id', 'in', memberIds as unknown as Expression<string>)

/** A member with the address of the account. */
export const memberAccount = (memberId: string) =>
  directory
    .selectFrom('membership')
    .innerJoin('user', 'user.id', 'membership.userId')
    .select(['membership.id', 'tenantId', 'personId', 'endedAt', 'user.email as account'])
    .where('membership.id', '=', memberId)

/** Ids of what an import makes begin with its own. */
const begunWith = (column: 'unitId' | 'personId', prefix: string) =>
  sql<SqlBool>`substr(${sql.ref(column)}, 1, ${prefix.length}) = ${prefix}`

const ofImport = ({ or }: { or(all: Expression<SqlBool>[]): Expression<SqlBool> }, jobId: string) =>
  or([begunWith('unitId', `${jobId}-`), begunWith('personId', `${jobId}-`)])

/** An account or open invitation for a unit or person an import made: taken back, they would belong to nothing. */
export const accountsOfImport = query({
  name: 'member.of-import',
  roles: importRoles,
  input: z.strictObject({ tenantId: id, jobId: id }),
  scope: (actor, input) => (reachOf(actor) ? input.tenantId : null),
  load: ({ jobId }, tenantId) => ({
    members: directory
      .selectFrom('membership')
      .innerJoin('user', 'user.id', 'membership.userId')
      .select('user.name')
      .where('tenantId', '=', tenantId)
      .where('endedAt', 'is', null)
      .where((eb) => ofImport(eb, jobId))
      .limit(1),
    invitations: directory
      .selectFrom('invitation')
      .innerJoin('invitee', 'invitee.invitationId', 'invitation.id')
      .select('invitee.name')
      .where('tenantId', '=', tenantId)
      .where('acceptedOn', 'is', null)
      .where('withdrawnOn', 'is', null)
      .where((eb) => ofImport(eb, jobId))
      .limit(1),
  }),
  answer: ({ members: [member], invitations: [invitation] }) => {
    if (member) {
      return refuse(409, 'import-has-accounts', {
        zh: `导入的街镇或代表已有账号（${member.name}）：请先停用，再整体撤回`,
        en: `A unit or deputy of this import has an account (${member.name}): end it first, then take the import back`,
      })
    }
    if (invitation) {
      return refuse(409, 'import-has-invitations', {
        zh: `导入的街镇或代表已有邀请（${invitation.name}）：请先撤回邀请，再整体撤回导入`,
        en: `A unit or deputy of this import is invited (${invitation.name}): withdraw the invitation first`,
      })
    }
    return ok({})
  },
})
