import { m } from './paraglide/messages.js'
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
