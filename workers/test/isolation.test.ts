import { beforeAll, describe, expect, test } from 'vitest'
import { ensureAccount } from '../src/account.ts'
import { call, commandId, signIn, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

let qinghe = ''
let shimen = ''

beforeAll(async () => {
  qinghe = (await signUpDistrict('qinghe')).cookie
  shimen = (await signUpDistrict('shimen')).cookie
})

describe('tenancy', () => {
  test('each district has a database of its own that knows whose it is', async () => {
    const slots = await bindings.DIRECTORY.prepare('select slug, slot, status from tenant order by slot').all()
    expect(slots.results).toEqual([
      { slug: 'qinghe', slot: 1, status: 'trial' },
      { slug: 'shimen', slot: 2, status: 'trial' },
    ])
    const unit = { commandId: commandId(), kind: 'street', name: '北桥街道' }
    expect((await call('POST', '/tenants/qinghe/units', unit, { cookie: qinghe })).status).toBe(201)
    const count = 'select count(*) as count from unit'
    expect(await bindings.TENANT_0001.prepare(count).first()).toEqual({ count: 1 })
    expect(await bindings.TENANT_0002.prepare(count).first()).toEqual({ count: 0 })
  })

  test('rights come from the path’s district: a neighbour’s administrator is a visitor here', async () => {
    const answer = await call('GET', '/tenants/qinghe/units', undefined, { cookie: shimen })
    expect(answer).toMatchObject({ status: 401, body: { code: 'sign-in-required' } })
    expect(JSON.stringify(answer.body)).not.toContain('北桥街道')
    expect((await call('GET', '/tenants/nowhere/units', undefined, { cookie: qinghe })).status).toBe(404)
  })

  test('with the directory’s rows swapped everything fails closed', async () => {
    const swap = (a: number, b: number) => [
      bindings.DIRECTORY.prepare(`update tenant set slot = null where slug = 'qinghe'`),
      bindings.DIRECTORY.prepare(`update tenant set slot = ${a} where slug = 'shimen'`),
      bindings.DIRECTORY.prepare(`update tenant set slot = ${b} where slug = 'qinghe'`),
    ]
    await bindings.DIRECTORY.batch(swap(1, 2))
    const answer = await call('GET', '/tenants/qinghe/units', undefined, { cookie: qinghe })
    expect(answer.status).toBe(500)
    expect(Object.keys(answer.body).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type'])
    await bindings.DIRECTORY.batch(swap(2, 1))
    expect((await call('GET', '/tenants/qinghe/units', undefined, { cookie: qinghe })).status).toBe(200)
  })

  test('every answer is private unless it says otherwise', async () => {
    const answer = await call('GET', '/tenants/qinghe/units', undefined, { cookie: qinghe })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })
})

describe('sign-up', () => {
  test('a half-done opening is finished by the clock', async () => {
    await signUpDistrict('liuyin')
    await bindings.DIRECTORY.prepare(`update tenant set status = 'opening' where slug = 'liuyin'`).run()
    await bindings.DIRECTORY.prepare(`drop trigger event_no_delete`).run()
    await bindings.DIRECTORY.prepare(
      `delete from event where type = 'tenant.opened' and commandId like '%' || (select id from tenant where slug = 'liuyin') || '%'`
    ).run()
    expect((await call('POST', '/local/tick', {})).body).toMatchObject({ opened: 1 })
    expect(await bindings.DIRECTORY.prepare(`select status from tenant where slug = 'liuyin'`).first()).toEqual({
      status: 'trial',
    })
    expect((await call('POST', '/local/tick', {})).body).toMatchObject({ opened: 0 })
  })

  test('one that cannot be opened does not hold up the others', async () => {
    const broken = `update tenant set status = 'opening' where slug in ('qinghe', 'shimen')`
    await bindings.DIRECTORY.batch([
      bindings.DIRECTORY.prepare(broken),
      bindings.DIRECTORY.prepare(`delete from event where type = 'tenant.opened'`),
    ])
    const { id } = (await bindings.TENANT_0001.prepare('select id from identity').first<{ id: string }>())!
    await bindings.TENANT_0001.prepare(`update identity set id = 'somebody else'`).run()
    expect((await call('POST', '/local/tick', {})).body).toMatchObject({ opened: 1 })
    await bindings.TENANT_0001.prepare('update identity set id = ?').bind(id).run()
    expect((await call('POST', '/local/tick', {})).body).toMatchObject({ opened: 1 })
  })

  test('an exhausted pool is a clear problem and changes nothing', async () => {
    await expect(signUpDistrict('fourth')).rejects.toThrow(/no-free-database/)
    const alarms = await bindings.DIRECTORY.prepare('select kind, free from alarm order by raisedAt').all()
    expect(alarms.results).toEqual([
      { kind: 'pool-low', free: 2 },
      { kind: 'pool-exhausted', free: 0 },
    ])
    expect(await bindings.DIRECTORY.prepare(`select status from tenant where slug = 'fourth'`).first()).toEqual({
      status: 'unconfirmed',
    })
  })

  test('an account is made once, whoever repeats, and takes no stranger’s password', async () => {
    const person = { email: 'new@qinghe.example', name: '何敏' }
    const ensure = (password: string) => ensureAccount(bindings.DIRECTORY, { ...person, password })
    const ids = await Promise.all([1, 2, 3].map(() => ensure('first password')))
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).not.toBeNull()
    expect(await ensure('second password')).toBe(ids[0])
    expect(
      await ensureAccount(bindings.DIRECTORY, { email: 'office@qinghe.example', name: '', password: 'guess guess' })
    ).toBeNull()
  })

  test('a wrong password and an unknown address read the same', async () => {
    const [wrong, unknown] = await Promise.all([
      call('POST', '/session', { account: 'office@qinghe.example', password: 'wrong password' }),
      call('POST', '/session', { account: 'nobody@qinghe.example', password: 'wrong password' }),
    ])
    const told = ({ status, body }: typeof wrong) => ({ status, ...body, requestId: '' })
    expect(told(wrong)).toEqual(told(unknown))
    expect(wrong.status).toBe(401)
  })

  test('five wrong passwords make an account wait, known or not', async () => {
    for (const email of ['office@shimen.example', 'nobody@shimen.example']) {
      const wrong = () =>
        call('POST', '/session', { account: email, password: 'wrong password' }, { 'x-jiceng-address': email })
      for (let n = 0; n < 5; n++) expect((await wrong()).status).toBe(401)
      await wrong()
      const locked = await wrong()
      expect(locked).toMatchObject({ status: 429, body: { code: 'too-many-tries' } })
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const right = { account: 'office@shimen.example', password: 'correct horse battery' }
    expect((await call('POST', '/session', right, { 'x-jiceng-address': 'elsewhere' })).status).toBe(429)
  })

  test('signing out ends the session on the server', async () => {
    const cookie = await signIn('office@qinghe.example')
    expect((await call('GET', '/tenants/qinghe/units', undefined, { cookie })).status).toBe(200)
    await call('DELETE', '/session', undefined, { cookie })
    expect((await call('GET', '/tenants/qinghe/units', undefined, { cookie })).status).toBe(401)
  })
})

describe('the description', () => {
  test('names every route with its policy', async () => {
    const { body } = await call<{ paths: Record<string, Record<string, { 'x-policy': string }>> }>(
      'GET',
      '/openapi.json'
    )
    const policies = Object.values(body.paths).flatMap((path) => Object.values(path).map((route) => route['x-policy']))
    expect(policies).toContain('points.record')
    expect(policies.every((policy) => policy.length > 0)).toBe(true)
  })
})
