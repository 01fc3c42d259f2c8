import { reachesUnit, type Actor, type MemberRole } from '../kernel/actor.ts'
import { codeOf } from '../kernel/code.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { insertMany, updateMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import {
  invitationAccepted,
  invitationRenewed,
  invitationWithdrawn,
  memberAppointed,
  memberDismissed,
  memberInvited,
} from './events.ts'
import { mailsOf } from '../tenancy/events.ts'
import { tenantById } from '../tenancy/queries.ts'
import {
  invitationById,
  invitationsOf,
  memberById,
  membershipOf,
  membersOf,
  otherAdministrators,
  takenAddresses,
} from './queries.ts'
import {
  acceptInvitation,
  accountAddress,
  dismissMember,
  inviteDeputies,
  inviteMember,
  isOnPaper,
  overInvitation,
  signInNames,
} from './schema.ts'

// Who may act in a district. Commands of the directory: the door puts the tenant of the path into them.

/** Days an invitation works: a letter has to reach a village. */
export const INVITATION_DAYS = 14

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
      facts: [
        memberInvited.on(`members/${tenantId}`, ctx.today, {
          id: ctx.commandId,
          tenantId,
          roles,
          unitId,
          personId: null,
        }),
      ],
      beside: [
        ...insertMany('invitee', [
          { invitationId: ctx.commandId, name, account, tokenHash: sha256Hex(token), expiresAt },
        ]),
        ...mailsOf(isOnPaper(account) ? [] : [invitationMail(account, tenant.name, link, ctx.now)]),
      ],
    })
  },
})

