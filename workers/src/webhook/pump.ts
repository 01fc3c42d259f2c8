import { markDelivered, markUndelivered } from '@jiceng/core/circular/commands'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { Clash, type Store } from '@jiceng/core/kernel/store'
import { retire, verify } from '@jiceng/core/webhook/commands'
import * as outbox from '@jiceng/core/webhook/outbox'
import { addressFault, secretText } from '@jiceng/core/webhook/rules'
import { verdictOf } from '@jiceng/core/webhook/schedule'
import { ctxOf } from '../http/context.ts'
import { bodyOf, tokenOf, type NoticeUrl, type Taken } from './message.ts'
import type { Send, Sent } from './send.ts'
import { signedHeaders } from './sign.ts'

/** A district's outbox and the world around it: tests move the clock and answer for the receivers. */
export type Sender = {
  store: Store
  send: Send
  noticeUrl: NoticeUrl
  /** Address of this machine's own receiver; null anywhere but locally. */
  receiver: string | null
  now(): string
  /** In [0, 1). */
  chance(): number
}

/** A pump ends in time for the next; what is left waits for it. */
const BUDGET_MS = 20_000

/**
 * Brings a district's outbox as far as it goes now: fans events out, sends what is due, gives endpoints up and tells what
 * stays undelivered. It may run twice at once and be cut short anywhere. Answers when it is to be called again.
 */
export async function pump(sender: Sender): Promise<{ sent: number; dueAt: string | null }> {
  await spread(sender)
  const end = Date.parse(sender.now()) + BUDGET_MS
  let sent = 0
  while (Date.parse(sender.now()) < end) {
    const taken = await take(sender)
    if (taken.length === 0) break
    await Promise.all(taken.map((one) => deliver(sender, one)))
    sent += taken.length
  }
  await giveUp(sender)
  await sender.store.write([outbox.endSecrets(sender.now()), ...outbox.endHopeless(sender.now())])
  await tell(sender)
  const [due] = await sender.store.read([outbox.nextDue().compile()])
  return { sent, dueAt: (due as { dueAt: string | null }[])[0]?.dueAt ?? null }
}

/** Every new event becomes its deliveries. Whoever loses the race for the cursor reads again. */
async function spread({ store, now }: Sender): Promise<void> {
  for (;;) {
    const [at, found] = await store.read([outbox.cursor().compile(), outbox.eventsToCarry().compile()])
    const statements = outbox.fanOut(found as outbox.ToCarry[], (at as outbox.OutboxCursor[])[0]!, now())
    if (statements === null) return
    await store.write(statements).catch((error: unknown) => {
      if (!(error instanceof Clash)) throw error
    })
  }
}

type Ready = Taken & { secrets: string[] }

/** Takes what is due, and writes the attempts, before anything is sent. */
async function take({ store, now }: Sender): Promise<Ready[]> {
  const lease = crypto.randomUUID()
  await store.write([...outbox.endHopeless(now()), ...outbox.claim(lease, now())])
  const [taken, secrets] = await store.read([outbox.claimed(lease).compile(), outbox.secretsAt(lease, now()).compile()])
  const keys = secrets as { endpointId: string; secret: string }[]
  return (taken as Taken[]).map((one) => ({
    ...one,
    secrets: keys.filter((key) => key.endpointId === one.endpointId).map((key) => key.secret),
  }))
}

async function deliver(sender: Sender, taken: Ready): Promise<void> {
  const body = await bodyOf(sender.store, sender.noticeUrl, taken, taken.secrets[0]!)
  if (body === null) return sender.store.write(outbox.drop(taken))
  const startedAt = sender.now()
  const { outcome, answer } = await tried(sender, taken, body, startedAt)
  // Before the result is written: a crash in between repeats the try, never forgets what it meant.
  await draw(sender, taken, outcome, answer)
  await sender.store.write(outbox.settle(taken, { startedAt, endedAt: sender.now(), outcome, answer }, sender.chance()))
}

/** What a result means beyond its delivery. */
async function draw(sender: Sender, taken: Ready, outcome: Sent['outcome'], answer: string | null): Promise<void> {
  const { recipientId, endpointId, id, tries } = taken
  const verdict = verdictOf(outcome)
  if (verdict === 'gone') await ask(sender, retire, `gone:${id}/${tries}`, { recipientId, endpointId, why: 'gone' })
  if (verdict !== 'delivered') return
  if (taken.type === 'notice.issued') {
    await ask(sender, markDelivered, `delivered:${id}/${tries}`, { noticeId: noticeOf(taken) })
  }
  if (taken.type === 'endpoint.challenge' && (answer ?? '').includes(tokenOf(taken, taken.secrets[0]!))) {
    await ask(sender, verify, `verified:${id}`, { recipientId, endpointId })
  }
}

const noticeOf = (taken: Taken) => (JSON.parse(taken.data) as { id: string }).id

async function tried(sender: Sender, taken: Ready, body: string, startedAt: string): Promise<Sent> {
  if (addressFault(taken.url, sender.receiver) !== null) return { outcome: { fault: 'address' }, answer: null }
  const headers = signedHeaders({ id: taken.id, sentAt: new Date(startedAt), body }, taken.secrets.map(secretText))
  return sender.send({ url: taken.url, headers, body })
}

/** Endpoints that have failed for days are disabled; their recipient gets letters instead. */
async function giveUp(sender: Sender): Promise<void> {
  const [failing] = await sender.store.read([outbox.failedForDays(sender.now()).compile()])
  for (const one of failing as { recipientId: string; endpointId: string; failingSince: string }[]) {
    const { recipientId, endpointId, failingSince } = one
    await ask(sender, retire, `failing:${endpointId}:${failingSince}`, { recipientId, endpointId, why: 'failing' })
  }
}

/** A notice that reached none of its recipient's endpoints becomes a person's task: a letter takes over. */
async function tell(sender: Sender): Promise<void> {
  const [rows] = await sender.store.read([outbox.unreported().compile()])
  const failed = rows as { id: string; noticeId: string; isElsewhere: number }[]
  for (const { id, noticeId, isElsewhere } of failed) {
    if (isElsewhere === 0) await ask(sender, markUndelivered, `undelivered:${id}`, { noticeId })
  }
  if (failed.length > 0) await sender.store.write(outbox.reported(failed.map((one) => one.id)))
}

/** A command of the program's own. A refusal means that somebody was quicker: that is as good. */
async function ask<I, Q extends Queries>(sender: Sender, spec: Command<I, Q>, commandId: string, input: I) {
  const ctx = { ...ctxOf({ kind: 'system', id: 'outbox' }, commandId), now: sender.now() }
  await run(sender.store, spec, input, ctx)
}
