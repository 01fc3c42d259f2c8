import { beforeAll, describe, expect, test } from 'vitest'
import { call, commandId, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

// How often a door may be tried. Tests of one file share the directory, so each comes from an address of its own.

let cookie = ''

const application = (n: number, email: string) => ({
  ...{ commandId: commandId(), slug: `district-${String.fromCharCode(97 + n)}`, areaCode: '500199' },
  ...{ name: '石门区', applicantName: '张敏之', email },
})
const apply = (n: number, email: string, address: string) =>
  call('POST', '/sign-ups', application(n, email), { 'x-jiceng-address': address })
/** Few may wait for one mailbox's confirmation, and that is another rule. */
const lapse = () => bindings.DIRECTORY.prepare(`update tenant set status = 'lapsed' where status = 'unconfirmed'`).run()
const count = async (table: 'mail' | 'event' | 'unit', database = bindings.DIRECTORY) =>
  (await database.prepare(`select count(*) as n from ${table}`).first<{ n: number }>())!.n

beforeAll(async () => {
  cookie = (await signUpDistrict('qinghe')).cookie
})

describe('sign-ups', () => {
  test('to one mailbox are five an hour, wherever they come from; a sixth changes nothing', async () => {
    for (let n = 0; n < 5; n++) {
      expect((await apply(n, 'a@shimen.example', `mailbox-${n}`)).status).toBe(201)
      await lapse()
    }
    const [mails, events] = [await count('mail'), await count('event')]
    const sixth = await apply(5, 'a@shimen.example', 'mailbox-5')
    expect(sixth).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    expect(sixth.headers.get('content-type')).toBe('application/problem+json')
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(3000)
    expect([await count('mail'), await count('event')]).toEqual([mails, events])
  })

  test('from one address are ten an hour, also all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => apply(6 + n, `b${n}@shimen.example`, 'one office'))
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
  })

  test('that are refused send no mail and do not count', async () => {
    const taken = { ...application(0, 'c@shimen.example'), slug: 'qinghe' }
    for (let n = 0; n < 6; n++) {
      const answer = await call('POST', '/sign-ups', { ...taken, commandId: commandId() })
      expect(answer.status).not.toBe(429)
    }
  })

  test('count anew when the window is over', async () => {
    await bindings.DIRECTORY.prepare(`update attempt_count set endsAt = '2026-01-01T00:00:00.000Z'`).run()
    expect((await apply(20, 'a@shimen.example', 'one office')).status).toBe(201)
    await bindings.DIRECTORY.prepare(`update attempt_count set endsAt = '2026-01-01T00:00:00.000Z'`).run()
    await call('POST', '/local/tick', {})
    const left = await bindings.DIRECTORY.prepare('select count(*) as n from attempt_count').first()
    expect(left).toEqual({ n: 0 })
  })
})

describe('codes', () => {
  test('that lead nowhere are counted by address', async () => {
    const look = (address: string) =>
      call('GET', '/invitations/0000-0000-0000', undefined, { 'x-jiceng-address': address })
    for (let n = 0; n < 30; n++) expect((await look('guessing codes')).status).toBe(404)
    expect((await look('guessing codes')).status).toBe(429)
    expect((await look('elsewhere')).status).toBe(404)
  })

  test('of a district are counted for the district', async () => {
    const enter = (n: number) =>
      call(...(['POST', '/tenants/qinghe/verification', { commandId: commandId(), code: '0000-0000-0000' }] as const), {
        cookie,
        'x-jiceng-address': `verifying-${n}`,
      })
    for (let n = 0; n < 10; n++) expect((await enter(n)).body['code']).not.toBe('too-many-requests')
    expect(await enter(10)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
  })
})

test('writes at the platform’s own doors have an end', async () => {
  const begin = () => call('POST', '/operator/account/second-step', {}, { 'x-jiceng-address': 'at the platform' })
  let answer = await begin()
  for (let n = 0; n < 500 && answer.status !== 429; n++) answer = await begin()
  expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
})

test('writes of one account in a minute have an end, and reads go on', async () => {
  // An empty body is refused behind the limit, so nothing but the count changes.
  let refusal = await call('POST', '/tenants/qinghe/units', {}, { cookie })
  // The window may end in between: twice the limit is enough for one of the two.
  for (let n = 0; n < 500 && refusal.status !== 429; n++) {
    refusal = await call('POST', '/tenants/qinghe/units', {}, { cookie })
  }
  expect(refusal).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
  expect(refusal.headers.get('retry-after')).toBe('60')
  const unit = { commandId: commandId(), kind: 'street', name: '北桥街道' }
  expect((await call('POST', '/tenants/qinghe/units', unit, { cookie })).status).toBe(429)
  expect(await count('unit', bindings.TENANT_0001)).toBe(0)
  expect((await call('GET', '/tenants/qinghe/units', undefined, { cookie })).status).toBe(200)
})
