import { describe, expect, test } from 'vitest'
import { ask, run } from '../kernel/command.ts'
import { register as registerRecipient } from '../recipient/commands.ts'
import { racing } from '../testing-race.ts'
import { openedDistrict, replayed } from '../testing-world.ts'
import { challenge, disable, enable, register, replay, retire, rotateSecret, sendTest, verify } from './commands.ts'
import { cursor, eventsToCarry, fanOut, type OutboxCursor, type ToCarry } from './outbox.ts'
import { activeEndpointsOf, endpointLog, listEndpoints, retiredEndpoints } from './queries.ts'
import { secretText } from './rules.ts'
import { registerEndpoint, replayDeliveries } from './schema.ts'

const URL_OF_OA = 'https://oa.qinghe.example/hooks/npc'

async function recipient() {
  const world = await openedDistrict()
  const [registered] = await world.must(registerRecipient, { kind: 'employer', name: '青禾区第一中学' })
  return { ...world, recipientId: registered!.commandId }
}

async function endpoint() {
  const world = await recipient()
  const { recipientId } = world
  const [registered] = await world.must(register, { recipientId, url: URL_OF_OA })
  return { ...world, one: { recipientId, endpointId: registered!.commandId } }
}

const statusOf = ({ database }: Awaited<ReturnType<typeof recipient>>) =>
  database.prepare('select status, disabledFor from endpoint').get()

