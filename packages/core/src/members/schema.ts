import * as z from 'zod'
import { memberRoles } from '../kernel/roles.ts'
import { day, id, personName, said } from '../kernel/shapes.ts'
import { email, slug } from '../tenancy/schema.ts'

/** What an account signs in with where there is no mailbox: unique in the district, printed by the unit office. */
const signInName = z.string().regex(/^[a-z0-9\p{Script=Han}][a-z0-9\p{Script=Han}._-]{1,29}$/u)

/**
 * The address an account is kept under. A sign-in name gets one that no mail can reach (RFC 2606), with the district in
 * it: the same name in two districts is two accounts.
 */
export const accountAddress = (name: string, slug: string): string =>
  name.includes('@')
    ? name.toLowerCase()
    : `${encodeURIComponent(name).replaceAll('_', '%5f').replaceAll('%', '_').toLowerCase()}@${slug}.invalid`

/** What a person types to sign in: the mailbox, or the sign-in name behind an address that no mail can reach. */
export const accountName = (address: string): string =>
  address.endsWith('.invalid')
    ? decodeURIComponent(address.slice(0, address.indexOf('@')).replaceAll('_', '%'))
    : address

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

/** `seatedUntilOn`: the last day of their seats in the district's own database; null without any. */
export const eraseAccountOf = z.strictObject({ tenantId: id, personId: id, seatedUntilOn: day.nullable() })

/** Mobile number of the mainland. It is kept as a sign-in name is, under an address no mail can reach. */
export const mobile = z.string().regex(/^1[3-9]\d{9}$/)

/** More deputies than any street or town has. */
const DEPUTIES_MAX = 300

/** The unit office asks deputies of its own unit; the door knows from the district's database that they sit there. */
export const inviteDeputies = z.strictObject({
  tenantId: id,
  slug,
  unitId: id,
  deputies: z
    .array(z.strictObject({ personId: id, name: personName, mobile: mobile.nullable() }))
    .min(1)
    .max(DEPUTIES_MAX)
    .refine(
      (deputies) => new Set(deputies.map(({ personId }) => personId)).size === deputies.length,
      said({ zh: '同一位代表选了两次', en: 'One deputy is chosen twice' })
    ),
})

/** `unitId`: the unit whose office asks, null for the administrator. */
const askedBy = { tenantId: id, slug, unitId: id.nullable() }
export const overInvitation = z.strictObject({ ...askedBy, invitationId: id })
export const overMember = z.strictObject({ ...askedBy, memberId: id })
/** The door hashes the password: core knows no chance, and no password. */
export const resetPasswordOf = z.strictObject({ tenantId: id, memberId: id, passwordHash: z.string().min(1).max(500) })

/** No mail reaches an address of a sign-in name: its codes go on paper. */
export const isOnPaper = (address: string): boolean => address.endsWith('.invalid')

const NAMES = 30

/**
 * Sign-in names for a deputy, best first: the name as it is written, then numbered for namesakes. What no sign-in name
 * may hold becomes a dot; a name that is nothing but that gets a word for it.
 */
export function signInNames(name: string): string[] {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9\p{Script=Han}]+/gu, '.')
    .replace(/^\.|\.$/g, '')
    .slice(0, 26)
  const base = /^.{2,}$/u.test(plain) ? plain : `代表${plain}`
  return [base, ...Array.from({ length: NAMES - 1 }, (_, n) => `${base}${n + 2}`)]
}
