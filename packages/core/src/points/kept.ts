import { sql, type Expression } from 'kysely'
import { firstClosed, quarterOfDay } from '../board/queries.ts'
import { db } from '../kernel/db.ts'
import { stays } from '../people/queries.ts'

// Since when a record is kept. Nothing is owed or missed of a time of which none was: a unit begins one for a level with its
// first closing or its first entry that stands.

/** Later than any quarter. */
const NEVER = '9999Q4'

/** The first quarter with an entry, of each mandate while it was with a unit. */
const firstEntered = (unitId: Expression<string>, level: Expression<string>) =>
  db
    .selectFrom(stays().as('kin'))
    .select(
      sql<string | null>`min((select quarter from item_balance
        where item_balance.mandateId = kin.mandateId and entryCount > 0 and quarter >= ${quarterOfDay('kin.fromOn')}
          and quarter < coalesce(${quarterOfDay('kin.nextOn')}, ${NEVER})
        order by quarter limit 1))`.as('quarter')
    )
    .where('kin.unitId', '=', unitId)
    .where('kin.level', '=', level)
    .$asScalar()

/** Of every unit and level that some mandates are or were with, the first quarter of its record. */
function unitsKeeping(mandateIds: Expression<string>) {
  const [unitId, level] = [sql.ref<string>('seat.unitId'), sql.ref<string>('seat.level')]
  return (
    db
      .selectFrom(stays().as('seat'))
      .select(['seat.unitId', 'seat.level'])
      .select(
        sql<string>`min(coalesce(${firstClosed(unitId, level)}, ${NEVER}),
        coalesce(${firstEntered(unitId, level)}, ${NEVER}))`.as('quarter')
      )
      .where('seat.mandateId', 'in', mandateIds)
      // Once a unit, however many sit for it.
      .groupBy(['seat.unitId', 'seat.level'])
  )
}

/** The first quarter of which a record of each of some mandates is kept, by whichever unit had it then. */
export const recordedSince = (mandateIds: Expression<string>) =>
  db
    .selectFrom(stays().as('stay'))
    .innerJoin(unitsKeeping(mandateIds).as('kept'), (join) =>
      join.onRef('kept.unitId', '=', 'stay.unitId').onRef('kept.level', '=', 'stay.level')
    )
    .select('stay.mandateId')
    .select(sql<string>`min(max(${quarterOfDay('stay.fromOn')}, kept.quarter))`.as('quarter'))
    .where('stay.mandateId', 'in', mandateIds)
    .where('kept.quarter', '<=', quarterOfDay('stay.untilOn'))
    .where(sql<string>`coalesce(${quarterOfDay('stay.nextOn')}, ${NEVER})`, '>', sql.ref<string>('kept.quarter'))
    .groupBy('stay.mandateId')
