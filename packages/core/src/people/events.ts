import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { ground, level, unitKind } from './schema.ts'

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
