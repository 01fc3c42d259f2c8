import { sql, type Expression } from 'kysely'
import { db, idsIn } from '../kernel/db.ts'
import type { Level, UnitLevel } from './schema.ts'

// Statements about places; other modules have them from the queries.

/** More streets and towns than any district has. */
export const UNITS_MAX = 200

/** The district itself: one row once it is open. */
export const theDistrict = () => db.selectFrom('district').selectAll()

/** When anything was first written down of the district here. */
export const firstRecorded = () => db.selectFrom('event').select('recordedAt').orderBy('seq').limit(1)

/** All units in the order in which they were registered. */
export const allUnits = () => db.selectFrom('unit').selectAll().orderBy('position').limit(UNITS_MAX)

/** The unit's row, if the unit exists. */
export const unitById = (unitId: string) => db.selectFrom('unit').selectAll().where('id', '=', unitId)

export const electoralDistrictsOf = ({ unitId, level }: UnitLevel) =>
  db
    .selectFrom('electoral_district')
    .select(['id', 'name', 'seats', 'retiredOn'])
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .orderBy('id')

/** Some electoral districts as a unit calls them: another unit's comes with that unit's name, for both have a first. */
export const electoralDistrictsFrom = (unitId: string | Expression<string>, ids: Expression<string>) =>
  db
    .selectFrom('electoral_district')
    .innerJoin('unit', 'unit.id', 'electoral_district.unitId')
    .select('electoral_district.id')
    .select(
      sql<string>`case when electoral_district.unitId = ${unitId} then '' else unit.name end || electoral_district.name`.as(
        'name'
      )
    )
    .where('electoral_district.id', 'in', ids)
    .orderBy(sql`electoral_district.unitId <> ${unitId}`)
    .orderBy('electoral_district.id')

/** Every electoral district there is. */
export const allElectoralDistricts = () =>
  db.selectFrom('electoral_district').select(['unitId', 'level', 'id', 'name', 'seats', 'retiredOn'])

/** Which units have, or ever had, deputies of a level. Two rows read a unit, however many deputies. */
export const seatedLevels = () =>
  db
    .selectFrom('unit')
    .crossJoin(sql<{ level: Level }>`(select 'district' as level union all select 'township')`.as('one'))
    .select(['unit.id as unitId', 'unit.name as unitName', 'one.level'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('mandate_unit')
          .select('mandate_unit.mandateId')
          .whereRef('mandate_unit.unitId', '=', 'unit.id')
          .whereRef('mandate_unit.level', '=', 'one.level')
      )
    )
    .orderBy('unit.position')
    .orderBy('one.level')

const runningSeats = (today: string) =>
  db.selectFrom('mandate_unit').select('mandate_unit.mandateId').where('untilOn', '>=', today)

/** Mandates whose record a unit keeps, now or from a coming day on. */
export const runningWith = (unitId: string, today: string) => runningSeats(today).where('unitId', '=', unitId)

/** Mandates that run in an electoral district, whichever unit keeps the record. */
export const runningIn = (electoralDistrictId: string, today: string) =>
  runningSeats(today).where(
    'mandate_unit.mandateId',
    'in',
    db.selectFrom('mandate').select('mandate.id').where('electoralDistrictId', '=', electoralDistrictId)
  )

/** Those of some units, and of some electoral districts, that are out of use. */
export const retiredUnits = (ids: readonly string[]) =>
  db.selectFrom('unit').select(['id', 'retiredOn']).where('id', 'in', idsIn(ids)).where('retiredOn', 'is not', null)

export const retiredDistricts = (ids: readonly string[]) =>
  db
    .selectFrom('electoral_district')
    .select(['id', 'retiredOn'])
    .where('id', 'in', idsIn(ids))
    .where('retiredOn', 'is not', null)

/** The electoral district a mandate was elected in, if it is out of use. */
export const retiredDistrictOf = (mandateId: string) =>
  electoralDistrictOf(mandateId).select('retiredOn').where('retiredOn', 'is not', null)

/** The mandates that were elected in some electoral districts, whichever unit keeps their record. */
export const electedIn = (electoralDistrictIds: Expression<string>) =>
  db
    .selectFrom('mandate')
    .select(['mandate.id as mandateId', 'mandate.electoralDistrictId'])
    .where('electoralDistrictId', 'in', electoralDistrictIds)

/** Where a mandate was elected; what is read of it is chosen by who asks. */
export const electoralDistrictOf = (mandateId: string | Expression<string>) =>
  db
    .selectFrom('mandate')
    .innerJoin('electoral_district', 'electoral_district.id', 'mandate.electoralDistrictId')
    .where('mandate.id', '=', mandateId)