const invitationMail = (recipient: string, district: string, link: string, createdAt: string) => ({
  recipient,
  subject: '基层人大云：请您加入 / Jiceng: an invitation',
  text: [
    `${district}人大常委会请您加入。请在${INVITATION_DAYS}天内打开链接，设置密码：`,
    link,
    '',
    `The congress of ${district} asks you to join. Follow the link within ${INVITATION_DAYS} days and set a password:`,
    link,
  ].join('\n'),
  createdAt,
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
    if (invitation.withdrawnOn !== null) {
      return refuse(409, 'invitation-withdrawn', { zh: '邀请已经撤回', en: 'The invitation was withdrawn' })
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
    const { id, tenantId, unitId, personId, mobile } = invitation
    const roles = JSON.parse(invitation.roles) as MemberRole[]
    const stream = `members/${tenantId}`
    const member = { id: ctx.commandId, tenantId, userId: input.userId, roles, unitId, personId }
    return ok({
      facts: [invitationAccepted.on(stream, ctx.today, { id }), memberAppointed.on(stream, ctx.today, member)],
      beside: mobile === null ? [] : insertMany('sign_in_alias', [{ address: mobile, userId: input.userId }]),
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

/** When an invitation or a code made now ends. */
export const untilOf = ({ now }: Ctx) => new Date(Date.parse(now) + INVITATION_DAYS * 86_400_000).toISOString()

/**
 * One-time codes for deputies of a unit, many at once: each is a slip of paper. A deputy who had a slip gets a new one
 * under the same sign-in name, and the old one leads nowhere. The codes are made of the salts, in the input's order.
 */
export const inviteToSlips = command({
  name: 'member.invite-deputies',
  roles: ['tenant_administrator', 'unit_office'],
  input: inviteDeputies,
  streams: (input) => [`members/${input.tenantId}`],
  load: ({ tenantId, slug, deputies }) => ({
    tenant: tenantById(tenantId),
    members: membersOf(
      tenantId,
      deputies.map(({ personId }) => personId)
    ),
    open: invitationsOf(
      tenantId,
      deputies.map(({ personId }) => personId)
    ),
    taken: takenAddresses(
      deputies.flatMap(({ name, mobile }) =>
        [...signInNames(name), ...(mobile === null ? [] : [mobile])].map((one) => accountAddress(one, slug))
      )
    ),
  }),
  scope: (actor, { tenant }, input) => reachesUnit(actor, input.unitId) && tenant[0]?.slug === input.slug,
  decide: ({ tenant: [tenant], members, open, taken }, { slug, deputies }, ctx) => {
    if (!tenant) return notFound()
    const known = new Set(members.map(({ personId }) => personId))
    const has = deputies.filter(({ personId }) => known.has(personId)).map(({ name }) => name)
    if (has.length > 0) {
      return refuse(409, 'already-a-member', {
        zh: `已有账号：${has.join('、')}。忘记密码的，办理重置`,
        en: `They have an account already: ${has.join(', ')}. Where a password is forgotten, reset it`,
      })
    }
    const before = new Map(open.map((invitation) => [invitation.personId, invitation]))
    const used = new Set(taken.map(({ address }) => address))
    // What these persons were promised is theirs.
    for (const { account, mobile } of open) for (const one of [account, mobile]) if (one !== null) used.delete(one)
    const salts = ctx.salts(deputies.length)
    const invitees: Record<string, unknown>[] = []
    for (const [n, { personId, name, mobile }] of deputies.entries()) {
      const number = mobile === null ? (before.get(personId)?.mobile ?? null) : accountAddress(mobile, slug)
      if (number !== null && used.has(number)) {
        return refuseField(`/deputies/${n}/mobile`, 'mobile-taken', {
          zh: `${name}的手机号已有人使用`,
          en: `The mobile number of ${name} is taken`,
        })
      }
      const names = [before.get(personId)?.account, ...signInNames(name).map((one) => accountAddress(one, slug))]
      const account = names.find((one) => one !== undefined && !used.has(one))
      if (account === undefined) {
        return refuse(409, 'no-sign-in-name', {
          zh: `${name}：同名太多，请管理员单独邀请`,
          en: `${name}: too many namesakes. Have the administrator invite this deputy alone`,
        })
      }
      used.add(account)
      if (number !== null) used.add(number)
      const tokenHash = sha256Hex(codeOf(salts[n]!))
      invitees.push({ invitationId: idOf(ctx, n), name, account, mobile: number, tokenHash, expiresAt: untilOf(ctx) })
    }
    const stream = `members/${tenant.id}`
    const asked = { tenantId: tenant.id, roles: [], unitId: null }
    const [first, ...others] = deputies.map(({ personId }, n) =>
      memberInvited.on(stream, ctx.today, { id: idOf(ctx, n), ...asked, personId })
    )
    return ok({
      facts: [first!, ...others, ...open.map(({ id }) => invitationWithdrawn.on(stream, ctx.today, { id }))],
      beside: insertMany('invitee', invitees),
    })
  },
})

/** One of the invitations a command makes. */
const idOf = ({ commandId }: Ctx, n: number): string => `${commandId}:${n}`

/** The administrator over everybody, a unit's office over deputies: the door knows that they sit in its unit. */
export function isOver(actor: Actor, unitId: string | null, personId: string | null): boolean {
  if (actor.kind !== 'member') return false
  // Whoever belongs to a unit is over nobody beyond it, whatever their roles.
  if (actor.unitId === null) return actor.roles.includes('tenant_administrator')
  return personId !== null && actor.unitId === unitId
}

/** Takes an invitation back before it is taken up. */
export const withdraw = command({
  name: 'member.withdraw-invitation',
  roles: ['tenant_administrator', 'unit_office'],
  input: overInvitation,
  streams: (input) => [`members/${input.tenantId}`],
  load: (input) => ({ invitation: invitationById(input.invitationId) }),
  scope: (actor, { invitation: [invitation] }, input) =>
    invitation?.tenantId === input.tenantId && isOver(actor, input.unitId, invitation.personId),
  decide: ({ invitation: [invitation] }, _, ctx) => {
    if (!invitation) return notFound()
    const over = overAlready(invitation)
    if (over) return over
    const stream = `members/${invitation.tenantId}`
    return ok({ facts: [invitationWithdrawn.on(stream, ctx.today, { id: invitation.id })] })
  },
})

/** A fresh link for an invitation that still waits: by mail where there is a mailbox, else on paper. */
export const renew = command({
  name: 'member.renew-invitation',
  roles: ['tenant_administrator'],
  input: overInvitation,
  streams: (input) => [`members/${input.tenantId}`],
  load: (input) => ({ invitation: invitationById(input.invitationId), tenant: tenantById(input.tenantId) }),
  scope: (actor, { invitation: [invitation] }, input) =>
    invitation?.tenantId === input.tenantId && isOver(actor, input.unitId, invitation.personId),
  decide: ({ invitation: [invitation], tenant: [tenant] }, _, ctx) => {
    if (!invitation || !tenant) return notFound()
    const over = overAlready(invitation)
    if (over) return over
    const { id, account } = invitation
    const token = ctx.salts(2).join('')
    const link = `${ctx.platform.origin}/join/${token}`
    return ok({
      facts: [invitationRenewed.on(`members/${tenant.id}`, ctx.today, { id })],
      beside: [
        ...updateMany(
          'invitee',
          [{ invitationId: id, tokenHash: sha256Hex(token), expiresAt: untilOf(ctx) }],
          ['invitationId']
        ),
        ...mailsOf(isOnPaper(account) ? [] : [invitationMail(account, tenant.name, link, ctx.now)]),
      ],
    })
  },
})

function overAlready({ acceptedOn, withdrawnOn }: { acceptedOn: string | null; withdrawnOn: string | null }) {
  if (acceptedOn !== null) {
    return refuse(409, 'already-accepted', { zh: '邀请已经接受', en: 'The invitation was taken up' })
  }
  return withdrawnOn === null
    ? null
    : refuse(409, 'invitation-withdrawn', { zh: '邀请已经撤回', en: 'The invitation was withdrawn' })
}
