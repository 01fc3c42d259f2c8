import { sql, type Expression, type SqlBool } from 'kysely'
import { memberRoles, type MemberRole } from './roles.ts'

export { memberRoles, type MemberRole }

export type Role = MemberRole | 'visitor' | 'applicant' | 'deputy' | 'recipient' | 'operator' | 'system'

/** What is public is so for whoever asks. */
export const everybody = [
  'visitor',
  'applicant',
  ...memberRoles,
  'deputy',
  'recipient',
  'operator',
  'system',
] as const satisfies readonly Role[]

/** Who acts. Never a nullable user id. `id` is what the event row records. */
export type Actor =
  | { kind: 'visitor' }
  /** Holder of the link in a sign-up's confirmation mail. */
  | { kind: 'applicant'; id: string; name: string }
  /** An account of the district. `unitId` is set for a unit office and limits it to its own unit. */
  | { kind: 'member'; id: string; name: string; roles: readonly MemberRole[]; unitId: string | null }
  /** A program, by the key a member issued to it: the member's hand, with the member's roles and no more than `permissions`. */
  | {
      kind: 'api-key'
      id: string
      name: string
      memberId: string
      roles: readonly MemberRole[]
      unitId: string | null
      /** Names of commands and queries. */
      permissions: readonly string[]
    }
  | { kind: 'deputy'; id: string; name: string; personId: string }
  /** Holder of the link of one notice, whose id it is: an employer or an electoral unit. */
  | { kind: 'recipient'; id: string; name: string }
  /** Runs the platform; holds no right inside a district. */
  | { kind: 'operator'; id: string; name: string }
  | { kind: 'system'; id: string }

export const rolesOf = (actor: Actor): readonly Role[] => {
  switch (actor.kind) {
    case 'member':
    case 'api-key':
      return actor.roles
    default:
      return [actor.kind]
  }
}

export const may = (actor: Actor, roles: readonly Role[]): boolean =>
  rolesOf(actor).some((role) => roles.includes(role))

/** As it stands in `event.actor`: kind and id, never a name. A key stands behind the member who issued it. */
export const actorKey = (actor: Actor): string => {
  switch (actor.kind) {
    case 'visitor':
      return 'visitor'
    case 'api-key':
      return `member:${actor.memberId}#${actor.id}`
    default:
      return `${actor.kind}:${actor.id}`
  }
}

/** Who answers for what an actor did: whoever issued a key signs whatever is done with it. No id has a "#". */
const signerOf = (actor: string): string => actor.split('#')[0]!

/** Whether two actors are one person, by hand or by key: nobody gives both signatures. */
export const isSameSigner = (one: string, other: string): boolean => signerOf(one) === signerOf(other)

/** The rows an actor may touch: the whole district, one unit's, one person's own, or what is public. */
export type Reach = { of: 'district' } | { of: 'unit'; unitId: string } | { of: 'person'; personId: string }

/** null: this actor reaches no district rows at all. */
export function reachOf(actor: Actor): Reach | null {
  switch (actor.kind) {
    case 'member':
    case 'api-key':
      if (actor.unitId !== null) return { of: 'unit', unitId: actor.unitId }
      // A unit office without its unit reaches nothing, whatever else went wrong.
      return actor.roles.some((role) => role !== 'unit_office') ? { of: 'district' } : null
    case 'deputy':
      return { of: 'person', personId: actor.personId }
    case 'system':
      return { of: 'district' }
    default:
      return null
  }
}

/** Whether the actor works for this unit: the district's own offices do for every unit. */
export function reachesUnit(actor: Actor, unitId: string): boolean {
  const reach = reachOf(actor)
  return reach !== null && (reach.of === 'district' || (reach.of === 'unit' && reach.unitId === unitId))
}

/** Whether the actor works for the district itself, by hand or by key. */
export const worksForDistrict = (actor: Actor): boolean =>
  (actor.kind === 'member' || actor.kind === 'api-key') && actor.unitId === null

/** A person of the district's own offices: neither a unit's office nor a key. */
export const isDistrictMember = (actor: Actor): boolean => actor.kind === 'member' && actor.unitId === null

/** The reach as an SQL predicate, to stand in the query before any paging. */
export function within(
  reach: Reach,
  columns: { unitId: Expression<string>; personId: Expression<string> }
): Expression<SqlBool> {
  switch (reach.of) {
    case 'district':
      return sql<SqlBool>`true`
    case 'unit':
      return sql<SqlBool>`${columns.unitId} = ${reach.unitId}`
    case 'person':
      return sql<SqlBool>`${columns.personId} = ${reach.personId}`
  }
}
