import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { permissionNames } from '@jiceng/core/api-key/schema'
import { addDays, dayOf } from '@jiceng/core/kernel/calendar'
import { everybody, memberRoles } from '@jiceng/core/kernel/actor'
import { rolesFor } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { MAIN_JOB, mainJob } from '../../scripts/lib/main-job.ts'
import { app } from '../src/http/app.ts'
import { routeTable } from '../src/http/openapi.ts'
import { call, commandId, signIn, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

const ORIGIN = 'http://jiceng.test'
const base = '/tenants/qinghe'
const lastOn = addDays(dayOf(Date.now()), 90)

let cookie = ''
/** Another administrator. */
let colleague = ''
let neighbour = ''
let count = 0

type Issued = { commandId: string; key: string | null; code?: string }

const issuing = (change: object = {}, as = cookie, at = base) =>
  call<Issued>(
    'POST',
    `${at}/keys`,
    { commandId: commandId(), name: `密钥${++count}`, unitId: null, lastOn, permissions: ['unit.list'], ...change },
    { cookie: as }
  )

async function keyFor(permissions: readonly string[], change: object = {}, as = cookie, at = base) {
  const answer = await issuing({ permissions, ...change }, as, at)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return { id: answer.body.commandId, key: answer.body.key! }
}

/** As a program sends it: no cookie, no origin. */
async function sent(method: string, path: string, key: string, body?: unknown, headers: Record<string, string> = {}) {
  const init: RequestInit = { method, headers: { authorization: `Bearer ${key}`, ...headers } }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { ...init.headers, 'content-type': 'application/json' }
  }
  const response = await (exports as { default: Fetcher }).default.fetch(`${ORIGIN}/api${path}`, init)
  return { status: response.status, headers: response.headers, body: await response.json<{ code?: string }>() }
}

const unitNamed = (name: string) => ({ commandId: commandId(), kind: 'street', name })

beforeAll(async () => {
  cookie = (await signUpDistrict('qinghe')).cookie
  neighbour = (await signUpDistrict('shimen')).cookie
  const person = { name: '何敏', account: '何敏', roles: ['tenant_administrator'], unitId: null }
  const invited = await call<{ link: string }>(
    'POST',
    `${base}/members/invitations`,
    { commandId: commandId(), ...person },
    { cookie }
  )
  const joining = { commandId: commandId(), password: 'another good password' }
  await call('POST', `/invitations/${invited.body.link.split('/join/')[1]!}/acceptance`, joining)
  colleague = await signIn('何敏', 'qinghe', 'another good password')
  const free = { commandId: commandId(), selfCheckWorkingDays: 0 }
  expect((await call('POST', `${base}/board-settings`, free, { cookie })).status).toBe(201)
})

test('the main job, by a program through the public api alone, with the keys of two people', async () => {
  const [clerk, publisher] = [
    await keyFor(MAIN_JOB.clerk),
    await keyFor(MAIN_JOB.publisher, { name: '发布' }, colleague),
  ]
  const said: string[] = []
  const { rows, unitId, quarter } = await mainJob({
    ...{ origin: ORIGIN, slug: 'qinghe', keys: { clerk: clerk.key, publisher: publisher.key } },
    fetch: (url, init) => (exports as { default: Fetcher }).default.fetch(url, init),
    say: (line) => said.push(line),
  })
  const points = Object.fromEntries(rows.map(([name = '', ...figures]) => [name, figures] as const))
  expect(points).toEqual({ 陈静: [600, 1, 0], 马晓岚: [600, 1, 0], 丁文博: [300, 0, 1] })
  expect(said.at(-1)).toContain('recomputed from 3 rows')
  // The record says whose hand and which key.
  const path = `${base}/units/${unitId}/district/quarters/${quarter}/history`
  const history = await call('GET', path, undefined, { cookie })
  expect(JSON.stringify(history.body)).toContain('何敏 · 发布')
})

