import * as z from 'zod'
import { day, id, line, personName } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** 街道、镇、乡. A street has no congress of its own (地方组织法 59). */
export const unitKinds = {
  street: { zh: '街道', en: 'Street' },
  town: { zh: '镇', en: 'Town' },
  township: { zh: '乡', en: 'Township' },
} satisfies Record<string, Words>
export const unitKind = z.enum(['street', 'town', 'township'])
export type UnitKind = z.infer<typeof unitKind>

/** The congress a mandate belongs to. One person may hold one of each. */
export const levels = {
  district: { zh: '区县级', en: 'District' },
  township: { zh: '乡镇级', en: 'Township' },
} satisfies Record<string, Words>
export const level = z.enum(['district', 'township'])
export type Level = z.infer<typeof level>

/** The congresses whose deputies a unit keeps the record of: a street has none of its own. */
export const levelsOf = (kind: string): Level[] => (kind === 'street' ? ['district'] : ['district', 'township'])

export const grounds = {
  general_election: { zh: '换届选举', en: 'General election' },
  by_election: { zh: '补选', en: 'By-election' },
} satisfies Record<string, Words>
export const ground = z.enum(['general_election', 'by_election'])

/** A unit, level pair has one set of electoral districts and one board a quarter. */
export const unitLevel = z.strictObject({ unitId: id, level })
export type UnitLevel = z.infer<typeof unitLevel>

/** Who sits for a unit: beginning, moving and ending a mandate write it, closing and publishing rely on it. */
export const seatsStream = (of: UnitLevel) => `seats/${of.unitId}/${of.level}`

export const establishUnit = z.strictObject({ kind: unitKind, name: line(30) })

export const drawElectoralDistrict = z.strictObject({
  unitId: id,
  level,
  name: line(30),
  seats: z.int().min(1).max(3),
})

export const beginMandate = z.strictObject({
  name: personName,
  level,
  unitId: id,
  electoralDistrictId: id,
  startOn: day,
  endOn: day,
  ground,
})
