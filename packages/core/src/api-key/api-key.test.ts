import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { rowsOf, type Fact } from '../kernel/event.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { dismiss, invite } from '../members/commands.ts'
import { listMembers } from '../members/queries.ts'
import { establish } from '../people/commands.ts'
import { listUnits } from '../people/queries.ts'
import { record } from '../points/commands.ts'
import { confirmTenant, signUpTenant } from '../tenancy/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { memoryStore, testWorld } from '../testing.ts'
import { issue, revoke } from './commands.ts'
import { listKeys } from './queries.ts'
import { issueKey, KEYS_MAX } from './schema.ts'

/** A district in the directory, and its administrator. */
async function administered() {
  const { store, database } = memoryStore('directory', 'directory')
  const world = testWorld()
  const application = { slug: 'qinghe', areaCode: '500199', name: '青禾区', applicantName: '张敏之' }
  await run(store, signUpTenant, { ...application, email: 'o@qinghe.example' }, world.ctx(world.visitor, 'qinghe'))
  const applicant: Actor = { kind: 'applicant', id: 'qinghe', name: '张敏之' }
  const confirm = { tenantId: 'qinghe', slug: 'qinghe', userId: 'zhang' }
  await run(store, confirmTenant, confirm, world.ctx(applicant, 'm1'))
  database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
    values ('zhang', '张敏之', 'o@qinghe.example', 1, '', '')`)
  return {
    store,
    database,
    ...world,
    administrator: { ...world.administrator, id: 'm1', roles: ['tenant_administrator' as const] },
  }
}

const wanted = {
  ...{ tenantId: 'qinghe', name: '办公系统', unitId: null, lastOn: '2027-10-08' },
  permissions: ['unit.list', 'points.record'],
}

describe('api-key.issue', () => {
  test('api-key.issued: keeps the hash of the key, never the key, and its name in no event', async () => {
    const { store, database, ctx, administrator } = await administered()
    const made = { ...ctx(administrator, 'k1'), salts: () => ['ab'.repeat(32)] }
    expect(await run(store, issue, wanted, made)).toMatchObject({ ok: true })
    const key = `jck_${'ab'.repeat(32)}`
    expect(database.prepare('select * from api_key_secret').all()).toEqual([
      { keyId: 'k1', name: '办公系统', shown: 'jck_ababab', keyHash: sha256Hex(key), usedOn: null },
    ])
    const events = database.prepare('select data from event').all()
    expect(JSON.stringify(events)).not.toContain('办公系统')
    expect(JSON.stringify(events)).not.toContain('abab')
  })

  test('refuses a day that is past or more than a year away, a taken name, and what its issuer may not do', async () => {
    const { store, ctx, administrator } = await administered()
    const refusal = async (change: object) => run(store, issue, { ...wanted, ...change }, ctx(administrator))
    expect(await refusal({ lastOn: '2026-10-07' })).toMatchObject({ problem: { code: 'day-past' } })
    expect(await refusal({ lastOn: '2027-10-10' })).toMatchObject({ problem: { code: 'key-too-long' } })
    const reporting = { permissions: ['activity.report'] }
    expect(await refusal(reporting)).toMatchObject({ problem: { code: 'beyond-own-roles' } })
    expect(await refusal({})).toMatchObject({ ok: true })
    expect(await refusal({})).toMatchObject({ problem: { code: 'key-name-taken' } })
  })

  test('has an end: so many working keys, also when two are issued at once', async () => {
    const { store, ctx, administrator } = await administered()
    for (let n = 1; n < KEYS_MAX; n++) {
      await run(store, issue, { ...wanted, name: `第${n}个` }, ctx(administrator))
    }
    const shared = racing(store, 2)
    const results = await Promise.all(
      ['甲', '乙'].map((name) => run(shared, issue, { ...wanted, name }, ctx(administrator)))
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'too-many-keys' } })
  })

  test('a key whose issuer has left opens nothing: who takes over issues another of its name', async () => {
    const { store, database, ctx, administrator } = await administered()
    await run(store, issue, wanted, ctx(administrator))
    database.exec(`insert into membership (id, tenantId, userId, roles)
      values ('m2', 'qinghe', 'he', '["tenant_administrator"]')`)
    await run(store, dismiss, { tenantId: 'qinghe', memberId: 'm1' }, ctx({ ...administrator, id: 'm2' }))
    expect(await run(store, issue, wanted, ctx({ ...administrator, id: 'm2' }))).toMatchObject({ ok: true })
  })

  test('knows only permissions that are for keys', () => {
    for (const name of ['api-key.issue', 'member.invite', 'circular.approve', 'board.withdraw', 'nothing']) {
      expect(issueKey.safeParse({ ...wanted, permissions: [name] }).success, name).toBe(false)
    }
    expect(issueKey.safeParse({ ...wanted, permissions: [] }).success).toBe(false)
  })
})

describe('api-key.revoke', () => {
  test('api-key.revoked: once, and only a key of the district', async () => {
    const { store, ctx, administrator, office } = await administered()
    await run(store, issue, wanted, ctx(administrator, 'k1'))
    const revoking = { tenantId: 'qinghe', keyId: 'k1' }
    expect(await run(store, revoke, revoking, ctx(office('beiqiao')))).toMatchObject({ problem: { status: 403 } })
    expect(await run(store, revoke, { ...revoking, tenantId: 'other' }, ctx(administrator))).toMatchObject({
      problem: { status: 404 },
    })
    expect(await run(store, revoke, revoking, ctx(administrator))).toMatchObject({ ok: true })
    expect(await run(store, revoke, revoking, ctx(administrator))).toMatchObject({
      problem: { code: 'key-revoked-already' },
    })
    // Its name is free again.
    expect(await run(store, issue, wanted, ctx(administrator))).toMatchObject({ ok: true })
  })

  test('replay gives the same rows', async () => {
    const { store, database, ctx, administrator } = await administered()
    await run(store, issue, wanted, ctx(administrator, 'k1'))
    await run(store, revoke, { tenantId: 'qinghe', keyId: 'k1' }, ctx(administrator))
    const events = database.prepare('select * from event order by seq').all() as unknown as (Fact & { data: string })[]
    const fresh = memoryStore('directory', 'directory')
    await fresh.store.write(rowsOf(events.map((event) => ({ ...event, data: JSON.parse(event.data) as unknown }))))
    const rows = (of: typeof database) => of.prepare('select * from api_key').all()
    expect(rows(fresh.database)).toEqual(rows(database))
    expect(rows(database)).toMatchObject([{ id: 'k1', memberId: 'm1', revokedOn: '2026-10-08' }])
  })
})

test('api-key.list says who issued a key, what it may do and why it works no more', async () => {
  const { store, database, ctx, administrator, commission } = await administered()
  for (const id of ['k1', 'k2', 'k3']) await run(store, issue, { ...wanted, name: id }, ctx(administrator, id))
  await run(store, revoke, { tenantId: 'qinghe', keyId: 'k2' }, ctx(administrator))
  database.exec(`update api_key set lastOn = '2026-10-07' where id = 'k3'`)
  const listed = await ask(store, listKeys, { tenantId: 'qinghe' }, ctx(administrator))
  expect(listed).toMatchObject({
    value: {
      keys: [
        { id: 'k1', name: 'k1', issuer: '张敏之', state: 'working', permissions: wanted.permissions, usedOn: null },
        { id: 'k3', state: 'expired' },
        { id: 'k2', state: 'revoked', revokedOn: '2026-10-08' },
      ],
    },
  })
  expect(listed.ok && listed.value.permissions).toContain('points.record')
  expect(listed.ok && listed.value.permissions).not.toContain('activity.report')
  expect(await ask(store, listKeys, { tenantId: 'qinghe' }, ctx(commission))).toMatchObject({
    problem: { status: 403 },
  })
  database.exec(`update membership set endedAt = '2026-10-08T00:00:00.000Z'`)
  const left = await ask(store, listKeys, { tenantId: 'qinghe' }, ctx(administrator))
  expect(left).toMatchObject({ value: { keys: [{ id: 'k1', state: 'issuer-left' }, {}, {}] } })
})

/** A key of the administrator `memberId`. */
const keyOf = (memberId: string, permissions: readonly string[], unitId: string | null = null): Actor => ({
  ...{ kind: 'api-key', id: `key-of-${memberId}`, name: '张敏之 · 办公系统', memberId, unitId },
  ...{ roles: ['tenant_administrator'], permissions },
})

describe('a key', () => {
  test('does what it is scoped to, and the record says by which key', async () => {
    const { store, database, ctx, of, mandates } = await districtWithDeputies()
    const key = keyOf('zhangzhuren', ['points.record'])
    const entry = { ...of, mandateId: mandates[0]!, itemCode: 'survey', occurredOn: '2026-09-16', note: '' }
    expect(await run(store, record, entry, ctx(key))).toMatchObject({ ok: true })
    expect(await run(store, establish, { kind: 'street', name: '南桥街道' }, ctx(key))).toMatchObject({
      problem: {
        status: 403,
        code: 'outside-key-scope',
        title: { en: 'The scope of this key does not include unit.establish' },
      },
    })
    expect(await ask(store, listUnits, {}, ctx(key))).toMatchObject({ problem: { code: 'outside-key-scope' } })
    const actor = 'member:zhangzhuren#key-of-zhangzhuren'
    expect(database.prepare('select name from actor_name where actor = ?').all(actor)).toEqual([
      { name: '张敏之 · 办公系统' },
    ])
    expect(database.prepare('select count(*) as n from event where actor = ?').get(actor)).toEqual({ n: 1 })
  })

  test('of one unit reaches that unit only', async () => {
    const { store, ctx, of, mandates } = await districtWithDeputies()
    const entry = { ...of, mandateId: mandates[0]!, itemCode: 'survey', occurredOn: '2026-09-16', note: '' }
    const [own, other] = [of.unitId, 'elsewhere'].map((unit) => keyOf('zhangzhuren', ['points.record'], unit))
    expect(await run(store, record, entry, ctx(other!))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, record, entry, ctx(own!))).toMatchObject({ ok: true })
    const district = keyOf('zhangzhuren', ['unit.establish'], of.unitId)
    const unit = { kind: 'street' as const, name: '南桥街道' }
    expect(await run(store, establish, unit, ctx(district))).toMatchObject({ problem: { status: 404 } })
  })

  test('signs for whoever issued it: neither hand publishes what the other closed', async () => {
    const { store, ctx, must, of, administrator } = await districtWithDeputies()
    const board = { ...of, quarter: '2026Q3' }
    const published = { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }
    const both = ['period.close', 'board.publish']
    await must(closePeriod, board, keyOf(administrator.id, both))
    for (const same of [administrator, keyOf(administrator.id, both)]) {
      expect(await run(store, publish, published, ctx(same))).toMatchObject({
        problem: { code: 'second-signature-needed' },
      })
    }
    expect(await run(store, publish, published, ctx(keyOf('hemin', both)))).toMatchObject({ ok: true })
  })

  test('never issues keys or touches members, whatever it is said to be allowed', async () => {
    const { store, ctx } = await administered()
    const key = keyOf('m1', [
      'api-key.issue',
      'api-key.revoke',
      'api-key.list',
      'member.invite',
      'member.dismiss',
      'member.list',
    ])
    const person = { name: '罗敏', account: '罗敏', roles: ['committee_office' as const], unitId: null }
    const tries = [
      run(store, issue, wanted, ctx(key)),
      run(store, invite, { tenantId: 'qinghe', slug: 'qinghe', ...person }, ctx(key)),
      run(store, dismiss, { tenantId: 'qinghe', memberId: 'm1' }, ctx(key)),
      ask(store, listKeys, { tenantId: 'qinghe' }, ctx(key)),
      ask(store, listMembers, { tenantId: 'qinghe' }, ctx(key)),
    ]
    for (const one of await Promise.all(tries)) expect(one).toMatchObject({ problem: { status: 404 } })
  })
})
