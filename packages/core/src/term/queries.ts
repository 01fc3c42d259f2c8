import { sql, type Expression } from 'kysely'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { may, reachesUnit, reachOf, within } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, eventsPage, newestEvents, theDistrict } from '../people/queries.ts'
import { TERM_OFFICES, termsInput, termsStream, type TermState } from './schema.ts'

/** Every term there is. */
export const allTerms = () => db.selectFrom('term').selectAll()

/** Every term of some congresses, the newest first. */
export const termsOf = (congressIds: Expression<string>) =>
  db
    .selectFrom('term')
    .selectAll()
    .where('congressId', 'in', congressIds)
    .orderBy('congressId')
    .orderBy('ordinal', 'desc')

/** The terms of a level that begin and end in some years, "2021-2026". */
export const termsCalled = ({ level, years }: { level: Expression<string>; years: Expression<string> }) =>
  db
    .selectFrom('term')
    .selectAll()
    .where(sql`case congressId when ${DISTRICT_PLACE} then 'district' else 'township' end`, '=', level)
    .where(sql`substr(startOn, 1, 4) || '-' || substr(endOn, 1, 4)`, '=', years)

/** The term a congress is in on a day. */
export const termOn = (congressId: string, on: string) =>
  db
    .selectFrom('term')
    .selectAll()
    .where('congressId', '=', congressId)
    .where('startOn', '<=', on)
    .where('endOn', '>=', on)

/** The units that have a congress: not the streets (地方组织法 59). */
const townships = () => allUnits().where('kind', '<>', 'street')

/** Every congress the actor works for, and the district's, with its terms; of one also what happened to them. */
export const listTerms = query({
  name: 'term.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: termsInput,
  scope: (actor, { congressId }) =>
    congressId === undefined || congressId === DISTRICT_PLACE || reachesUnit(actor, congressId) ? reachOf(actor) : null,
  load: ({ congressId, before }, reach) => {
    const units = townships().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') }))
    return {
      district: theDistrict(),
      units,
      terms: termsOf(sql`(select ${DISTRICT_PLACE} union all select id from ${units.as('unit')})`),
      events: newestEvents(termsStream(congressId ?? ''), before),
    }
  },
  answer: ({ district: [district], units, terms, events }, { congressId }, { actor, today }) => {
    if (!district) return notFound()
    const own = (id: string) =>
      terms
        .filter((term) => term.congressId === id)
        .map(({ ordinal, startOn, endOn }) => ({ ordinal, startOn, endOn, state: stateOn(today, { startOn, endOn }) }))
    const congresses = [
      { id: DISTRICT_PLACE, name: district.name, terms: own(DISTRICT_PLACE) },
      ...units
        .map(({ id, name, retiredOn }) => ({ id, name, retiredOn, terms: own(id) }))
        // Whoever left the district before its terms were kept has none.
        .filter(({ retiredOn, terms: { length } }) => retiredOn === null || length > 0)
        .map(({ retiredOn: _, ...congress }) => congress),
    ].map((congress) => ({ ...congress, mayChange: may(actor, TERM_OFFICES) && reachesUnit(actor, congress.id) }))
    if (congressId !== undefined && !congresses.some(({ id }) => id === congressId)) return notFound()
    return ok({ congresses, history: congressId === undefined ? null : eventsPage([events]) })
  },
})

/** Whether a term runs, is over or is still to come. */
const stateOn = (today: string, { startOn, endOn }: { startOn: string; endOn: string }): TermState =>
  endOn < today ? 'over' : startOn > today ? 'coming' : 'running'
