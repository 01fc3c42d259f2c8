import { sql, type Expression } from 'kysely'
import * as z from 'zod'
import { may, reachesUnit, reachOf, within, type Reach } from '../kernel/actor.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db, idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { leaveStream } from '../leave/schema.ts'
import { mandateIdsOf } from './persons.ts'
import { theDistrict, allUnits, unitById, allElectoralDistricts, runningWith } from './places.ts'
import { eventsPage, newestEvents } from './happened.ts'
import { PERSONS_MAX, readableUntil } from './seated.ts'
import {
  ending,
  mandateStream,
  namesakesInput,
  recordInput,
  unitInput,
  type Ground,
  type Level,
  type UnitKind,
  type UnitLevel,
} from './schema.ts'

export { allPersons, formerPersons, inStrokeOrder, mandateIdsOf, personById } from './persons.ts'
export {
  seatsBetween,
  seatsWith,
  readableUntil,
  seatsAmong,
  deputiesAmong,
  seatedWith,
  personsSeatedAt,
  deputiesOn,
  deputiesOfLevelOn,
  deputiesIn,
  deputiesListedIn,
  seatsInQuarter,
  deputiesOfUnitsIn,
  seatedOfUnitsIn,
  electingDistrictsIn,
  electorsOfUnitsIn,
  seatsOfYear,
  seatsOn,
  mandateIdsOn,
  stays,
  seatsOfSpan,
  seatedThroughout,
  inDistricts,
} from './seated.ts'
export { newestEvents, eventsPage } from './happened.ts'
export {
  theDistrict,
  firstRecorded,
  allUnits,
  unitById,
  electoralDistrictsOf,
  electoralDistrictsFrom,
  allElectoralDistricts,
  seatedLevels,
  runningWith,
  runningIn,
  retiredUnits,
  retiredDistricts,
  retiredDistrictOf,
  electoralDistrictOf,
  electedIn,
  UNITS_MAX,
} from './places.ts'

/** Seats one page shows. */
const SEATS_MAX = 500

/** Mandates with the seats they held for one unit. */
export const mandatesAt = ({ unitId, level }: UnitLevel, mandateIds: readonly string[]) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .select([
      'mandate_unit.mandateId',
      'mandate_unit.personId',
      'mandate.startOn',
      'mandate.endOn',
      'fromOn',
      'untilOn',
    ])
    .where('mandate_unit.unitId', '=', unitId)
    .where('mandate_unit.level', '=', level)
    .where('mandate_unit.mandateId', 'in', idsIn(mandateIds))

/**
 * On whose board each of some quarters of some mandates is: that of the seat on the quarter's last day, or of the
 * mandate's last seat within it.
 */
export const boardsOf = (mandateIds: readonly string[], quarters: readonly string[]) => {
  return db
    .selectFrom('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .innerJoin(
      sql<{ quarter: string; firstOn: string; lastOn: string }>`(select value ->> 'quarter' as quarter,
        value ->> 'firstOn' as firstOn, value ->> 'lastOn' as lastOn from json_each(${JSON.stringify(quarters.map(quarterDays))}))`.as(
        'of'
      ),
      (join) => join.onTrue()
    )
    .select(['mandate_unit.unitId', 'mandate_unit.level', 'of.quarter'])
    .where('mandate_unit.mandateId', 'in', idsIn(mandateIds))
    .whereRef('fromOn', '<=', 'of.lastOn')
    .whereRef('untilOn', '>=', 'of.firstOn')
    .where(({ eb, or, ref }) => or([eb('untilOn', '>=', ref('of.lastOn')), eb('untilOn', '=', ref('mandate.endOn'))]))
}

/** The units that keep or kept the record of a person. */
export const unitIdsOf = (personId: string) =>
  db.selectFrom('mandate_unit').select('unitId').where('mandateId', 'in', mandateIdsOf(personId))

/**
 * The persons of a name whom a reach may seat again: the district's offices whoever ever sat, a unit's office who sits
 * with it on the day. Whoever left is no more the unit's: a new seat would give its office their account.
 */
