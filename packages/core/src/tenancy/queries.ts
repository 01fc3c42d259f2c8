import type { Expression } from 'kysely'
import { directory } from '../kernel/db.ts'

export const tenantById = (id: string) => directory.selectFrom('tenant').selectAll().where('id', '=', id)

export const signUpOf = (tenantId: string) =>
  directory.selectFrom('sign_up').select(['expiresAt', 'email']).where('tenantId', '=', tenantId)

/** Another district that is live under this code: there is one at most. */
export const otherLive = (areaCode: string, tenantId: string) =>
  directory
    .selectFrom('tenant')
    .select('name')
    .where('areaCode', '=', areaCode)
    .where('status', '=', 'live')
    .where('id', '<>', tenantId)

/** Whoever holds a slug, with how long its confirmation link works. */
export const tenantBySlug = (slug: string) =>
  directory
    .selectFrom('tenant')
    .innerJoin('sign_up', 'sign_up.tenantId', 'tenant.id')
    .select(['tenant.id', 'status', 'expiresAt'])
    .where('slug', '=', slug)
    .where('status', '<>', 'lapsed')

/** A district by its id, or by a statement that finds it. */
export type DistrictId = string | Expression<string>

/** The district a path names, for what stands in the directory under its id. */
export const tenantIdOf = (slug: string) =>
  directory.selectFrom('tenant').select('id').where('slug', '=', slug).where('status', '<>', 'lapsed').$asScalar()

/** Sign-ups of one mailbox whose links still work. */
export const waitingSignUps = (email: string, now: string) =>
  directory
    .selectFrom('sign_up')
    .innerJoin('tenant', 'tenant.id', 'sign_up.tenantId')
    .select('tenantId')
    .where('email', '=', email)
    .where('status', '=', 'unconfirmed')
    .where('expiresAt', '>', now)

/** Sign-ups whose opening was interrupted; the reconciler finishes them. */
export const halfOpened = () =>
  directory.selectFrom('tenant').selectAll().where('status', '=', 'opening').orderBy('slot').limit(20)

/** The sign-up a confirmation link belongs to. */
export const signUpByToken = (tokenHash: string) =>
  directory
    .selectFrom('sign_up')
    .innerJoin('tenant', 'tenant.id', 'sign_up.tenantId')
    .select(['tenantId', 'applicantName', 'email', 'expiresAt', 'slug', 'name', 'status', 'areaCode', 'signedUpOn'])
    .where('tokenHash', '=', tokenHash)

/** The newest mails, for the local outbox page. */
export const newestMails = () => directory.selectFrom('mail').selectAll().orderBy('seq', 'desc').limit(50)

/** Every district that was confirmed, the newest sign-up first, with who asked for it. */
export const allTenants = () =>
  directory
    .selectFrom('tenant')
    .innerJoin('sign_up', 'sign_up.tenantId', 'tenant.id')
    .select(['tenant.id', 'slug', 'name', 'areaCode', 'status', 'slot', 'signedUpOn', 'applicantName', 'email'])
    .where('status', 'in', ['opening', 'trial', 'live'])
    .orderBy('signedUpOn', 'desc')
    .orderBy('slot', 'desc')

/** Databases of the pool that are taken. */
export const usedSlots = () => directory.selectFrom('slot').select(({ fn }) => fn.max('slot').as('slot'))
