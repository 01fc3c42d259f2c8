import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { recipientKind, type changeContact } from './schema.ts'

export const recipientRegistered = eventType({
  type: 'recipient.registered',
  words: { zh: '登记接收单位', en: 'Recipient registered' },
  payload: z.strictObject({ id, kind: recipientKind, name: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'recipient',
      facts.map((fact) => fact.data)
    ),
})

/** A deputy belongs to a recipient. Ids only: who employs whom is personal. */
const belonging = z.strictObject({ recipientId: id, mandateId: id })

export const mandateAttached = eventType({
  type: 'recipient.mandate-attached',
  words: { zh: '关联代表', en: 'Deputy attached' },
  payload: belonging,
  public: false,
  rows: (facts) =>
    insertMany(
      'recipient_mandate',
      facts.map((fact) => fact.data)
    ),
})

export const mandateDetached = eventType({
  type: 'recipient.mandate-detached',
  words: { zh: '解除关联', en: 'Deputy detached' },
  payload: belonging,
  public: false,
  rows: (facts) =>
    deleteMany(
      'recipient_mandate',
      facts.map(({ data }) => ({ recipientId: data.recipientId, mandateId: data.mandateId }))
    ),
})

/** Registered by mistake, and nothing built on it. Its contact goes with it. */
export const recipientWithdrawn = eventType({
  type: 'recipient.withdrawn',
  words: { zh: '撤回接收单位登记', en: 'Recipient withdrawn' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    ['delete from recipient_contact where recipientId', 'delete from recipient where id'].flatMap((remove) =>
      forMany(
        `${remove} in (select value from json_each(?))`,
        facts.map(({ data }) => data.id)
      )
    ),
})

/** Address, person and telephone stand in `recipient_contact`, which replay does not rebuild. */
export const contactChanged = eventType({
  type: 'recipient.contact-changed',
  words: { zh: '更改联系方式', en: 'Contact changed' },
  payload: z.strictObject({ id }),
  public: false,
  rows: () => [],
})

/** Whom to write to: private, so beside an event and never in it. */
export const contactsOf = (contacts: readonly z.infer<typeof changeContact>[]): Statement[] =>
  insertMany(
    'recipient_contact',
    contacts,
    'on conflict do update set address = excluded.address, person = excluded.person, phone = excluded.phone'
  )