export const personsNamed = (name: string, reach: Reach, on: string) =>
  db
    .selectFrom('person')
    .selectAll()
    .where('person.name', '=', name)
    .where(({ exists, selectFrom, ref }) =>
      exists(
        selectFrom('mandate_unit')
          .select('mandate_unit.mandateId')
          .where('mandate_unit.mandateId', 'in', mandateIdsOf(ref('person.id')))
          .where(within(reach, { unitId: sql.ref('mandate_unit.unitId'), personId: sql.ref('mandate_unit.personId') }))
          .$if(reach.of !== 'district', (seats) => seats.where('fromOn', '<=', on).where('untilOn', '>=', on))
      )
    )
    .orderBy('person.id')
    .limit(PERSONS_MAX)

/** What a person holds of a level on some day between two days. */
export const seatsOfPersonBetween = (
  personId: string,
  { level, startOn, endOn }: { level: Level; startOn: string; endOn: string }
) =>
  seatsOfPerson(personId)
    .where('mandate.level', '=', level)
    .where('fromOn', '<=', endOn)
    .where('untilOn', '>=', startOn)

type Term = { id: string; personId: string; level: Level; startOn: string; endOn: string }

/** What the persons of some mandates hold of the same level beside them, on some day of each. */
export const seatsBeside = (mandates: readonly Term[]) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin(
      sql<Term>`(select value ->> 'id' as id, value ->> 'personId' as personId, value ->> 'level' as level,
        value ->> 'startOn' as startOn, value ->> 'endOn' as endOn from json_each(${JSON.stringify(
          mandates.map(({ id, personId, level, startOn, endOn }) => ({ id, personId, level, startOn, endOn }))
        )}))`.as('term'),
      (join) => join.onRef('term.personId', '=', 'mandate_unit.personId').onRef('term.level', '=', 'mandate_unit.level')
    )
    .select('mandate_unit.mandateId')
    .whereRef('mandate_unit.mandateId', '<>', 'term.id')
    .whereRef('fromOn', '<=', 'term.endOn')
    .whereRef('untilOn', '>=', 'term.startOn')

/** What the person of a mandate that ended early holds of its level since, in the time it would have run. */
export const mandatesAfterEnd = ({ mandateId, level, endedOn }: { mandateId: string; level: Level; endedOn: string }) =>
  seatsOfPerson(personOf(mandateId))
    .where('mandate.level', '=', level)
    .where('mandate.id', '<>', mandateId)
    .where('untilOn', '>', endedOn)
    .where('fromOn', '<=', endOfMandate(mandateId).clearSelect().select('previousEndOn').$asScalar())

/** Every seat a person held or holds, newest first: with the unit that keeps the record and where they were elected. */
export const seatsOfPerson = (personId: string | Expression<string>) =>
  db
    .selectFrom('mandate')
    .innerJoin('mandate_unit', 'mandate_unit.mandateId', 'mandate.id')
    .innerJoin('unit', 'unit.id', 'mandate_unit.unitId')
    .innerJoin('electoral_district', 'electoral_district.id', 'mandate.electoralDistrictId')
    .select(['mandate.id as mandateId', 'mandate.level', 'mandate.startOn', 'mandate.endOn', 'fromOn', 'untilOn'])
    .select([
      'mandate.personId',
      'unit.id as unitId',
      'unit.name as unitName',
      'electoral_district.name as electoralDistrict',
    ])
    .$narrowType<{ level: Level }>()
    .where('mandate.personId', '=', personId)
    .orderBy('mandate.startOn', 'desc')
    .orderBy('fromOn', 'desc')

/** One mandate with all its seats, the newest first. */
export const seatsOfMandate = (mandateId: string) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .select(['mandate_unit.unitId', 'mandate_unit.personId', 'fromOn', 'untilOn'])
    .select(['mandate.id as mandateId', 'mandate.level', 'mandate.startOn', 'mandate.endOn'])
    .select(['mandate.electoralDistrictId'])
    .$narrowType<{ level: Level }>()
    .where('mandate_unit.mandateId', '=', mandateId)
    .orderBy('fromOn', 'desc')

/** Whose a mandate is, as a scalar. */
export const personOf = (mandateId: string) =>
  db.selectFrom('mandate').select('personId').where('id', '=', mandateId).$asScalar()

/** The units and levels that keep or kept the record of a mandate: where what names it is to be looked for. */
export const placesOf = (mandateId: string) =>
  db.selectFrom('mandate_unit').select(['unitId', 'level']).where('mandateId', '=', mandateId)

