import { sql, type Expression, type SqlBool } from 'kysely'
import { within, type Reach } from '../kernel/actor.ts'
import { quarterDays, type Quarter } from '../kernel/calendar.ts'
import { db } from '../kernel/db.ts'
import type { Level, UnitLevel } from './schema.ts'

// Who sits for a unit, on a day and in a quarter; other modules have it from the queries.

/** A unit's seats that were held on some day between two days. */
export const seatsBetween = ({ unitId, level }: UnitLevel, firstOn: string, lastOn: string) =>
  db
    .selectFrom('mandate_unit')
    .where('mandate_unit.unitId', '=', unitId)
    .where('mandate_unit.level', '=', level)
    .where('fromOn', '<=', lastOn)
    .where('untilOn', '>=', firstOn)

/** A mandate's seats with one unit: none, if the unit never kept its record. */
export const seatsWith = ({ unitId, level }: UnitLevel, mandateId: string) =>
  db
    .selectFrom('mandate_unit')
    .select('fromOn')
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('mandateId', '=', mandateId)

/** Later than any day. */
const ALWAYS = '9999-12-31'

/**
 * Up to which day whoever asks reads a mandate's record, as a value: a unit that gave it away reads of its own time; one that
 * keeps it, or kept it to the mandate's end, all of it, because the record moves with the mandate. null: not at all.
 */
export const readableUntil = (mandateId: string, reach: Reach, today: string): Expression<string | null> =>
  reach.of === 'unit' ? endOfOwnTime(mandateId, reach.unitId, today) : sql<string>`${ALWAYS}`

const endOfOwnTime = (mandateId: string, unitId: string, today: string) =>
  db
    .selectFrom('mandate_unit as own')
    .innerJoin('mandate', 'mandate.id', 'own.mandateId')
    .select(
      sql<string | null>`max(case when own.untilOn >= ${today} or own.untilOn = mandate.endOn then ${ALWAYS}
        else own.untilOn end)`.as('until')
    )
    .where('own.mandateId', '=', mandateId)
    .where('own.unitId', '=', unitId)
    .$asScalar()

/** Every stay of a mandate with a unit; `nextOn`: when it moved on, from whose quarter on it is another unit's. */
export const stays = () =>
  db
    .selectFrom('mandate_unit')
    .select(['mandate_unit.unitId', 'mandate_unit.level', 'mandate_unit.mandateId'])
    .select(['mandate_unit.fromOn', 'mandate_unit.untilOn'])
    .select(({ selectFrom }) =>
      selectFrom('mandate_unit as next')
        .select(({ fn }) => fn.min<string | null>('next.fromOn').as('fromOn'))
        .whereRef('next.mandateId', '=', 'mandate_unit.mandateId')
        .whereRef('next.fromOn', '>', 'mandate_unit.fromOn')
        .as('nextOn')
    )

const withPersons = (seats: ReturnType<typeof seatsBetween>) =>
  seats
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .select(['mandate_unit.mandateId', 'person.name', 'mandate.electoralDistrictId'])
    .select(['mandate.startOn', 'mandate.endOn', 'mandate.ground'])

const withNames = (seats: ReturnType<typeof seatsBetween>) =>
  withPersons(seats)
    // By its id: after a transfer it is another unit's.
    .innerJoin('electoral_district', 'electoral_district.id', 'mandate.electoralDistrictId')
    .select('electoral_district.name as electoralDistrict')

/** The deputies who sit for a unit on a day, names with them, in no particular order. */
export const deputiesOn = (of: UnitLevel, on: string) => withNames(seatsBetween(of, on, on))

/** The deputies of a level who sit on a day, for whichever unit: the units first, so that each is one range. */
export const deputiesOfLevelOn = (level: Level | Expression<string>, on: string | Expression<string>) =>
  db
    .selectFrom('unit')
    .crossJoin('mandate_unit')
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .innerJoin('electoral_district', 'electoral_district.id', 'mandate.electoralDistrictId')
    .select(['mandate_unit.mandateId', 'mandate_unit.unitId', 'person.name'])
    .select(['electoral_district.name as electoralDistrict', 'unit.name as unitName'])
    .whereRef('mandate_unit.unitId', '=', 'unit.id')
    .where('mandate_unit.level', '=', level)
    .where('fromOn', '<=', on)
    .where('untilOn', '>=', on)

/** Seats whose quarter is this unit's: held on its last day, or until their mandate ended within it. */
function seatsOfQuarter(of: UnitLevel, quarter: string) {
  const { firstOn, lastOn } = quarterDays(quarter)
  return { seats: seatsBetween(of, firstOn, lastOn), lastOn }
}

