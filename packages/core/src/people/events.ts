import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { ending, ground, level, unitKind } from './schema.ts'

/** The district's database is open for business: the first event of every district. */
export const districtOpened = eventType({
  type: 'district.opened',
  words: { zh: '开通本区', en: 'District opened' },
  payload: z.strictObject({ id, name: z.string(), areaCode: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'district',
      facts.map((fact) => fact.data)
    ),
})

export const unitEstablished = eventType({
  type: 'unit.established',
  words: { zh: '登记街镇', en: 'Unit registered' },
  payload: z.strictObject({ id, kind: unitKind, name: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'unit',
      facts.map((fact) => fact.data)
    ),
})

export const electoralDistrictDrawn = eventType({
  type: 'electoral-district.drawn',
  words: { zh: '登记选区', en: 'Electoral district registered' },
  payload: z.strictObject({ unitId: id, level, id, name: z.string(), seats: z.int() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'electoral_district',
      facts.map((fact) => fact.data)
    ),
})

export const unitRenamed = eventType({
  type: 'unit.renamed',
  words: { zh: '街镇改名', en: 'Unit renamed' },
  payload: z.strictObject({ id, name: z.string() }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'unit',
      facts.map(({ data }) => ({ id: data.id, name: data.name }))
    ),
    mustChange,
  ],
})

/** Out of use: nobody sits there, and nobody will until it is restored. */
export const unitRetired = eventType({
  type: 'unit.retired',
  words: { zh: '停用街镇', en: 'Unit retired' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) => unitsRetiredOn(facts.map(({ data, occurredOn }) => ({ id: data.id, retiredOn: occurredOn }))),
})

export const unitRestored = eventType({
  type: 'unit.restored',
  words: { zh: '恢复街镇', en: 'Unit restored' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) => unitsRetiredOn(facts.map(({ data }) => ({ id: data.id, retiredOn: null }))),
})

const unitsRetiredOn = (rows: readonly { id: string; retiredOn: string | null }[]) => [
  ...updateMany('unit', rows),
  mustChange,
]

const districtOf = z.strictObject({ unitId: id, level, id })
type DistrictOf = z.infer<typeof districtOf>

export const electoralDistrictRenamed = eventType({
  type: 'electoral-district.renamed',
  words: { zh: '选区改名', en: 'Electoral district renamed' },
  payload: districtOf.extend({ name: z.string() }),
  public: false,
  rows: (facts) =>
    districtsSet(
      'name',
      facts.map(({ data }) => [data, data.name])
    ),
})

export const electoralDistrictRetired = eventType({
  type: 'electoral-district.retired',
  words: { zh: '停用选区', en: 'Electoral district retired' },
  payload: districtOf,
  public: false,
  rows: (facts) =>
    districtsSet(
      'retiredOn',
      facts.map(({ data, occurredOn }) => [data, occurredOn])
    ),
})

export const electoralDistrictRestored = eventType({
  type: 'electoral-district.restored',
  words: { zh: '恢复选区', en: 'Electoral district restored' },
  payload: districtOf,
  public: false,
  rows: (facts) =>
    districtsSet(
      'retiredOn',
      facts.map(({ data }) => [data, null])
    ),
})

const districtsSet = (column: 'name' | 'retiredOn', rows: readonly (readonly [DistrictOf, string | null])[]) => [
  ...updateMany(
    'electoral_district',
    rows.map(([{ unitId, level: of, id: own }, value]) => ({ unitId, level: of, id: own, [column]: value })),
    ['unitId', 'level', 'id']
  ),
  mustChange,
]

/** A person took a seat. Their name is private and stands in `person` only. */
export const mandateBegun = eventType({
  type: 'mandate.begun',
  words: { zh: '登记代表资格', en: 'Mandate registered' },
  payload: z.strictObject({
    id,
    personId: id,
    level,
    unitId: id,
    electoralDistrictId: id,
    startOn: day,
    endOn: day,
    ground,
  }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'mandate',
      facts.map(({ data: { unitId: _, ...mandate } }) => mandate)
    ),
    ...insertMany(
      'mandate_unit',
      facts.map(({ data }) => ({
        unitId: data.unitId,
        level: data.level,
        mandateId: data.id,
        fromOn: data.startOn,
        untilOn: data.endOn,
        personId: data.personId,
      }))
    ),
  ],
})

/**
 * A mandate that was entered by mistake and that nothing was built on: it sits nowhere any more. Its row stays,
 * because entries and their reversals name it.
 */
export const mandateWithdrawn = eventType({
  type: 'mandate.withdrawn',
  words: { zh: '撤回代表资格登记', en: 'Mandate withdrawn' },
  payload: z.strictObject({ id, unitId: id, level }),
  public: false,
  rows: (facts) =>
    deleteMany(
      'mandate_unit',
      facts.map(({ data }) => ({ unitId: data.unitId, level: data.level, mandateId: data.id }))
    ),
})

export const electoralDistrictWithdrawn = eventType({
  type: 'electoral-district.withdrawn',
  words: { zh: '撤回选区登记', en: 'Electoral district withdrawn' },
  payload: z.strictObject({ unitId: id, level, id }),
  public: false,
  rows: (facts) =>
    deleteMany(
      'electoral_district',
      facts.map(({ data }) => ({ unitId: data.unitId, level: data.level, id: data.id }))
    ),
})

export const unitWithdrawn = eventType({
  type: 'unit.withdrawn',
  words: { zh: '撤回街镇登记', en: 'Unit withdrawn' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    deleteMany(
      'unit',
      facts.map(({ data }) => ({ id: data.id }))
    ),
})

/** The names of persons: private, so beside an event and never in it. */
export const personsOf = (persons: readonly { id: string; name: string }[]): Statement[] =>
  insertMany('person', persons)

/** Names nobody is registered under any more. */
export const personsGone = (ids: readonly string[]): Statement[] =>
  deleteMany(
    'person',
    ids.map((id) => ({ id }))
  )
/** A mandate ended before its term. `previousEndOn` is when the term would have. */
export const mandateEnded = eventType({
  type: 'mandate.ended',
  words: { zh: '代表资格终止', en: 'Mandate ended' },
  payload: z.strictObject({ id, endOn: day, previousEndOn: day, ending }),
  public: false,
  rows: (facts) => [
    ...lastDays(facts.map(({ data }) => ({ id: data.id, endOn: data.endOn }))),
    ...insertMany(
      'mandate_end',
      facts.map(({ data }) => ({
        mandateId: data.id,
        ground: data.ending,
        endedOn: data.endOn,
        previousEndOn: data.previousEndOn,
      })),
      'on conflict do update set ground = excluded.ground, endedOn = excluded.endedOn'
    ),
  ],
})

/** An end that was entered by mistake: the mandate runs as long as its term again. */
export const mandateReinstated = eventType({
  type: 'mandate.reinstated',
  words: { zh: '撤回资格终止', en: 'End of the mandate taken back' },
  payload: z.strictObject({ id, endOn: day }),
  public: false,
  rows: (facts) => [
    ...lastDays(facts.map(({ data }) => ({ id: data.id, endOn: data.endOn }))),
    ...deleteMany(
      'mandate_end',
      facts.map(({ data }) => ({ mandateId: data.id }))
    ),
  ],
})

/** Another unit keeps the record from a day on; the two `seat` facts beside it say so to either unit's seats. */
export const mandateTransferred = eventType({
  type: 'mandate.transferred',
  words: { zh: '转由另一街镇管理', en: 'Moved to another unit' },
  payload: z.strictObject({ id, fromUnitId: id, toUnitId: id, fromOn: day }),
  public: false,
  rows: () => [],
})

const seat = z.strictObject({ unitId: id, level, mandateId: id, fromOn: day, untilOn: day })

/** A move that was a mistake, and that nothing was built on: the unit before keeps the record as if it had not been. */
export const mandateTransferWithdrawn = eventType({
  type: 'mandate.transfer-withdrawn',
  words: { zh: '撤回转由另一街镇管理', en: 'Move to another unit taken back' },
  payload: z.strictObject({ id, fromUnitId: id, toUnitId: id, fromOn: day }),
  public: false,
  rows: () => [],
})

/** The last day of a seat moved. Written to the seats, which closing and publishing rely on. */
export const seatMoved = eventType({
  type: 'seat.moved',
  words: { zh: '归属截止日变动', en: 'Last day with the unit moved' },
  payload: seat,
  public: false,
  rows: (facts) => [
    ...updateMany(
      'mandate_unit',
      facts.map(({ data }) => ({
        unitId: data.unitId,
        level: data.level,
        mandateId: data.mandateId,
        fromOn: data.fromOn,
        untilOn: data.untilOn,
      })),
      ['unitId', 'level', 'mandateId', 'fromOn']
    ),
    mustChange,
  ],
})

/** A deputy's record came from another unit. */
export const seatTaken = eventType({
  type: 'seat.taken',
  words: { zh: '由另一街镇转入', en: 'Came from another unit' },
  payload: seat.extend({ personId: id }),
  public: false,
  rows: (facts) =>
    insertMany(
      'mandate_unit',
      facts.map((fact) => fact.data)
    ),
})

/** A deputy's record went back to where it came from. */
export const seatReturned = eventType({
  type: 'seat.returned',
  words: { zh: '转入撤回', en: 'Went back to the other unit' },
  payload: z.strictObject({ unitId: id, level, mandateId: id, fromOn: day }),
  public: false,
  rows: (facts) =>
    deleteMany(
      'mandate_unit',
      facts.map(({ data }) => ({
        unitId: data.unitId,
        level: data.level,
        mandateId: data.mandateId,
        fromOn: data.fromOn,
      }))
    ),
})

const lastDays = (rows: readonly { id: string; endOn: string }[]) => [...updateMany('mandate', rows), mustChange]

/** Number of a decision, or why a mandate moved: private, so beside the event. */
export const mandateNote = (commandId: string, text: string) => insertMany('mandate_note', [{ commandId, text }])
