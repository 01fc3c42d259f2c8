import { permissionGroups } from '@jiceng/core/api-key/schema'
import { m } from '$lib/paraglide/messages.js'
import { inWords } from '$lib/words.ts'
import type { PageData } from './$types'

type Key = PageData['keys'][number]

const permissions = permissionGroups.flatMap(({ reads, writes }) => [...reads, ...writes])

export const permissionWords = (name: string): string => {
  const words = permissions.find((one) => one.name === name)?.words
  return words ? inWords(words) : name
}

export const stateKinds = {
  working: 'ok',
  revoked: 'off',
  expired: 'off',
  'issuer-left': 'bad',
} as const satisfies Record<Key['state'], string>

export const stateWords = (state: Key['state']): string => {
  switch (state) {
    case 'working':
      return m.keys_state_working()
    case 'revoked':
      return m.keys_state_revoked()
    case 'expired':
      return m.keys_state_expired()
    case 'issuer-left':
      return m.keys_state_issuer_left()
  }
}

/** How far the key reaches: one unit, or the district. */
export const reachInWords = ({ unitId }: Key, units: PageData['units']): string =>
  unitId === null ? m.members_whole_district() : (units.find((unit) => unit.id === unitId)?.name ?? '')