/** Held on the last day of a span or until the mandate ended, which is asked of the few that ended only. */
const heldToTheEnd = (lastOn: string) =>
  sql<SqlBool>`(mandate_unit.untilOn >= ${lastOn} or mandate_unit.untilOn = (
    select mandate.endOn from mandate where mandate.id = mandate_unit.mandateId))`

/** The seats whose quarter is this unit's, for what hangs on a mandate: a row each, where a deputy is four. */
export function seatsInQuarter(of: UnitLevel, quarter: string) {
  const { seats, lastOn } = seatsOfQuarter(of, quarter)
  return seats.where(heldToTheEnd(lastOn))
}

/** The deputies whose quarter is this unit's: seated here on its last day, or until their mandate ended within it. */
export function deputiesIn(of: UnitLevel, quarter: string) {
  const { seats, lastOn } = seatsOfQuarter(of, quarter)
  return withNames(seats).where(({ eb, or, ref }) =>
    or([eb('untilOn', '>=', lastOn), eb('untilOn', '=', ref('mandate.endOn'))])
  )
}

/**
 * The same, for lists that are read often. Where they were elected is one list of the unit (`electoralDistrictsOf`) and
 * no row each; only who came from another unit brings the name along. `inDistricts` puts both together.
 */
export function deputiesListedIn(of: UnitLevel, quarter: string) {
  const { seats, lastOn } = seatsOfQuarter(of, quarter)
  return withPersons(seats)
    .select(({ eb, ref, selectFrom }) =>
      eb
        .case()
        .when('fromOn', '>', ref('mandate.startOn'))
        .then(
          selectFrom('electoral_district')
            .select('electoral_district.name')
            .whereRef('electoral_district.id', '=', 'mandate.electoralDistrictId')
        )
        .end()
        .as('otherDistrict')
    )
    .where(({ eb, or, ref }) => or([eb('untilOn', '>=', lastOn), eb('untilOn', '=', ref('mandate.endOn'))]))
}

/** The same of all units within reach, names only: the units first, so that each is one range. */
export const deputiesOfUnitsIn = (level: Level, quarter: string, reach: Reach) =>
  deputiesOfUnits(level, quarterDays(quarter), reach)

/** Every mandate of a year with the unit that keeps its record at the year's end, or kept it until the mandate ended. */
export const seatsOfYear = ({ level, year }: { level: Level; year: string }, reach: Reach) =>
  seatsWithin(level, { firstOn: `${year}-01-01`, lastOn: `${year}-12-31` }, reach)

/** Every mandate that runs on a day with the unit that keeps its record then. */
export const seatsOn = (level: Level, on: string, reach: Reach) =>
  seatsWithin(level, { firstOn: on, lastOn: on }, reach)

/** … the mandates alone, for what hangs on them: a row each, where a deputy is four. */
export const mandateIdsOn = (level: Level, on: string, reach: Reach) =>
  db
    .selectFrom('unit')
    .crossJoin('mandate_unit')
    .select('mandate_unit.mandateId')
    .whereRef('mandate_unit.unitId', '=', 'unit.id')
    .where('mandate_unit.level', '=', level)
    .where('fromOn', '<=', on)
    .where('untilOn', '>=', on)
    .where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.ref('mandate_unit.personId') }))

/** Every mandate of a longer span than a year. `electedBy`: the unit whose electoral district elected, wherever the record is. */
export const seatsOfSpan = (level: Level, days: { firstOn: string; lastOn: string }, reach: Reach) =>
  seatsWithin(level, days, reach).select('electoral_district.unitId as electedBy')

const seatsWithin = (level: Level, days: { firstOn: string; lastOn: string }, reach: Reach) =>
  deputiesOfUnits(level, days, reach)
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .innerJoin('electoral_district', 'electoral_district.id', 'mandate.electoralDistrictId')
    .select(['unit.name as unitName', 'electoral_district.name as electoralDistrict'])
    .select(['mandate.startOn', 'mandate.endOn', 'mandate.ground'])

function deputiesOfUnits(level: Level, { firstOn, lastOn }: { firstOn: string; lastOn: string }, reach: Reach) {
  return db
    .selectFrom('unit')
    .crossJoin('mandate_unit')
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .select(['mandate_unit.unitId', 'mandate_unit.mandateId', 'person.name'])
    .whereRef('mandate_unit.unitId', '=', 'unit.id')
    .where('mandate_unit.level', '=', level)
    .where('fromOn', '<=', lastOn)
    .where('untilOn', '>=', firstOn)
    .where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.ref('mandate_unit.personId') }))
    .where(heldToTheEnd(lastOn))
}

/**
 * Each of some quarters of every deputy within reach who sat from its first day to its last, or to today: with the unit
 * whose board it is on.
 */
