import * as z from 'zod'
import { command } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { id } from '../kernel/shapes.ts'
import { memberAppointed } from '../members/events.ts'
import { mailsOf, tenantConfirmed, tenantLapsed, tenantOpened, tenantSignedUp } from './events.ts'
import { signUpOf, tenantById, tenantBySlug, usedSlots, waitingSignUps } from './queries.ts'
import { confirmSignUp, signUp } from './schema.ts'

/** Hours a confirmation link works. */
const LINK_HOURS = 48

/** Sign-ups one address may have waiting at a time. */
const WAITING_MAX = 3

/**
 * A district asks to try the product. Nothing is set up until the link in the mail is followed; the
 * new tenant's id is the commandId. Several trials may exist for one area code; an address whose link
 * nobody followed in time is free again.
 */
export const signUpTenant = command({
  name: 'tenant.sign-up',
  roles: ['visitor', 'tenant_administrator', 'operator'],
  input: signUp,
  streams: (input) => [`slug/${input.slug}`],
  load: (input, ctx) => ({
    holder: tenantBySlug(input.slug),
    waiting: waitingSignUps(input.email, ctx.now),
  }),
  scope: () => true,
  decide: ({ holder: [holder], waiting }, input, ctx) => {
    if (holder && (holder.status !== 'unconfirmed' || holder.expiresAt > ctx.now)) {
      return refuseField('/slug', 'slug-taken', { zh: '这个网址已有人使用', en: 'This address is taken' })
    }
    if (waiting.length >= WAITING_MAX) {
      return refuse(429, 'too-many-sign-ups', {
        zh: '这个邮箱有几份申请还没有确认，请先打开邮件中的链接',
        en: 'Several sign-ups of this address wait for confirmation. Follow the link in the mail first',
      })
    }
    const { slug, areaCode, name, applicantName, email } = input
    const stream = `slug/${slug}`
    const token = ctx.salts(2).join('')
    const expiresAt = new Date(Date.parse(ctx.now) + LINK_HOURS * 3_600_000).toISOString()
    const signedUp = tenantSignedUp.on(stream, ctx.today, { id: ctx.commandId, slug, areaCode, name })
    return ok({
      facts: holder ? [tenantLapsed.on(stream, ctx.today, { id: holder.id }), signedUp] : [signedUp],
      beside: [
        // Sign-ups of one mailbox share no stream, because its name would hold the address.
        mustBeAbsent(
          waitingSignUps(email, ctx.now)
            .limit(1)
            .offset(WAITING_MAX - 1)
        ),
        ...insertMany('sign_up', [
          { tenantId: ctx.commandId, applicantName, email, tokenHash: sha256Hex(token), expiresAt },
        ]),
        ...mailsOf([confirmationMail(email, name, `${ctx.platform.origin}/sign-up/confirm/${token}`, ctx.now)]),
      ],
    })
  },
})

/** The subject is ours alone: what a stranger typed stands in the text, where it cannot pose as a headline. */
const confirmationMail = (to: string, name: string, link: string, createdAt: string) => ({
  recipient: to,
  subject: '基层人大云：确认开通 / Jiceng: confirm your sign-up',
  text: [
    `请在${LINK_HOURS}小时内打开链接，设置密码，开通“${name}”：`,
    link,
    '如果不是您申请的，不必理会。',
    '',
    `Follow the link within ${LINK_HOURS} hours to set a password and open “${name}”:`,
    link,
    'If it was not you, ignore this mail.',
  ].join('\n'),
  createdAt,
})

/** The holder of the mailed link takes the next free database, and is the district's first administrator. */
export const confirmTenant = command({
  name: 'tenant.confirm',
  roles: ['applicant'],
  input: confirmSignUp,
  streams: (input) => [`tenant/${input.tenantId}`, `members/${input.tenantId}`, `slug/${input.slug}`, 'slots'],
  load: (input) => ({
    tenant: tenantById(input.tenantId),
    signUp: signUpOf(input.tenantId),
    used: usedSlots(),
  }),
  scope: (actor, { tenant }, input) =>
    actor.kind === 'applicant' && actor.id === input.tenantId && tenant[0]?.slug === input.slug,
  decide: ({ tenant: [tenant], signUp: [signUp], used }, input, ctx) => {
    if (!tenant || !signUp) return notFound()
    if (tenant.status === 'lapsed' || (tenant.status === 'unconfirmed' && signUp.expiresAt <= ctx.now)) {
      return refuse(409, 'link-expired', { zh: '链接已过期，请重新申请', en: 'The link has expired. Sign up again' })
    }
    if (tenant.status !== 'unconfirmed') {
      return refuse(409, 'already-confirmed', { zh: '已经确认过，请直接登录', en: 'Already confirmed. Sign in' })
    }
    // Slots are taken in order and never given back: one that ever held a district's data is not reused.
    const slot = (used[0]?.slot ?? 0) + 1
    if (slot > ctx.platform.slotCount) {
      return refuse(503, 'no-free-database', {
        zh: '暂无空位，请过几天再试；链接失效后可重新申请',
        en: 'There is no room at the moment. Try again in some days; you can sign up again once the link has expired',
      })
    }
    return ok({
      facts: [
        // On "slots", so that of two racing for one slot the second decides again.
        tenantConfirmed.on('slots', ctx.today, { id: tenant.id, slot, userId: input.userId }),
        memberAppointed.on(`members/${tenant.id}`, ctx.today, {
          id: ctx.commandId,
          tenantId: tenant.id,
          userId: input.userId,
          roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
          unitId: null,
          personId: null,
        }),
      ],
    })
  },
})

/** Ends the opening: the district's own database has its first rows. */
export const openTenant = command({
  name: 'tenant.open',
  roles: ['system'],
  input: z.strictObject({ tenantId: id }),
  streams: (input) => [`tenant/${input.tenantId}`],
  load: (input) => ({ tenant: tenantById(input.tenantId) }),
  scope: () => true,
  decide: ({ tenant: [tenant] }, _, ctx) => {
    if (tenant?.status !== 'opening') {
      return refuse(409, 'not-opening', { zh: '本区不在开通中', en: 'This district is not being opened' })
    }
    return ok({ facts: [tenantOpened.on(`tenant/${tenant.id}`, ctx.today, { id: tenant.id })] })
  },
})
