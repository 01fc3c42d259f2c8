import { sql, type Expression } from 'kysely'
import { reachesUnit, reachOf, within } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db, idsIn } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, deputiesOn, inStrokeOrder, seatsOf } from '../people/queries.ts'
import type { UnitKind } from '../people/schema.ts'
import { listInput, recipientInput, RECIPIENTS_PAGE, type RecipientKind } from './schema.ts'

export const recipientById = (recipientId: string) =>
  db.selectFrom('recipient').selectAll().where('id', '=', recipientId)

const RECIPIENTS_MAX = 2000

/** Recipients to choose from, in the order of registration. */
export const allRecipients = () =>
  db.selectFrom('recipient').select(['id', 'kind', 'name']).orderBy('position').limit(RECIPIENTS_MAX)

/** Every recipient and every belonging, for a pass over the whole district. */
export const recipientNames = () => db.selectFrom('recipient').select(['id', 'kind', 'name'])
export const allBelongings = () => db.selectFrom('recipient_mandate').selectAll()

export const belongingsOf = (recipientId: string) =>
  db.selectFrom('recipient_mandate').select('mandateId').where('recipientId', '=', recipientId)

/** Ids, or a statement of another module that names them. */
type Among<Column extends string> = readonly string[] | Expression<Record<Column, string>>

const isIn = (among: Among<'recipientId'> | Among<'mandateId'>) =>
  (Array.isArray(among) ? idsIn(among as string[]) : among) as Expression<string>

export const recipientsAmong = (among: Among<'recipientId'>) =>
  db.selectFrom('recipient').select(['id', 'kind', 'name']).where('id', 'in', isIn(among)).orderBy('position')

export const belongingsAmong = (among: Among<'recipientId'>) =>
  db.selectFrom('recipient_mandate').selectAll().where('recipientId', 'in', isIn(among))

export const contactsAmong = (among: Among<'recipientId'>) =>
  db.selectFrom('recipient_contact').selectAll().where('recipientId', 'in', isIn(among))

/** Who employs or elected these deputies. */
export const recipientsOf = (mandates: Among<'mandateId'>) =>
  db
    .selectFrom('recipient_mandate')
    .innerJoin('recipient', 'recipient.id', 'recipient_mandate.recipientId')
    .select(['mandateId', 'recipientId', 'kind', 'name'])
    .where('mandateId', 'in', isIn(mandates))
    .orderBy('position')

const roles = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** Organisations of the whole district in the order of registration: their names are nobody's secret. */
export const listRecipients = query({
  name: 'recipient.list',
  roles,
  input: listInput,
  scope: (actor) => reachOf(actor),
  load: ({ kind, q, after }) => {
    let found = db
      .selectFrom('recipient')
      .select(['position', 'id', 'kind', 'name'])
      .select(({ selectFrom }) =>
        selectFrom('recipient_mandate')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('recipientId', '=', 'recipient.id')
          .as('deputyCount')
      )
      .orderBy('position')
      .limit(RECIPIENTS_PAGE + 1)
    if (kind) found = found.where('kind', '=', kind)
    if (q) found = found.where(({ eb, fn, val }) => eb(fn('instr', ['name', val(q)]), '>', 0))
    if (after) found = found.where('position', '>', after)
    return { recipients: found }
  },
  answer: ({ recipients }) => {
    const page = recipients.slice(0, RECIPIENTS_PAGE)
    return ok({
      recipients: page.map((one) => ({ ...one, kind: one.kind as RecipientKind })),
      after: recipients.length > RECIPIENTS_PAGE ? page.at(-1)!.position : null,
    })
  },
})

/** One recipient with the deputies within the asker's reach, its contact, and whom one may attach. */
export const recipientRecord = query({
  name: 'recipient.record',
  roles,
  input: recipientInput,
  scope: (actor, { unitId }) => (unitId === undefined || reachesUnit(actor, unitId) ? reachOf(actor) : null),
  load: ({ recipientId, unitId = '', level = 'district' }, reach, { today }) => ({
    recipient: recipientById(recipientId),
    deputies: seatsOf(belongingsOf(recipientId), reach),
    contact: contactsAmong([recipientId]),
    units: allUnits().where(within(reach, { unitId: sql.ref('unit.id'), personId: sql.val('') })),
    seated: deputiesOn({ unitId, level }, today),
  }),
  answer: ({ recipient: [recipient], deputies, contact: [contact], units, seated }, _, ctx) => {
    if (!recipient) return notFound()
    const names = new Map(units.map((unit) => [unit.id, unit.name]))
    return ok({
      id: recipient.id,
      name: recipient.name,
      kind: recipient.kind as RecipientKind,
      contact: contact ?? null,
      deputies: inStrokeOrder(deputies).map((deputy) => ({
        ...deputy,
        unitName: names.get(deputy.unitId) ?? '',
        sits: deputy.fromOn <= ctx.today && ctx.today <= deputy.untilOn,
      })),
      /** Where deputies are chosen from, and those of the unit that was asked for. */
      units: units.map(({ id, name, kind }) => ({ id, name, kind: kind as UnitKind })),
      seated: inStrokeOrder(seated).map(({ mandateId, name, electoralDistrict }) => ({
        ...{ mandateId, name, electoralDistrict },
      })),
    })
  },
})
