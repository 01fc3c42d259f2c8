import { Webhook } from 'standardwebhooks'

/** What is signed: an id that stays the same on every try, the seconds of this try, and the body. */
export type Message = { id: string; sentAt: Date; body: string }

/**
 * The three headers of Standard Webhooks 1.0.0. Several secrets give several signatures, so that a receiver finds the one
 * it knows while a new secret takes over from the old.
 */
export const signedHeaders = ({ id, sentAt, body }: Message, secrets: readonly string[]): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
})
