import { command } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { invitationAccepted, memberAppointed, memberDismissed, memberInvited } from './events.ts'
import { mailsOf } from '../tenancy/events.ts'
import { tenantById } from '../tenancy/queries.ts'
import { invitationById, memberById, membershipOf, otherAdministrators } from './queries.ts'
import { acceptInvitation, accountAddress, dismissMember, inviteMember } from './schema.ts'

// Who may act in a district. Commands of the directory: the door puts the tenant of the path into them.

/** Days an invitation works: a letter has to reach a village. */
const INVITATION_DAYS = 14

/**
 * Asks somebody to join, in these roles. The answer's link goes by mail where there is a mailbox, else on paper. The
 * invitation's id is the commandId.
 */
export const invite = command({
  name: 'member.invite',
  roles: ['tenant_administrator'],
  input: inviteMember,
  streams: (input) => [`members/${input.tenantId}`],
  load: (input) => ({ tenant: tenantById(input.tenantId) }),
  scope: (actor, { tenant }, input) =>
    actor.kind === 'member' && actor.unitId === null && tenant[0]?.slug === input.slug,
  decide: ({ tenant: [tenant] }, input, ctx) => {
    if (!tenant) return notFound()
    const { tenantId, slug, name, roles, unitId } = input
    const account = accountAddress(input.account, slug)
    const token = ctx.salts(2).join('')
    const link = `${ctx.platform.origin}/join/${token}`
    const expiresAt = new Date(Date.parse(ctx.now) + INVITATION_DAYS * 86_400_000).toISOString()
    return ok({
      facts: [memberInvited.on(`members/${tenantId}`, ctx.today, { id: ctx.commandId, tenantId, roles, unitId })],
      beside: [
        ...insertMany('invitee', [
          { invitationId: ctx.commandId, name, account, tokenHash: sha256Hex(token), expiresAt },
        ]),
        ...mailsOf([
          {
            recipient: account,
            subject: '基层人大云：请您加入 / Jiceng: an invitation',
            text: [
              `${tenant.name}人大常委会请您加入。请在${INVITATION_DAYS}天内打开链接，设置密码：`,
              link,
              '',
              `The congress of ${tenant.name} asks you to join. Follow the link within ${INVITATION_DAYS} days and set a password:`,
              link,
            ].join('\n'),
            createdAt: ctx.now,
          },
        ]),
      ],
    })
  },
})

/** Takes an invitation up: the account behind the link becomes a member. */
export const accept = command({
  name: 'member.accept',
  roles: ['applicant'],
  input: acceptInvitation,
  streams: (input) => [`members/${input.tenantId}`],
  load: (input) => ({
    invitation: invitationById(input.invitationId),
    membership: membershipOf(input.tenantId, input.userId),
  }),
  scope: (actor, { invitation }, input) =>
    actor.kind === 'applicant' && actor.id === input.invitationId && invitation[0]?.tenantId === input.tenantId,
  decide: ({ invitation: [invitation], membership }, input, ctx) => {
    if (!invitation) return notFound()
    if (invitation.acceptedOn !== null) {
      return refuse(409, 'already-accepted', { zh: '邀请已经用过，请直接登录', en: 'Already used. Sign in' })
    }
    if (invitation.expiresAt <= ctx.now) {
      return refuse(409, 'link-expired', {
        zh: '邀请已过期，请联系管理员',
        en: 'It has expired. Ask the administrator',
      })
    }
    if (membership.length > 0) {
      return refuse(409, 'already-a-member', {
        zh: '这个账号已在本区，请管理员先停用原来的角色',
        en: 'This account is a member already. Its old role has to end first',
      })
    }
    const { id, tenantId, unitId } = invitation
    const roles = inviteMember.shape.roles.parse(JSON.parse(invitation.roles))
    const stream = `members/${tenantId}`
    const member = { id: ctx.commandId, tenantId, userId: input.userId, roles, unitId }
    return ok({
      facts: [invitationAccepted.on(stream, ctx.today, { id }), memberAppointed.on(stream, ctx.today, member)],
    })
  },
})

/** Ends a person's roles in the district. The last administrator stays. */
export const dismiss = command({
  name: 'member.dismiss',
  roles: ['tenant_administrator'],
  input: dismissMember,
  streams: (input) => [`members/${input.tenantId}`],
  load: (input) => ({
    member: memberById(input.memberId),
    others: otherAdministrators(input.tenantId, input.memberId),
  }),
  scope: (actor, { member }, input) =>
    actor.kind === 'member' && actor.unitId === null && member[0]?.tenantId === input.tenantId,
  decide: ({ member: [member], others }, input, ctx) => {
    if (!member) return notFound()
    if (member.endedAt !== null) {
      return refuse(409, 'already-dismissed', { zh: '已经停用', en: 'Already ended' })
    }
    if (member.roles.includes('tenant_administrator') && others.length === 0) {
      return refuse(409, 'last-administrator', {
        zh: '这是最后一位管理员，先邀请另一位',
        en: 'This is the last administrator. Invite another first',
      })
    }
    return ok({ facts: [memberDismissed.on(`members/${input.tenantId}`, ctx.today, { id: member.id })] })
  },
})
