import * as z from 'zod'
import { memberRoles } from '../kernel/roles.ts'
import { id, personName, said } from '../kernel/shapes.ts'
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
