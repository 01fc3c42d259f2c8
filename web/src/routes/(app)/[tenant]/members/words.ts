import { roleName } from '$lib/words.ts'
import { m } from '$lib/paraglide/messages.js'
import type { PageData } from './$types'

type Appointed = Pick<PageData['members'][number], 'roles' | 'unitId'>

export const rolesInWords = ({ roles }: Appointed): string => roles.map(roleName).join(m.common_list_gap())

/** How far the roles reach: one unit, or the district. */
export const reachInWords = ({ unitId }: Appointed, units: PageData['units']): string =>
  unitId === null ? m.members_whole_district() : (units.find((unit) => unit.id === unitId)?.name ?? '')