/** The seat by which a unit has a mandate's year, as `seatsOfYear` has everybody's; none where the reach does not go. */
export const seatOfYear = ({ mandateId, year }: { mandateId: string; year: string }, reach: Reach) =>
  seatsOfPerson(personOf(mandateId))
    .innerJoin('person', 'person.id', 'mandate.personId')
    .select('person.name')
    .where('mandate.id', '=', mandateId)
    .where('fromOn', '<=', `${year}-12-31`)
    .where('untilOn', '>=', `${year}-01-01`)
    .where(({ eb, or, ref }) => or([eb('untilOn', '>=', `${year}-12-31`), eb('untilOn', '=', ref('mandate.endOn'))]))
    .where(within(reach, { unitId: sql.ref('mandate_unit.unitId'), personId: sql.ref('mandate_unit.personId') }))

/** The seat by which a unit keeps a mandate's record on a day, or kept it last; none where the reach does not go. */
export const seatKeeping = (mandateId: string, on: string, reach: Reach) =>
  seatsOfPerson(personOf(mandateId))
    .innerJoin('person', 'person.id', 'mandate.personId')
    .select(['person.name', 'mandate.ground'])
    .$narrowType<{ ground: Ground }>()
    .where('mandate.id', '=', mandateId)
    .where('untilOn', '=', (eb) =>
      eb
        .selectFrom('mandate_unit as kept')
        .select(({ fn }) => fn.min('kept.untilOn').as('untilOn'))
        .whereRef('kept.mandateId', '=', 'mandate.id')
        .where(({ eb, or, ref }) => or([eb('kept.untilOn', '>=', on), eb('kept.untilOn', '=', ref('mandate.endOn'))]))
    )
    .where(within(reach, { unitId: sql.ref('mandate_unit.unitId'), personId: sql.ref('mandate_unit.personId') }))

/** Everybody who holds or held a seat of an electoral district, whichever unit keeps their record. */
export const seatsIn = (electoralDistrictId: string | Expression<string>) =>
  db
    .selectFrom('mandate')
    .innerJoin('mandate_unit', 'mandate_unit.mandateId', 'mandate.id')
    .select(['mandate.id as mandateId', 'fromOn', 'untilOn'])
    .where('mandate.electoralDistrictId', '=', electoralDistrictId)

/** How a mandate ended before its term, if it did. */
export const endOfMandate = (mandateId: string | Expression<string>) =>
  db.selectFrom('mandate_end').selectAll().where('mandateId', '=', mandateId)

/** Every seat anybody ever held, with the mandate and the name. */
export const allSeats = () =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .select(['mandate_unit.mandateId', 'person.name', 'mandate_unit.level', 'mandate_unit.unitId', 'fromOn', 'untilOn'])
    .select(['mandate_unit.personId', 'mandate.electoralDistrictId', 'mandate.startOn', 'mandate.endOn'])

/** Seats of mandates another module names by a statement, with names, as far as the reach goes. */
export const seatsOf = (among: Expression<{ mandateId: string }>, reach: Reach) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .select(['mandateId', 'unitId', 'level', 'fromOn', 'untilOn', 'person.name'])
    .where('mandateId', 'in', among as unknown as Expression<string>)
    .where(within(reach, { unitId: sql.ref('mandate_unit.unitId'), personId: sql.ref('mandate_unit.personId') }))
    .orderBy('fromOn', 'desc')
    .limit(SEATS_MAX)

/** The seat that puts a person's quarter on a board of that level, by the same rule. */
export function ownSeatsIn(personId: string, level: Level, quarter: string) {
  const { firstOn, lastOn } = quarterDays(quarter)
  return db
    .selectFrom('mandate_unit')
    .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
    .select(['mandate_unit.mandateId', 'mandate_unit.unitId'])
    .where('mandate_unit.personId', '=', personId)
    .where('mandate_unit.level', '=', level)
    .where('fromOn', '<=', lastOn)
    .where('untilOn', '>=', firstOn)
    .where(({ eb, or, ref }) => or([eb('untilOn', '>=', lastOn), eb('untilOn', '=', ref('mandate.endOn'))]))
    .orderBy('untilOn', 'desc')
}

