import type { Actor } from '@jiceng/core/kernel/actor'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { register as registerRecipient } from '@jiceng/core/recipient/commands'
import { challenge, enable, register, replay, rotateSecret, sendTest } from '@jiceng/core/webhook/commands'
import { claim } from '@jiceng/core/webhook/outbox'
import { secretText } from '@jiceng/core/webhook/rules'
import type { Outcome } from '@jiceng/core/webhook/schedule'
import { Webhook } from 'standardwebhooks'
import { Webhook as SvixReceiver } from 'svix'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { d1Store } from '../src/d1.ts'
import { ctxOf } from '../src/http/context.ts'
import { pump, type Sender } from '../src/webhook/pump.ts'
import { post, type Outgoing } from '../src/webhook/send.ts'
import { signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

// The outbox on D1 under a moved clock, its receivers played by the test; then the real fetch against servers that misbehave.

const office: Actor = { kind: 'member', id: 'zhang', name: '张敏之', roles: ['tenant_administrator'], unitId: null }

let store: Sender['store']
let recipientId = ''
let clock = 0
let count = 0
let arrived: Outgoing[] = []
let answers: (outgoing: Outgoing) => Outcome = () => ({ status: 200, retryAfterSeconds: null })

const sender = (): Sender => ({
  store,
  noticeUrl: ({ noticeId, generation }) => `https://jiceng.example/notices/qinghe/${noticeId}.${generation}`,
  receiver: null,
  now: () => new Date(clock).toISOString(),
  chance: () => 0.5,
  send: async (outgoing) => {
    arrived.push(outgoing)
    return { outcome: answers(outgoing), answer: echo(outgoing.body) }
  },
})

const echo = (body: string) => {
  const { data } = JSON.parse(body) as { data: { token?: string } }
  return JSON.stringify({ token: data.token })
}
const status = (code: number, retryAfterSeconds: number | null = null) => ({ status: code, retryAfterSeconds })

async function must<I, Q extends Queries>(spec: Command<I, Q>, input: I): Promise<string> {
  const commandId = `hook-${++count}`
  const ctx = { ...ctxOf(office, commandId), now: new Date(clock).toISOString() }
  const result = await run(store, spec, input, ctx)
  if (!result.ok) throw new Error(`${spec.name}: ${result.problem.code}`)
  return commandId
}

async function newEndpoint() {
  const endpointId = await must(register, { recipientId, url: `https://hooks${++count}.qinghe.example/npc` })
  return { recipientId, endpointId }
}

/** A notice as a circular issues it: its rows and its event, without the people who propose and approve. */
async function issue(): Promise<string> {
  const id = `notice-${++count}`
  const at = new Date(clock).toISOString()
  const data = { id, circularId: id, recipientId, channel: 'webhook' }
  const statement = (sql: string, ...values: unknown[]) => bindings.TENANT_0001.prepare(sql).bind(...values)
  await bindings.TENANT_0001.batch([
    statement(`insert into unit (id, kind, name) values ('beiqiao', 'street', '北桥街道') on conflict do nothing`),
    statement(
      `insert into period_close (unitId, level, quarter, closedOn, closedBy, ruleVersion)
       values ('beiqiao', 'district', '2026Q3', '2026-10-08', 'member:he', 1) on conflict do nothing`
    ),
    statement(
      `insert into board_revision (unitId, level, quarter, revision, publishedOn, objectionsUntilOn, publicUntilOn,
         ruleVersion, seq, root, deputyCount)
       values ('beiqiao', 'district', '2026Q3', 1, '2026-10-08', '2026-10-15', '2027-10-08', 1, 1, 'root', 1)
       on conflict do nothing`
    ),
    statement(
      `insert into circular (unitId, level, quarter, id, revision, root, edition, status, author, editor, proposedOn)
       values ('beiqiao', 'district', '2026Q3', ?, 1, 'root', 1, 'approved', 'member:zhang', 'member:zhang', '2026-10-08')`,
      id
    ),
    statement(
      `insert into notice (circularId, recipientId, id, channel, status, issuedOn, issuedAt, linkGeneration, linkExpiresOn)
       values (?, ?, ?, 'webhook', 'issued', '2026-10-08', ?, 1, '2026-11-07')`,
      ...[id, recipientId, id, at]
    ),
    statement(
      `insert into notice_content (noticeId, unitName, recipientName, deputies) values (?, '北桥街道', '单位', '[]')`,
      id
    ),
    statement(
      `insert into event (commandId, n, stream, version, type, actor, occurredOn, recordedAt, inputHash, data)
       values (?, 0, ?, 1, 'notice.issued', 'member:zhang', '2026-10-08', ?, '', ?)`,
      ...[id, `notice/${id}`, at, JSON.stringify(data)]
    ),
  ])
  return id
}

const noticeStatus = async (id: string) =>
  (await bindings.TENANT_0001.prepare('select status from notice where id = ?').bind(id).first<{ status: string }>())
    ?.status

const later = (seconds: number) => {
  clock += seconds * 1000
}

type Row = { status: string; tries: number; nextAttemptAt: string | null }
const delivery = async (endpointId: string) =>
  (await bindings.TENANT_0001.prepare(
    'select status, tries, nextAttemptAt from delivery where endpointId = ? order by seq desc limit 1'
  )
    .bind(endpointId)
    .first<Row>())!
const endpointStatus = (endpointId: string) =>
  bindings.TENANT_0001.prepare('select status, disabledFor from endpoint where id = ?').bind(endpointId).first()

async function verified() {
  const one = await newEndpoint()
  await must(challenge, one)
  await pump(sender())
  arrived = []
  return one
}

beforeAll(async () => {
  await signUpDistrict('qinghe')
  const tenant = await bindings.DIRECTORY.prepare(`select id from tenant where slug = 'qinghe'`).first<{ id: string }>()
  store = d1Store(bindings.TENANT_0001, tenant!.id)
})

beforeEach(async () => {
  clock = Date.now() + ++count * 1000
  recipientId = await must(registerRecipient, { kind: 'employer', name: `单位${count}` })
  arrived = []
  answers = () => status(200)
})

describe('the outbox', () => {
  test('a challenge answered with its token verifies the endpoint; nothing else does', async () => {
    const one = await newEndpoint()
    const silent = { ...sender(), send: async () => ({ outcome: status(200), answer: '{"received":true}' }) }
    await must(challenge, one)
    await pump(silent)
    expect(await endpointStatus(one.endpointId)).toMatchObject({ status: 'unverified' })
    await must(challenge, one)
    await pump(sender())
    expect(await endpointStatus(one.endpointId)).toMatchObject({ status: 'active' })
  })

  test('two receivers that know nothing of us verify what arrives, under the old and the new secret', async () => {
    const one = await newEndpoint()
    const secretOf = async (n: number) =>
      secretText(
        (await bindings.TENANT_0001.prepare('select secret from endpoint_secret where endpointId = ? and n = ?')
          .bind(one.endpointId, n)
          .first<{ secret: string }>())!.secret
      )
    const old = await secretOf(1)
    await must(rotateSecret, one)
    const fresh = await secretOf(2)
    clock = Date.now()
    await must(sendTest, one)
    await pump(sender())
    const { body, headers } = arrived[0]!
    for (const secret of [old, fresh]) {
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'endpoint.test' })
      expect(() => new SvixReceiver(secret).verify(body, headers)).not.toThrow()
    }
    later(25 * 3600)
    await must(sendTest, one)
    await pump(sender())
    expect(arrived[1]!.headers['webhook-signature']!.split(' ')).toHaveLength(1)
  })

  test('a notice is tried ten times over three days, under one id with fresh times, then it is failed', async () => {
    const { endpointId } = await verified()
    answers = () => status(500)
    const notice = await issue()
    await pump(sender())
    const began = clock
    for (let n = 0; n < 20; n++) {
      const { nextAttemptAt } = await delivery(endpointId)
      if (nextAttemptAt === null) break
      clock = Date.parse(nextAttemptAt)
      await pump(sender())
    }
    expect(await delivery(endpointId)).toMatchObject({ status: 'failed', tries: 10 })
    expect(await noticeStatus(notice)).toBe('undelivered')
    expect((clock - began) / 3_600_000).toBeCloseTo(75.585, 1)
    expect(new Set(arrived.map((one) => one.headers['webhook-id'])).size).toBe(1)
    expect(new Set(arrived.map((one) => one.headers['webhook-timestamp'])).size).toBe(10)
  })

  test('a test is tried once: whoever waits for it presses again', async () => {
    const one = await newEndpoint()
    answers = () => status(503)
    await must(sendTest, one)
    await pump(sender())
    expect(await delivery(one.endpointId)).toMatchObject({ status: 'failed', tries: 1 })
  })

  test('two pumps at once send everything once', async () => {
    await verified()
    for (let n = 0; n < 5; n++) await issue()
    await Promise.all([pump(sender()), pump(sender()), pump(sender())])
    expect(arrived).toHaveLength(5)
    await pump(sender())
    expect(arrived).toHaveLength(5)
  })

  test('a crash between fan-out and send, and one in mid-send, lose nothing', async () => {
    const { endpointId } = await verified()
    await issue()
    const broken = { ...sender(), send: () => Promise.reject(new Error('the process died')) }
    await expect(pump(broken)).rejects.toThrow('died')
    expect(await delivery(endpointId)).toMatchObject({ status: 'waiting', tries: 1 })
    await pump(sender())
    expect(arrived).toHaveLength(0)
    later(61)
    await pump(sender())
    expect(await delivery(endpointId)).toMatchObject({ status: 'delivered', tries: 2 })
    const attempts = await bindings.TENANT_0001.prepare(
      `select fault, httpStatus from delivery_attempt a join delivery d on d.id = a.deliveryId
       where d.endpointId = ? and d.type = 'notice.issued' order by a.n`
    )
      .bind(endpointId)
      .all()
    expect(attempts.results).toEqual([
      { fault: 'interrupted', httpStatus: null },
      { fault: null, httpStatus: 200 },
    ])
  })

  test('a failing notice does not hold back the next, a busy server is given the time it asks for', async () => {
    const { endpointId } = await verified()
    const first = await issue()
    answers = () => status(429, 7200)
    await pump(sender())
    const { nextAttemptAt } = await delivery(endpointId)
    expect(Date.parse(nextAttemptAt!) - clock).toBe(7_200_000)
    answers = () => status(200)
    const next = await issue()
    await pump(sender())
    expect(await delivery(endpointId)).toMatchObject({ status: 'delivered' })
    expect(arrived).toHaveLength(2)
    expect([await noticeStatus(first), await noticeStatus(next)]).toEqual(['issued', 'delivered'])
    const { type, data } = JSON.parse(arrived[1]!.body) as { type: string; data: Record<string, unknown> }
    expect(type).toBe('circular.issued')
    expect(data).toMatchObject({ deputyCount: 0, noticeUrl: `https://jiceng.example/notices/qinghe/${next}.1` })
    // Thin: nothing in it but ids, numbers, the quarter, the level and the link.
    expect(Object.keys(data).sort()).toEqual(
      [
        'seq',
        'noticeId',
        'circularId',
        'unitId',
        'level',
        'quarter',
        'revision',
        'boardRoot',
        'deputyCount',
        'noticeUrl',
      ].sort()
    )
  })

  test('410 disables the endpoint at once, and what waited for it is failed, not forgotten', async () => {
    const { endpointId } = await verified()
    answers = () => status(410)
    await issue()
    await issue()
    await pump(sender())
    expect(await endpointStatus(endpointId)).toEqual({ status: 'disabled', disabledFor: 'gone' })
    const open = await bindings.TENANT_0001.prepare(
      `select status from delivery where endpointId = ? and type = 'notice.issued'`
    )
      .bind(endpointId)
      .all()
    expect(open.results).toEqual([{ status: 'failed' }, { status: 'failed' }])
  })

  test('five days of failures over three events disable it; enabled again, everything failed is replayed', async () => {
    const one = await verified()
    answers = () => status(500)
    for (let day = 0; day <= 5; day++) {
      if (day < 3) await issue()
      await pump(sender())
      later(86_400)
    }
    await pump(sender())
    expect(await endpointStatus(one.endpointId)).toEqual({ status: 'disabled', disabledFor: 'failing' })
    await expect(must(replay, { ...one, which: 'failed' })).rejects.toThrow('endpoint-disabled')
    await must(enable, one)
    answers = () => status(200)
    arrived = []
    await must(replay, { ...one, which: 'failed' })
    await pump(sender())
    expect(arrived).toHaveLength(3)
    expect(await endpointStatus(one.endpointId)).toMatchObject({ status: 'active' })
    await expect(must(replay, { ...one, which: 'failed' })).rejects.toThrow('nothing-to-replay')
  })

  test('a notice whose content was erased is not sent, and the log says so', async () => {
    const { endpointId } = await verified()
    const id = await issue()
    await bindings.TENANT_0001.prepare('delete from notice_content where noticeId = ?').bind(id).run()
    await pump(sender())
    expect(arrived).toHaveLength(0)
    expect(await delivery(endpointId)).toMatchObject({ status: 'dropped' })
  })

  test('after a restore a raised epoch sends nothing that was fanned out before', async () => {
    const { endpointId } = await verified()
    answers = () => status(500)
    await issue()
    await pump(sender())
    await bindings.TENANT_0001.prepare('update outbox_cursor set epoch = epoch + 1').run()
    later(600)
    arrived = []
    expect(await pump(sender())).toEqual({ sent: 0, dueAt: null })
    expect(await delivery(endpointId)).toMatchObject({ status: 'waiting' })
    await must(replay, { recipientId, endpointId, which: 'range', fromOn: '2026-01-01', untilOn: '2100-01-01' })
    await pump(sender())
    expect(arrived.length).toBeGreaterThan(0)
  })

  test('a lease is one try: whoever lost it leaves the delivery alone', async () => {
    const { endpointId } = await verified()
    await issue()
    let stolen = false
    const slow = {
      ...sender(),
      send: async () => {
        if (!stolen) {
          stolen = true
          later(61)
          await store.write(claim('thief', new Date(clock).toISOString()))
        }
        return { outcome: status(200), answer: '' }
      },
    }
    await pump(slow)
    expect(await delivery(endpointId)).toMatchObject({ status: 'waiting', tries: 2 })
  })
})

describe('a real POST', () => {
  const to = (name: string) => post({ url: `https://${name}.receiver.example/`, headers: {}, body: '{}' })

  test.each([
    ['ok', 200, '{"received":true}'],
    ['gone', 410, ''],
    ['moved', 307, ''],
  ])('%s', async (name, code, answer) => {
    expect(await to(name)).toMatchObject({ outcome: { status: code }, answer })
  })

  test('reads retry-after, and a kilobyte of ten million', async () => {
    expect(await to('busy')).toMatchObject({ outcome: { status: 429, retryAfterSeconds: 7200 } })
    const { outcome, answer } = await to('huge')
    expect(outcome).toMatchObject({ status: 200 })
    expect(answer).toHaveLength(1024)
  })

  test('a server that hangs is left after fifteen seconds', async () => {
    const began = Date.now()
    expect(await to('hangs')).toEqual({ outcome: { fault: 'timeout' }, answer: null })
    expect(Date.now() - began).toBeLessThan(18_000)
  }, 20_000)
})
