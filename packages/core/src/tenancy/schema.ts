import * as z from 'zod'
import { memberRoles } from '../kernel/roles.ts'
import { id, line, personName, said } from '../kernel/shapes.ts'

/** First segments of a path that are pages of the product and can be no district's. */
const RESERVED_SLUGS = [
  'api',
  'live',
  'en',
  'zh',
  'sign-up',
  'sign-in',
  'operator',
  'outbox',
  'receiver',
  'demo',
  'help',
  'preferences',
  'components',
  'docs',
  'about',
  'assets',
  'static',
  'admin',
  'www',
  'boards',
  'notices',
] as const

/** A district's name in the address. It cannot be changed later: printed QR codes carry it. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .min(3)
  .max(30)
  .refine(
    (text) => !(RESERVED_SLUGS as readonly string[]).includes(text),
    said({ zh: '这个网址留给系统使用', en: 'This address is kept for the system' })
  )

/** Code of a county-level division (GB/T 2260). */
export const areaCode = z.string().regex(/^[1-8]\d{5}$/)

export const email = z.email().max(200).toLowerCase()

export const signUp = z.strictObject({
  slug,
  areaCode,
  name: line(30),
  applicantName: personName,
  email,
})

export const confirmSignUp = z.strictObject({ tenantId: id, slug, userId: z.string() })

/** Characters of a password; the upper bound keeps hashing cheap. */
export const password = z.string().min(10).max(128)

/** What an account signs in with where there is no mailbox: unique in the district, printed by the unit office. */
export const signInName = z.string().regex(/^[a-z0-9\p{Script=Han}][a-z0-9\p{Script=Han}._-]{1,29}$/u)

/**
 * The address an account is kept under. A sign-in name gets one that no mail can reach (RFC 2606), with the district in
 * it: the same name in two districts is two accounts.
 */
export const accountAddress = (name: string, slug: string): string =>
  name.includes('@')
    ? name.toLowerCase()
    : `${encodeURIComponent(name).replaceAll('%', '_').toLowerCase()}@${slug}.invalid`

const memberRole = z.enum(memberRoles)

export const inviteMember = z
  .strictObject({
    tenantId: id,
    slug,
    name: personName,
    /** An e-mail address or a sign-in name. */
    account: z.union([email, signInName]),
    roles: z.array(memberRole).min(1).max(memberRoles.length),
    unitId: id.nullable(),
  })
  .refine(
    ({ roles, unitId }) => (roles.includes('unit_office') ? unitId !== null && roles.length === 1 : unitId === null),
    {
      path: ['unitId'],
      ...said({
        zh: '街镇人大选一个街镇，不兼其他角色；其他角色不选街镇',
        en: 'A unit office names its unit and holds no other role; the other roles name none',
      }),
    }
  )

export const acceptInvitation = z.strictObject({ invitationId: id, tenantId: id, userId: z.string() })

export const dismissMember = z.strictObject({ tenantId: id, memberId: id })
