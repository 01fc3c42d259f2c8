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

/** Characters it has no strokes for (𠮷, 㐂: those of Unicode's extensions) come after all others, by radical. */
const byStrokes = new Intl.Collator('zh-Hans-u-co-stroke')

/** Names in stroke order of the surname, as congresses list people: 以姓氏笔画为序. */
export const inStrokeOrder = <T extends { name: string; mandateId: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => byStrokes.compare(a.name, b.name) || (a.mandateId < b.mandateId ? -1 : 1))