export const seatedThroughout = (level: Level, quarters: readonly string[], today: string, reach: Reach) =>
  db
    .selectFrom('unit')
    .crossJoin('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .innerJoin(
      sql<Quarter & { n: string; untilOn: string }>`(select value ->> 'quarter' as quarter, value ->> 'year' as year,
        substr(value ->> 'quarter', 6) as n, value ->> 'firstOn' as firstOn, value ->> 'lastOn' as lastOn,
        min(value ->> 'lastOn', ${today}) as untilOn from json_each(${JSON.stringify(quarters.map(quarterDays))}))`.as(
        'of'
      ),
      (join) => join.onRef('mandate.startOn', '<=', 'of.firstOn').onRef('mandate.endOn', '>=', 'of.untilOn')
    )
    .select(['mandate_unit.unitId', 'of.quarter'])
    .whereRef('mandate_unit.unitId', '=', 'unit.id')
    .where('mandate_unit.level', '=', level)
    .whereRef('fromOn', '<=', 'of.lastOn')
    .where(({ eb, or, ref }) =>
      or([eb('mandate_unit.untilOn', '>=', ref('of.lastOn')), eb('mandate_unit.untilOn', '=', ref('mandate.endOn'))])
    )
    .where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.ref('mandate_unit.personId') }))

/** Where those on a unit's board of a quarter were elected: also where somebody sat before the record moved here. */
export const electingDistrictsIn = (of: UnitLevel, quarter: string) =>
  seatsInQuarter(of, quarter)
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .select('mandate.electoralDistrictId')

/** The electoral districts that elected somebody on the units' boards of a quarter, whichever units they lie in. */
export const electorsOfUnitsIn = (level: Level, quarter: string, reach: Reach) =>
  db
    .selectFrom(deputiesOfUnitsIn(level, quarter, reach).as('seat'))
    .innerJoin('mandate', 'mandate.id', 'seat.mandateId')
    .select(['seat.unitId', 'mandate.electoralDistrictId'])
    .distinct()

/** The same with the term of each, and the electoral district that elected them. */
export const seatedOfUnitsIn = (level: Level, quarter: string, reach: Reach) =>
  deputiesOfUnitsIn(level, quarter, reach)
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .select(['mandate.startOn', 'mandate.endOn', 'mandate.electoralDistrictId'])

type Listed = { electoralDistrictId: string; otherDistrict: string | null }

/** Deputies with the name of the electoral district they were elected in. */
export function inDistricts<T extends Listed>(
  deputies: readonly T[],
  districts: readonly { id: string; name: string }[]
) {
  const names = new Map(districts.map(({ id, name }) => [id, name]))
  return deputies.map(({ otherDistrict, ...deputy }) => ({
    ...deputy,
    electoralDistrict: otherDistrict ?? names.get(deputy.electoralDistrictId) ?? '',
  }))
}

/**
 * The deputies of some mandates that other modules name by a statement: a row a seat, the newest last, with the unit that
 * kept the record. Whose name was erased is there without one.
 */
export const deputiesAmong = (mandateIds: Expression<string>) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .innerJoin('electoral_district', 'electoral_district.id', 'mandate.electoralDistrictId')
    .innerJoin('unit', 'unit.id', 'mandate_unit.unitId')
    .leftJoin('person', 'person.id', 'mandate_unit.personId')
    .select(['mandate_unit.mandateId', 'person.name', 'electoral_district.name as electoralDistrict'])
    .select(['mandate.level', 'mandate.startOn', 'mandate.endOn', 'unit.id as unitId', 'unit.name as unitName'])
    .$narrowType<{ level: Level }>()
    .where('mandate_unit.mandateId', 'in', mandateIds)
    .orderBy('fromOn')

/** How many sit on a day in the unit and level that keep a mandate's record. */
export const seatedWith = (mandateId: Expression<string>, on: string) =>
  db
    .selectFrom('mandate_unit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(
      sql<boolean>`(unitId, level) in (select own.unitId, own.level from mandate_unit own where own.mandateId = ${mandateId})`
    )
    .where('fromOn', '<=', on)
    .where('untilOn', '>=', on)

/** More deputies than sit for any unit. */
export const PERSONS_MAX = 300

/** Persons who sit for a unit on a day, at either level; whoever holds two seats is one person. */
export const personsSeatedAt = (unitId: string, on: string) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .select(['person.id as personId', 'person.name'])
    .distinct()
    .where('mandate_unit.unitId', '=', unitId)
    .where('fromOn', '<=', on)
    .where('untilOn', '>=', on)
    .limit(PERSONS_MAX)

/** Every seat of some mandates: with which unit, from when and until when. */
export const seatsAmong = (mandateIds: Expression<string>) =>
  db.selectFrom('mandate_unit').select(['unitId', 'level', 'fromOn', 'untilOn']).where('mandateId', 'in', mandateIds)
