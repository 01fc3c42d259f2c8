import { m } from './paraglide/messages.js'
import type { Frame } from '@jiceng/workers/http/frame'
import * as paths from './paths.ts'

export type Crumb = { label: string; href?: string }

/** Where a page of a unit stands: below the units and the unit; without `label` it is the unit's own page. */
export const unitCrumbs = (
  { tenant, unitId, level }: { tenant: string; unitId: string; level: string },
  unitName: string,
  label?: string
): Crumb[] => [
  { label: m.nav_units(), href: paths.units(tenant) },
  ...(label === undefined
    ? [{ label: unitName }]
    : [{ label: unitName, href: paths.unit(tenant, unitId, level) }, { label }]),
]

type Deputy = { mandateId: string; name: string; unitId: string; unitName: string; level: string }

/** Where a paper about a deputy stands: below the deputy; of whoever reads their own, below what is theirs. */
export const deputyCrumbs = ({ tenant: { slug: tenant }, me }: Frame, of: Deputy, label: string): Crumb[] =>
  me?.roles.includes('deputy')
    ? [{ label: m.my_title(), href: paths.my(tenant) }, { label }]
    : [
        ...unitCrumbs({ tenant, unitId: of.unitId, level: of.level }, of.unitName, of.name).slice(0, -1),
        { label: of.name, href: paths.deputy(tenant, of.mandateId) },
        { label },
      ]
