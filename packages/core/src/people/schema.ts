import * as z from 'zod'
import { day, freeText, historyBefore, id, line, personName } from '../kernel/shapes.ts'
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
export type Ground = z.infer<typeof ground>

/** How a mandate ends before its term: 代表法 62, 选举法 50–57. Points are no ground, and none is ever added for them. */
export const endings = {
  resignation: { zh: '辞职被接受', en: 'Resignation accepted' },
  ordered_resignation: { zh: '责令辞职被接受', en: 'Ordered resignation accepted' },
  recall: { zh: '被罢免', en: 'Recalled' },
  moved: { zh: '迁出或者调离本行政区域', en: 'Moved out of the area' },
  absence: { zh: '未经批准两次不出席会议', en: 'Two sessions missed without approval' },
  rights: { zh: '被剥夺政治权利', en: 'Deprived of political rights' },
  nationality: { zh: '丧失中华人民共和国国籍', en: 'Nationality lost' },
  capacity: { zh: '丧失行为能力', en: 'Legal capacity lost' },
  death: { zh: '去世', en: 'Death' },
  term_over: { zh: '换届，任期届满', en: 'Term over' },
} satisfies Record<string, Words>
export const ending = z.enum([
  ...(['resignation', 'ordered_resignation', 'recall', 'moved', 'absence'] as const),
  ...(['rights', 'nationality', 'capacity', 'death', 'term_over'] as const),
])

/** What stands where the name of somebody erased was. */
export const ERASED_NAME = '（已删除）'

/** A unit, level pair has one set of electoral districts and one board a quarter. */
export const unitLevel = z.strictObject({ unitId: id, level })
export type UnitLevel = z.infer<typeof unitLevel>

/** `after`: the mandate of the last one seen. */
export const deputiesInput = unitLevel.extend({ after: id.optional() })
/** Deputies a list shows at once. */
export const DEPUTIES_PAGE = 100

/** Who sits for a unit: beginning, moving and ending a mandate write it, closing and publishing rely on it. */
export const seatsStream = (of: UnitLevel) => `seats/${of.unitId}/${of.level}`

export const establishUnit = z.strictObject({ kind: unitKind, name: line(30) })

export const drawElectoralDistrict = z.strictObject({
  unitId: id,
  level,
  name: line(30),
  seats: z.int().min(1).max(3),
})

/** The units of the district. */
export const UNITS_STREAM = 'units'

/** The electoral districts of a unit and level. */
export const districtsStream = (of: UnitLevel) => `electoral-districts/${of.unitId}/${of.level}`

export const unitInput = z.strictObject({ unitId: id })
export const renameUnit = z.strictObject({ unitId: id, name: line(30) })
export const districtInput = z.strictObject({ unitId: id, level, electoralDistrictId: id })
export const renameDistrict = z.strictObject({ ...districtInput.shape, name: line(30) })

export const beginMandate = z.strictObject({
  name: personName,
  level,
  unitId: id,
  electoralDistrictId: id,
  startOn: day,
  endOn: day,
  ground,
  /** The person of that name who holds, or held, a mandate already. */
  personId: id.optional(),
  /** Another person than those of that name. Without either, a known name is asked about. */
  namesake: z.boolean().optional(),
})

export const namesakesInput = z.strictObject({ unitId: id, level, name: personName })

/** The mandate itself: its points, its end, its moves. */
export const mandateStream = (mandateId: string) => `mandate/${mandateId}`

const DECISION_CHARACTERS_MAX = 200
const decision = freeText(DECISION_CHARACTERS_MAX).min(1)

const seat = { mandateId: id, unitId: id, level }

/** `endOn`: the last day of the mandate. `decision`: number of the decision, private. */
export const endMandate = z.strictObject({ ...seat, endOn: day, ending, decision })

/** `endedOn`: the end that is taken back, as it was seen. */
export const reinstateMandate = z.strictObject({ ...seat, endedOn: day, reason: decision })

/** `fromOn`: the first day on which the other unit keeps the record. */
export const transferMandate = z.strictObject({ ...seat, toUnitId: id, fromOn: day, reason: decision })

/** `unitId`: where the record is now; `fromOn`: since when, as it was seen. */
export const withdrawTransfer = z.strictObject({ ...seat, fromUnitId: id, fromOn: day, reason: decision })

export const recordInput = z.strictObject({ mandateId: id, before: historyBefore })
