import type { Actor, MemberRole } from '@jiceng/core/kernel/actor'
import type { Place } from './context.ts'

/** What the frame of a page shows: where one is, and as whom. `me` is null for a visitor. */
export type Frame = {
  tenant: { slug: string; name: string; status: string; demo: boolean }
  me: { id: string; name: string; roles: readonly (MemberRole | 'deputy')[]; unitId: string | null } | null
}

/** Demo districts have ids no sign-up can have. */
const isDemo = (tenantId: string) => tenantId.startsWith('demo:')

export const frameOf = ({ tenantId, slug, name, status, actor }: Place): Frame => ({
  tenant: { slug, name, status, demo: isDemo(tenantId) },
  me: meOf(actor),
})

function meOf(actor: Actor): Frame['me'] {
  switch (actor.kind) {
    case 'member':
      return { id: actor.id, name: actor.name, roles: actor.roles, unitId: actor.unitId }
    case 'deputy':
      return { id: actor.id, name: actor.name, roles: ['deputy'], unitId: null }
    default:
      return null
  }
}
