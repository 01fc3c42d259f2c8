import * as z from 'zod'
import { command } from '../kernel/command.ts'
import { directory } from '../kernel/db.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { id } from '../kernel/shapes.ts'
import { memberAppointed, tenantConfirmed, tenantOpened, tenantSignedUp } from './events.ts'
import { tenantById, tenantBySlug } from './queries.ts'
import { confirmSignUp, signUp } from './schema.ts'

/** Hours a confirmation link works. */
const LINK_HOURS = 48

/** Sign-ups one address may have waiting at a time. */
const WAITING_MAX = 3

/**
 * A district asks to try the product. Nothing is set up until the link in the mail is followed; the
 * new tenant's id is the commandId. Several trials may exist for one area code.
 */
export const signUpTenant = command({
  name: 'tenant.sign-up',
  roles: ['visitor', 'tenant_administrator', 'operator'],
  input: signUp,
  streams: (input) => [`slug/${input.slug}`],
  load: (input) => ({
    taken: tenantBySlug(input.slug),
    waiting: directory
      .selectFrom('sign_up')
      .innerJoin('tenant', 'tenant.id', 'sign_up.tenantId')
      .select('expiresAt')
      .where('email', '=', input.email)
      .where('status', '=', 'unconfirmed'),
  }),
  scope: () => true,
  decide: ({ taken, waiting }, input, ctx) => {
    if (taken[0]) {
      return refuseField('/slug', 'slug-taken', { zh: '这个网址已有人使用', en: 'This address is taken' })
    }
    if (waiting.filter((one) => one.expiresAt > ctx.now).length >= WAITING_MAX) {
      return refuse(429, 'too-many-sign-ups', {
        zh: '这个邮箱有几份申请还没有确认，请先打开邮件中的链接',
        en: 'Several sign-ups of this address wait for confirmation. Follow the link in the mail first',
      })
    }
    const { slug, areaCode, name, applicantName, email, origin } = input
    const token = ctx.salts(2).join('')
    const expiresAt = new Date(Date.parse(ctx.now) + LINK_HOURS * 3_600_000).toISOString()
    return ok({
      facts: [tenantSignedUp.on(`slug/${slug}`, ctx.today, { id: ctx.commandId, slug, areaCode, name })],
      beside: [
        ...insertMany('sign_up', [
          { tenantId: ctx.commandId, applicantName, email, tokenHash: sha256Hex(token), expiresAt },
        ]),
        ...insertMany('mail', [confirmationMail(email, name, `${origin}/sign-up/confirm/${token}`, ctx.now)]),
      ],
    })
  },
})

const confirmationMail = (to: string, name: string, link: string, createdAt: string) => ({
  recipient: to,
  subject: `确认开通${name} / Confirm the sign-up of ${name}`,
  text: [
    `请在${LINK_HOURS}小时内打开链接，设置密码，开通${name}：`,
    link,
    '如果不是您申请的，不必理会。',
    '',
    `Follow the link within ${LINK_HOURS} hours to set a password and open ${name}:`,
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
  streams: (input) => [`tenant/${input.tenantId}`, 'slots'],
  load: (input) => ({
    tenant: tenantById(input.tenantId),
    used: directory.selectFrom('slot').select(({ fn }) => fn.max('slot').as('slot')),
  }),
  scope: (actor, _, input) => actor.kind === 'applicant' && actor.id === input.tenantId,
  decide: ({ tenant: [tenant], used }, input, ctx) => {
    if (!tenant) return notFound()
    if (tenant.status !== 'unconfirmed') {
      return refuse(409, 'already-confirmed', { zh: '已经确认过，请直接登录', en: 'Already confirmed. Sign in' })
    }
    // Slots are taken in order and never given back: one that ever held a district's data is not reused.
    const slot = (used[0]?.slot ?? 0) + 1
    if (slot > input.slotCount) {
      return refuse(503, 'no-free-database', {
        zh: '暂无空位，我们已得知，开通后会写信给您',
        en: 'There is no room at the moment. We know, and will write to you',
      })
    }
    const stream = `tenant/${tenant.id}`
    return ok({
      facts: [
        // On "slots", so that of two racing for one slot the second decides again.
        tenantConfirmed.on('slots', ctx.today, { id: tenant.id, slot, userId: input.userId }),
        memberAppointed.on(stream, ctx.today, {
          id: ctx.commandId,
          tenantId: tenant.id,
          userId: input.userId,
          roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
          unitId: null,
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