/** The district and the units the actor works for. */
export const listUnits = query({
  name: 'unit.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: z.strictObject({}),
  scope: (actor) => reachOf(actor),
  load: (_, reach) => ({
    district: theDistrict(),
    units: allUnits().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') })),
  }),
  answer: ({ district, units }) =>
    district[0]
      ? ok({ district: district[0], units: units.map((unit) => ({ ...unit, kind: unit.kind as UnitKind })) })
      : notFound(),
})

/** A unit and its electoral districts at either level, retired ones as well, with how many deputies hold a seat. */
export const listPlaces = query({
  name: 'unit.places',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: unitInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: ({ unitId }, _, { today }) => ({
    unit: unitById(unitId),
    districts: allElectoralDistricts()
      .where('unitId', '=', unitId)
      .$narrowType<{ level: Level }>()
      .select(({ selectFrom }) =>
        selectFrom('mandate_unit')
          .innerJoin('mandate', 'mandate.id', 'mandate_unit.mandateId')
          .select(({ fn }) => fn.count<number>('mandate.id').distinct().as('count'))
          .whereRef('mandate.electoralDistrictId', '=', 'electoral_district.id')
          .where('untilOn', '>=', today)
          .as('deputyCount')
      )
      .orderBy('level')
      .orderBy('id'),
    running: runningWith(unitId, today),
  }),
  answer: ({ unit: [unit], districts, running }) =>
    unit ? ok({ unit: { ...unit, kind: unit.kind as UnitKind }, districts, deputyCount: running.length }) : notFound(),
})

/** Who of a name is known within reach, each with the seats that tell them apart. */
export const namesakes = query({
  name: 'person.namesakes',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: namesakesInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? reachOf(actor) : null),
  load: ({ name }, reach, { today }) => ({
    persons: personsNamed(name, reach, today),
    seats: seatsOfPerson(sql.ref<string>('person.id')).innerJoin(
      personsNamed(name, reach, today).as('person'),
      (join) => join.onRef('person.id', '=', 'mandate.personId')
    ),
  }),
  answer: ({ persons, seats }) =>
    ok({
      persons: persons.map((person) => ({ ...person, seats: seats.filter(({ personId }) => personId === person.id) })),
    }),
})

/** Who may read points may read what happened to a mandate. */
const HISTORY_ROLES = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/**
 * A deputy's record: who they are, their mandates with every seat, and what happened to this one: to a unit that gave the
 * record away, what happened in its time.
 */
export const deputyRecord = query({
  name: 'deputy.record',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: recordInput,
  scope: (actor) => reachOf(actor),
  load: ({ mandateId, before }, reach, { today }) => {
    const person = personOf(mandateId)
    const until = readableUntil(mandateId, reach, today)
    return {
      person: db.selectFrom('person').selectAll().where('id', '=', person),
      /** Reached through a unit that keeps or kept the record. */
      within: seatsOfMandate(mandateId).where(
        within(reach, { unitId: sql.ref('mandate_unit.unitId'), personId: sql.ref('mandate_unit.personId') })
      ),
      seats: seatsOfPerson(person),
      ends: db
        .selectFrom('mandate_end')
        .innerJoin('mandate', 'mandate.id', 'mandate_end.mandateId')
        .select(['mandateId', 'mandate_end.ground', 'endedOn', 'previousEndOn'])
        .where('mandate.personId', '=', person),
      units: allUnits(),
      events: newestEvents(mandateStream(mandateId), before).where('occurredOn', '<=', until),
      leaves: newestEvents(leaveStream(mandateId), before).where('occurredOn', '<=', until),
    }
  },
  answer: ({ person: [person], within: reached, seats, ends, units, events, leaves }, { mandateId }, { actor }) => {
    if (!person || reached.length === 0) return notFound()
    const end = ends.find((one) => one.mandateId === mandateId)
    return ok({
      personId: person.id,
      name: person.name,
      /** The unit that keeps the record now, and the seat it keeps it by. */
      seat: seats.find((one) => one.mandateId === mandateId)!,
      end: end ? { ...end, ending: ending.parse(end.ground) } : null,
      seats,
      /** Where the record may go. */
      units: units.filter((unit) => unit.retiredOn === null).map(({ id, name }) => ({ id, name })),
      history: may(actor, HISTORY_ROLES) ? eventsPage([events, leaves]) : null,
    })
  },
})