describe('a key', () => {
  test('is shown once and kept as a hash; issuing again under the same id shows nothing', async () => {
    const wanted = { commandId: commandId(), name: '只显示一次' }
    const first = await issuing(wanted)
    expect(first.body.key).toMatch(/^jck_[0-9a-f]{64}$/)
    const second = await issuing(wanted)
    expect(second).toMatchObject({ status: 201, body: { commandId: wanted.commandId, key: null } })
    const kept = await bindings.DIRECTORY.prepare('select * from api_key_secret where keyId = ?')
      .bind(wanted.commandId)
      .first<{ keyHash: string }>()
    expect(kept!.keyHash).toBe(sha256Hex(first.body.key!))
    expect(JSON.stringify(kept)).not.toContain(first.body.key!.slice(12))
    const listed = await call('GET', `${base}/keys`, undefined, { cookie })
    expect(JSON.stringify(listed.body)).not.toContain(first.body.key!.slice(12))
  })

  test('does what its scope names; the refusal of anything else names it', async () => {
    const { key } = await keyFor(['unit.list', 'unit.establish'])
    expect((await sent('GET', `${base}/units`, key)).status).toBe(200)
    const unit = unitNamed('南桥街道')
    expect((await sent('POST', `${base}/units`, key, unit)).status).toBe(201)
    // Without a cookie there is no origin to ask for; a retry is one effect.
    expect(await sent('POST', `${base}/units`, key, unit)).toMatchObject({
      status: 201,
      body: { commandId: unit.commandId },
    })
    const beyond = await sent('POST', `${base}/units/x/name`, key, { commandId: commandId(), name: '北桥' }, EN)
    expect(beyond).toMatchObject({
      status: 403,
      body: { code: 'outside-key-scope', title: 'The scope of this key does not include unit.rename' },
    })
    expect(beyond.headers.get('content-type')).toBe('application/problem+json')
    // What everybody may read needs no scope.
    expect((await sent('GET', `${base}/boards`, key)).status).toBe(200)
  })

  test('of a unit works for that unit only, and only one that exists', async () => {
    expect(await issuing({ unitId: 'nowhere' })).toMatchObject({ status: 422, body: { code: 'unit-unknown' } })
    const unit = unitNamed('西桥街道')
    await call('POST', `${base}/units`, unit, { cookie })
    const { key } = await keyFor(['electoral-district.draw'], { unitId: unit.commandId })
    const drawing = () => ({ commandId: commandId(), name: '第1选区', seats: 2 })
    const at = (unitId: string) => `${base}/units/${unitId}/district/electoral-districts`
    expect((await sent('POST', at(unit.commandId), key, drawing())).status).toBe(201)
    expect((await sent('POST', at('elsewhere'), key, drawing())).status).toBe(404)
  })

  test.each([
    ['a wrong one', () => `jck_${'0'.repeat(64)}`],
    ['something else', () => 'eyJhbGciOiJub25lIn0.e30.'],
    ['another district’s', async () => (await keyFor(['unit.list'], {}, neighbour, '/tenants/shimen')).key],
    [
      'a revoked one',
      async () => {
        const { id, key } = await keyFor(['unit.list'])
        expect((await sent('GET', `${base}/units`, key)).status).toBe(200)
        const over = await call(
          'POST',
          `${base}/keys/${id}/revocation`,
          { commandId: commandId() },
          { cookie: colleague }
        )
        expect(over.status).toBe(201)
        return key
      },
    ],
    [
      'one past its last day',
      async () => {
        const { id, key } = await keyFor(['unit.list'])
        const yesterday = addDays(dayOf(Date.now()), -1)
        await bindings.DIRECTORY.prepare('update api_key set lastOn = ? where id = ?').bind(yesterday, id).run()
        return key
      },
    ],
  ])('%s is refused before the district is looked at', async (_, made) => {
    const key = await made()
    // Whoever got as far as the district’s own database would meet its absence.
    await bindings.DIRECTORY.prepare(`update tenant set slot = 3 where slug = 'qinghe'`).run()
    const answer = await sent('GET', `${base}/units`, key)
    const written = await sent('POST', `${base}/units`, key, unitNamed('东桥街道'))
    await bindings.DIRECTORY.prepare(`update tenant set slot = 1 where slug = 'qinghe'`).run()
    expect(answer).toMatchObject({ status: 401, body: { code: 'key-refused' } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(written.status).toBe(401)
  })

  test('does no more than its issuer may, and ends when they leave', async () => {
    const { key } = await keyFor(['unit.list', 'unit.establish'], {}, colleague)
    const set = (roles: string, endedAt: string | null) =>
      bindings.DIRECTORY.prepare(
        `update membership set roles = ?, endedAt = ? where userId = (select id from user where name = '何敏')`
      )
        .bind(roles, endedAt)
        .run()
    await set('["working_body"]', null)
    expect((await sent('GET', `${base}/units`, key)).status).toBe(200)
    expect(await sent('POST', `${base}/units`, key, unitNamed('上桥街道'))).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    await set('["tenant_administrator"]', '2026-01-01T00:00:00.000Z')
    expect(await sent('GET', `${base}/units`, key)).toMatchObject({ status: 401, body: { code: 'key-refused' } })
    await set('["tenant_administrator"]', null)
  })

  test('together with a cookie is refused, and outside a district it opens nothing', async () => {
    const { key } = await keyFor(['unit.establish'])
    const unit = unitNamed('中桥街道')
    for (const origin of [ORIGIN, 'https://evil.example']) {
      const both = await sent('POST', `${base}/units`, key, unit, { cookie, origin })
      expect(both).toMatchObject({ status: 400, body: { code: 'cookie-and-key' } })
    }
    for (const path of ['/session', '/operator/districts', '/notices/qinghe/x', '/areas', '/local/mails']) {
      expect(await sent('GET', path, key), path).toMatchObject({ status: 401, body: { code: 'key-not-here' } })
    }
  })
})

describe('what is not for keys', () => {
  test('every permission is a command or query with a route, and everything else refuses a key', async () => {
    const rows = routeTable(app).filter(({ path }) => path.startsWith('/api/tenants/:tenant/'))
    const policies = new Set(rows.map(({ doc }) => doc!.policy))
    for (const name of permissionNames) {
      expect(policies, name).toContain(name)
      expect(
        rolesFor(name).some((role) => (memberRoles as readonly string[]).includes(role)),
        name
      ).toBe(true)
    }
    const { key } = await keyFor(permissionNames.filter((name) => rolesFor(name).includes('tenant_administrator')))
    const closed = rows.filter(({ doc }) => {
      const roles = rolesFor(doc!.policy)
      return !permissionNames.includes(doc!.policy) && !everybody.every((role) => roles.includes(role))
    })
    expect(closed.length).toBeGreaterThan(60)
    for (const { method, path } of closed) {
      const at = path.replace('/api/tenants/:tenant', base).replace(/:[A-Za-z]+/g, 'x')
      const answer = await sent(method, at, key, method === 'GET' ? undefined : { commandId: commandId() })
      expect([401, 403, 404, 415, 422], `${method} ${path}: ${answer.body.code}`).toContain(answer.status)
    }
  })

  test('no key issues keys, invites members, approves circulars, takes files or touches accounts', async () => {
    const { key } = await keyFor(permissionNames.filter((name) => rolesFor(name).includes('tenant_administrator')))
    const id = commandId()
    const wanted = { commandId: id, name: '另一个', unitId: null, lastOn, permissions: ['unit.list'] }
    const person = { commandId: id, name: '罗敏', account: '罗敏', roles: ['tenant_administrator'], unitId: null }
    const refused = async (status: number, path: string, body?: object) =>
      expect(await sent(body ? 'POST' : 'GET', `${base}${path}`, key, body), path).toMatchObject({ status })
    await refused(403, '/keys', wanted)
    await refused(403, '/keys')
    await refused(403, '/members/invitations', person)
    await refused(403, '/members')
    await refused(403, '/board-settings', { commandId: id, selfCheckWorkingDays: 3 })
    await refused(401, '/account')
    await refused(401, '/account/password', { oldPassword: 'correct horse battery', password: 'a password of mine' })
    const photo = await (exports as { default: Fetcher }).default.fetch(
      `${ORIGIN}/api${base}/photos?commandId=${commandId()}`,
      { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'image/png' }, body: 'x' }
    )
    expect(photo.status).toBe(403)
  })
})

test('a key has so many requests a minute, told in every answer; another key goes on', async () => {
  const [one, other] = [await keyFor(['unit.list']), await keyFor(['unit.list'])]
  const first = await sent('GET', `${base}/units`, one.key)
  expect(first.headers.get('ratelimit-policy')).toBe('"key";q=300;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"key";r=299;t=(60|59)$/)
  // The counter of the one request so far, as if the rest of the minute's had come.
  await bindings.DIRECTORY.prepare('update attempt_count set count = 299 where count = 1 and endsAt > ?')
    .bind(new Date().toISOString())
    .run()
  const answers = await Promise.all([1, 2, 3].map(() => sent('GET', `${base}/units`, one.key)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429])
  const over = answers.find(({ status }) => status === 429)!
  expect(over.body.code).toBe('too-many-requests')
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(over.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/)
  expect((await sent('GET', `${base}/units`, other.key)).status).toBe(200)
  await bindings.DIRECTORY.prepare(`update attempt_count set endsAt = '2026-01-01T00:00:00.000Z'`).run()
  expect((await sent('GET', `${base}/units`, one.key)).status).toBe(200)
})

const EN = { 'accept-language': 'en' }
