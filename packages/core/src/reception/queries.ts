import { sql, type Expression, type SqlBool } from 'kysely'
import { reachesUnit } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allSeats, deputiesIn, inStrokeOrder, placesOf, seatsAmong, unitById } from '../people/queries.ts'
import type { UnitLevel } from '../people/schema.ts'
import { unitReceptions, type ReceptionStatus } from './schema.ts'

const RECEPTIONS_MAX = 200

/** One reception; its day comes with its id, so that it is one row of a key. */
export const receptionAt = ({ unitId, level }: UnitLevel, occurredOn: string, receptionId: string) =>
  db
    .selectFrom('reception')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarterOf(occurredOn))
    .where('occurredOn', '=', occurredOn)
    .where('id', '=', receptionId)

/** The receptions from one quarter to another at which a mandate received, in the order of their days. */
export const receptionsOf = (mandateId: string, first: string, last: string) =>
  db
    .selectFrom('reception')
    .innerJoin('reception_deputy', 'reception_deputy.receptionId', 'reception.id')
    .leftJoin('reception_note as place', (join) =>
      join.onRef('place.receptionId', '=', 'reception.id').on('place.kind', '=', 'place')
    )
    .select(['reception.occurredOn', 'reception.voterCount', 'place.text as place'])
    .where(sql<SqlBool>`(reception.unitId, reception.level) in ${placesOf(mandateId)}`)
    .where('reception.quarter', '>=', first)
    .where('reception.quarter', '<=', last)
    .where('reception.status', '=', 'recorded')
    .where('reception_deputy.mandateId', '=', mandateId)
    .orderBy('reception.occurredOn')
    .orderBy('reception.id')

/** How often each of some mandates received voters, to the end of a quarter. */
export const receptionCounts = (mandateIds: Expression<string>, last: string) =>
  db
    .selectFrom('reception')
    .innerJoin('reception_deputy', 'reception_deputy.receptionId', 'reception.id')
    .select('reception_deputy.mandateId')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(
      sql<SqlBool>`(reception.unitId, reception.level) in ${seatsAmong(mandateIds).clearSelect().select(['unitId', 'level'])}`
    )
    .where('reception.quarter', '<=', last)
    .where('reception.status', '=', 'recorded')
    .where('reception_deputy.mandateId', 'in', mandateIds)
    .groupBy('reception_deputy.mandateId')

/** A unit's receptions of a quarter, newest first, with who received. */
export const listReceptions = query({
  name: 'reception.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: unitReceptions,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const receptions = db
      .selectFrom('reception')
      .where('reception.unitId', '=', input.unitId)
      .where('reception.level', '=', input.level)
      .where('reception.quarter', '=', input.quarter)
    const receiving = receptions.innerJoin('reception_deputy', 'reception_deputy.receptionId', 'reception.id')
    return {
      unit: unitById(input.unitId),
      receptions: receptions
        .leftJoin('actor_name', 'actor_name.actor', 'reception.recorder')
        .select(['reception.id', 'occurredOn', 'voterCount', 'status', 'actor_name.name as recorder'])
        .orderBy('occurredOn', 'desc')
        .orderBy('reception.id', 'desc')
        .limit(RECEPTIONS_MAX),
      receiving: receiving.select(['receptionId', 'mandateId']),
      // Also those who have moved to another unit since.
      names: allSeats()
        .where('mandate_unit.unitId', '=', input.unitId)
        .where('mandate_unit.mandateId', 'in', receiving.select('reception_deputy.mandateId')),
      notes: receptions
        .innerJoin('reception_note', 'reception_note.receptionId', 'reception.id')
        .select(['receptionId', 'kind', 'text']),
      deputies: deputiesIn(input, input.quarter),
    }
  },
  answer: ({ unit: [unit], receptions, receiving, names, notes, deputies }) => {
    if (!unit) return notFound()
    const nameOf = new Map(names.map(({ mandateId, name }) => [mandateId, name]))
    return ok({
      unit: { id: unit.id, name: unit.name },
      deputies: inStrokeOrder(deputies),
      receptions: receptions.map((reception) => {
        const received = receiving.filter(({ receptionId }) => receptionId === reception.id)
        const noted = (kind: string) =>
          notes.find((note) => note.receptionId === reception.id && note.kind === kind)?.text ?? null
        return {
          ...reception,
          status: reception.status as ReceptionStatus,
          place: noted('place'),
          raised: noted('raised'),
          reason: noted('reason'),
          receivedBy: inStrokeOrder(
            received.map(({ mandateId }) => ({ mandateId, name: nameOf.get(mandateId) ?? '' }))
          ),
        }
      }),
    })
  },
})
