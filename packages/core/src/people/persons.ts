import { sql, type Expression } from 'kysely'
import { within, type Reach } from '../kernel/actor.ts'
import { db } from '../kernel/db.ts'

/** One person, and everybody. */
export const personById = (personId: string) => allPersons().where('id', '=', personId)

export const allPersons = () => db.selectFrom('person').selectAll()

/** The mandates of one person. */
export const mandateIdsOf = (personId: string | Expression<string>) =>
  db.selectFrom('mandate').select('id').where('personId', '=', personId)

/** Whoever held a seat within reach and holds none anywhere on a day, with the last one. */
export const formerPersons = (on: string, reach: Reach) =>
  db
    .selectFrom('mandate_unit')
    .innerJoin('person', 'person.id', 'mandate_unit.personId')
    .innerJoin('unit', 'unit.id', 'mandate_unit.unitId')
    .select(['person.id as personId', 'person.name', 'mandate_unit.mandateId', 'unit.name as unitName'])
    // The other columns of SQLite's max() are those of its row.
    .select(({ fn }) => fn.max('untilOn').as('leftOn'))
    .where(within(reach, { unitId: sql.ref('mandate_unit.unitId'), personId: sql.ref('person.id') }))
    .where(
      'person.id',
      'not in',
      db.selectFrom('mandate_unit').select('mandate_unit.personId').where('mandate_unit.untilOn', '>=', on)
    )
    .groupBy('person.id')
    .orderBy('person.id')