describe('endpoints', () => {
  test('endpoint.registered: address and secret are in no event, and replay rebuilds the rest', async () => {
    const world = await endpoint()
    const { database, store, ctx, administrator } = world
    const events = JSON.stringify(database.prepare('select data from event').all())
    const { secret } = database.prepare('select secret from endpoint_secret').get() as { secret: string }
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(events).not.toContain(secret)
    expect(events).not.toContain('oa.qinghe')
    expect((await replayed(database)).prepare('select * from endpoint').all()).toEqual(
      database.prepare('select * from endpoint').all()
    )
    const list = await ask(store, listEndpoints, {}, ctx(administrator))
    expect(list).toMatchObject({ value: { endpoints: [{ url: URL_OF_OA, status: 'unverified', waitingCount: 0 }] } })
    expect(JSON.stringify(list)).not.toContain(secret)
  })

  test('an inside address is refused beside its field, and nothing is written', async () => {
    const { store, ctx, administrator, recipientId, database } = await recipient()
    const count = () => database.prepare('select count(*) as count from event').get()
    const before = count()
    for (const [url, code] of [
      ['https://2130706433/hook', 'address-is-ip'],
      ['https://[::ffff:7f00:1]/hook', 'address-is-ip'],
      ['https://metadata.google.internal/', 'address-internal'],
      ['http://oa.qinghe.example/', 'address-not-https'],
    ] as const) {
      const input = registerEndpoint.parse({ recipientId, url })
      expect(await run(store, register, input, ctx(administrator))).toMatchObject({
        problem: { status: 422, code, errors: [{ pointer: '/url' }] },
      })
    }
    expect(count()).toEqual(before)
  })

  test('one address once, three endpoints at the most, also for two at once', async () => {
    const { store, ctx, administrator, must, recipientId } = await recipient()
    const at = (n: number) => ({ recipientId, url: `https://oa.qinghe.example/${n}` })
    await must(register, at(1))
    await must(register, at(2))
    expect(await run(store, register, at(1), ctx(administrator))).toMatchObject({ problem: { code: 'address-known' } })
    const shared = racing(store, 2)
    const results = await Promise.all([3, 4].map((n) => run(shared, register, at(n), ctx(administrator))))
    expect(results.filter((one) => one.ok)).toHaveLength(1)
    expect(results.find((one) => !one.ok)).toMatchObject({ problem: { code: 'too-many-endpoints' } })
  })

  test('only the administrator and the deputies commission, and only where there is a recipient', async () => {
    const { store, ctx, office, administrator, commission, one } = await endpoint()
    expect(await run(store, sendTest, one, ctx(office('u')))).toMatchObject({ problem: { status: 403 } })
    expect(await ask(store, listEndpoints, {}, ctx(office('u')))).toMatchObject({ problem: { status: 403 } })
    expect(await run(store, sendTest, one, ctx(commission))).toMatchObject({ ok: true })
    const elsewhere = { recipientId: 'nobody', url: URL_OF_OA }
    expect(await run(store, register, elsewhere, ctx(administrator))).toMatchObject({ problem: { status: 404 } })
    const other = { ...one, recipientId: 'nobody' }
    for (const spec of [challenge, sendTest, rotateSecret, disable, enable]) {
      expect(await run(store, spec, other, ctx(administrator))).toMatchObject({ problem: { status: 404 } })
    }
  })

  test('endpoint.challenged, endpoint.verified: notices may go there from then on', async () => {
    const world = await endpoint()
    const { store, ctx, must, system, administrator, one, database } = world
    const active = () =>
      database
        .prepare(activeEndpointsOf([one.recipientId]).compile().sql)
        .all(JSON.stringify([one.recipientId]), 'active')
    await must(challenge, one)
    expect(active()).toEqual([])
    await must(verify, one, system)
    expect(active()).toEqual([{ recipientId: one.recipientId, id: one.endpointId }])
    expect(await run(store, challenge, one, ctx(administrator))).toMatchObject({
      problem: { code: 'already-verified' },
    })
    expect(await run(store, verify, one, ctx(administrator))).toMatchObject({ problem: { status: 403 } })
  })

  test('endpoint.tested goes to any endpoint that is not disabled', async () => {
    const { store, ctx, must, administrator, one } = await endpoint()
    await must(sendTest, one)
    await must(disable, one)
    expect(await run(store, sendTest, one, ctx(administrator))).toMatchObject({
      problem: { code: 'endpoint-disabled' },
    })
  })

  test('endpoint.disabled, endpoint.enabled: by a person, and back to what it was', async () => {
    const world = await endpoint()
    const { must, system, one, store, ctx, administrator } = world
    await must(disable, one)
    expect(statusOf(world)).toEqual({ status: 'disabled', disabledFor: 'person' })
    expect(await run(store, disable, one, ctx(administrator))).toMatchObject({ problem: { code: 'already-disabled' } })
    await must(enable, one)
    expect(statusOf(world)).toEqual({ status: 'unverified', disabledFor: null })
    await must(verify, one, system)
    await must(retire, { ...one, why: 'gone' }, system)
    const given = async () => (await store.read([retiredEndpoints().compile()]))[0]
    expect(await given()).toMatchObject([{ id: one.endpointId, disabledFor: 'gone' }])
    // Somebody takes note and leaves it off: it is nobody's task any more.
    await must(disable, one)
    expect(await given()).toEqual([])
    await must(enable, one)
    expect(statusOf(world)).toEqual({ status: 'active', disabledFor: null })
    expect(await run(store, retire, { ...one, why: 'gone' }, ctx(administrator))).toMatchObject({
      problem: { status: 403 },
    })
  })

  test('endpoint.secret-rotated: the old secret for a day beside the new one, never a third', async () => {
    const { must, one, database, store, ctx, administrator } = await endpoint()
    const secrets = () => database.prepare('select n, secret, endsAt from endpoint_secret order by n').all()
    const [first] = secrets()
    await must(rotateSecret, one)
    expect(secrets()).toMatchObject([
      { ...first, endsAt: '2026-10-09T02:00:00.000Z' },
      { n: 2, endsAt: null },
    ])
    await must(rotateSecret, one)
    expect(secrets()).toMatchObject([
      { n: 2, endsAt: '2026-10-09T02:00:00.000Z' },
      { n: 3, endsAt: null },
    ])
    const log = await ask(store, endpointLog, { endpointId: one.endpointId, show: 'all' }, ctx(administrator))
    const newest = (secrets()[1] as { secret: string }).secret
    expect(log).toMatchObject({ value: { secrets: [{ n: 3 }, { n: 2 }] } })
    expect(JSON.stringify(log)).not.toContain(newest)
    expect(secretText(newest)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(atob(secretText(newest).slice(6))).toHaveLength(32)
  })

  test('delivery.replayed: what failed waits again under its id, and the schedule begins anew', async () => {
    const { store, must, one, database, ctx, administrator } = await endpoint()
    const now = '2026-10-08T02:00:00.000Z'
    await must(sendTest, one)
    const [at, found] = await store.read([cursor().compile(), eventsToCarry().compile()])
    const statements = fanOut(found as ToCarry[], (at as OutboxCursor[])[0]!, now)!
    await store.write(statements)
    await expect(store.write(statements)).rejects.toThrow('gate_moved')
    const id = (database.prepare('select id from delivery').get() as { id: string }).id
    database.exec(`update delivery set status = 'failed', tries = 1, nextAttemptAt = null, isReported = 1`)
    await must(replay, { ...one, which: 'one', deliveryId: id })
    expect(database.prepare('select id, status, tries, triesBefore, isReported from delivery').all()).toEqual([
      { id, status: 'waiting', tries: 1, triesBefore: 1, isReported: 0 },
    ])
    expect(await run(store, replay, { ...one, which: 'failed' }, ctx(administrator))).toMatchObject({
      problem: { code: 'nothing-to-replay' },
    })
  })

  test('a range of days is read in the time of the district', () => {
    const range = { recipientId: 'r', endpointId: 'e', which: 'range', fromOn: '2026-10-08', untilOn: '2026-10-08' }
    expect(replayDeliveries.safeParse(range).success).toBe(true)
    expect(replayDeliveries.safeParse({ ...range, deliveryId: 'x' }).success).toBe(false)
  })
})
