import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, insertMany, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { areaCode, slug, verificationWays } from './schema.ts'

export const tenantSignedUp = eventType({
  type: 'tenant.signed-up',
  words: { zh: '申请开通', en: 'Signed up' },
  payload: z.strictObject({ id, slug, areaCode, name: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'tenant',
      facts.map(({ data, occurredOn }) => ({ ...data, status: 'unconfirmed', slot: null, signedUpOn: occurredOn }))
    ),
})

/** Nobody followed the link in time: the address is free again. */
export const tenantLapsed = eventType({
  type: 'tenant.lapsed',
  words: { zh: '申请过期', en: 'Sign-up lapsed' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'tenant',
      facts.map(({ data }) => ({ id: data.id, status: 'lapsed' }))
    ),
})

/** The address was confirmed and a database claimed: the district is being opened. */
export const tenantConfirmed = eventType({
  type: 'tenant.confirmed',
  words: { zh: '确认开通', en: 'Sign-up confirmed' },
  payload: z.strictObject({ id, slot: z.int(), userId: z.string() }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'slot',
      facts.map(({ data }) => ({ slot: data.slot, tenantId: data.id }))
    ),
    ...updateMany(
      'tenant',
      facts.map(({ data }) => ({ id: data.id, status: 'opening', slot: data.slot }))
    ),
  ],
})

/** The district's database holds its first rows: it may be used, as a trial. */
export const tenantOpened = eventType({
  type: 'tenant.opened',
  words: { zh: '开通', en: 'Opened' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'tenant',
      facts.map(({ data }) => ({ id: data.id, status: 'trial' }))
    ),
})

/** Somebody may act for the district: it is live, and the only one of its division. */
export const tenantVerified = eventType({
  type: 'tenant.verified',
  words: { zh: '核验通过', en: 'Verified' },
  payload: z.strictObject({ id, way: z.enum(verificationWays), letterOn: day.nullable() }),
  public: false,
  rows: (facts) =>
    updateMany(
      'tenant',
      facts.map(({ data }) => ({ id: data.id, status: 'live' }))
    ),
})

type Mail = { recipient: string; subject: string; text: string; createdAt: string }

/** Mail that waits to be sent: private, so no part of an event. */
export const mailsOf = (mails: readonly Mail[]): Statement[] => insertMany('mail', mails)

/** Mail to these addresses, sent or waiting, is kept no longer. */
export const mailsErased = (recipients: readonly string[]): Statement[] =>
  deleteMany(
    'mail',
    recipients.map((recipient) => ({ recipient }))
  )
