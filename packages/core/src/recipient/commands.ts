import { reachesUnit, reachOf, type Actor } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { db } from '../kernel/db.ts'
import { mandatesAt, seatsOf } from '../people/queries.ts'
import { contactChanged, contactsOf, mandateAttached, mandateDetached, recipientRegistered } from './events.ts'
import { belongingsOf, recipientById } from './queries.ts'
import {
  attachMandate,
  changeContact,
  RECIPIENTS_STREAM,
  recipientKinds,
  recipientStream,
  registerRecipient,
} from './schema.ts'

const roles = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** Registers an organisation of the district. Its id is the commandId. */
export const register = command({
  name: 'recipient.register',
  roles,
  input: registerRecipient,
  streams: () => [RECIPIENTS_STREAM],
  load: (input) => ({
    namesake: db.selectFrom('recipient').select('id').where('kind', '=', input.kind).where('name', '=', input.name),
  }),
  scope: (actor) => reachOf(actor) !== null,
  decide: ({ namesake }, input, ctx) => {
    if (namesake.length > 0) {
      const kind = recipientKinds[input.kind]
      return refuseField('/name', 'recipient-name-taken', {
        zh: `已有同名${kind.zh}`,
        en: `${kind.en} of this name exists`,
      })
    }
    return ok({ facts: [recipientRegistered.on(RECIPIENTS_STREAM, ctx.today, { id: ctx.commandId, ...input })] })
  },
})

const loadBelonging = (input: {
  recipientId: string
  mandateId: string
  unitId: string
  level: 'district' | 'township'
}) => ({
  recipient: recipientById(input.recipientId),
  seats: mandatesAt(input, [input.mandateId]),
  belonging: belongingsOf(input.recipientId).where('mandateId', '=', input.mandateId),
})

/** Says that a deputy works for an employer. */
export const attach = command({
  name: 'recipient.attach',
  roles,
  input: attachMandate,
  streams: (input) => [recipientStream(input.recipientId)],
  load: loadBelonging,
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ recipient: [recipient], seats, belonging }, { recipientId, mandateId }, ctx) => {
    if (!recipient) return notFound()
    if (seats.length === 0) {
      return refuseField('/mandateId', 'deputy-unknown', {
        zh: '该街镇没有这名代表',
        en: 'The unit has no such deputy',
      })
    }
    if (recipient.kind === 'electoral_unit') return electedDirectly()
    if (belonging.length > 0) {
      return refuseField('/mandateId', 'already-attached', {
        zh: '这名代表已经在这个单位名下',
        en: 'This deputy belongs to it already',
      })
    }
    return ok({ facts: [mandateAttached.on(recipientStream(recipientId), ctx.today, { recipientId, mandateId })] })
  },
})

/** Takes a deputy off an employer's list; circulars already issued stay as they are. */
export const detach = command({
  name: 'recipient.detach',
  roles,
  input: attachMandate,
  streams: (input) => [recipientStream(input.recipientId)],
  load: loadBelonging,
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ recipient, seats, belonging }, { recipientId, mandateId }, ctx) => {
    if (!recipient[0] || seats.length === 0) return notFound()
    if (belonging.length === 0) {
      return refuse(409, 'not-attached', {
        zh: '这名代表已不在这个单位名下',
        en: 'This deputy no longer belongs to it',
      })
    }
    return ok({ facts: [mandateDetached.on(recipientStream(recipientId), ctx.today, { recipientId, mandateId })] })
  },
})

/** Whom to write to. A unit's office may change it where a deputy of its own works. */
export const setContact = command({
  name: 'recipient.contact',
  roles,
  input: changeContact,
  streams: (input) => [recipientStream(input.recipientId)],
  load: (input, ctx) => ({
    recipient: recipientById(input.recipientId),
    own: seatsOf(belongingsOf(input.recipientId), reachOf(ctx.actor) ?? NOWHERE).limit(1),
  }),
  scope: (actor, { recipient, own }) => recipient.length > 0 && (isDistrict(actor) || own.length > 0),
  decide: (_, input, ctx) =>
    ok({
      facts: [contactChanged.on(recipientStream(input.recipientId), ctx.today, { id: input.recipientId })],
      beside: contactsOf([input]),
    }),
})

const NOWHERE = { of: 'unit', unitId: '' } as const
const isDistrict = (actor: Actor) => reachOf(actor)?.of === 'district'

const electedDirectly = () =>
  refuseField(
    '/mandateId',
    'elected-by-voters',
    {
      zh: '区县级和乡镇级代表由选区选民直接选举，没有选举单位',
      en: 'Deputies of districts and townships are elected by voters and have no electoral unit',
    },
    {
      rule: {
        zh: '县乡两级人大代表由选民直接选举；由下一级人大选举产生的代表才有选举单位',
        en: 'County and township deputies are elected by voters; only deputies elected by the congress below have an electoral unit',
      },
      article: { zh: '《选举法》第三条', en: 'Electoral Law, art. 3' },
    }
  )
