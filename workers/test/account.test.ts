import { beforeAll, describe, expect, test } from 'vitest'
import { deviceOf, maskedAddress } from '../src/device.ts'
import { call, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

type Shown = {
  email: string
  sessions: { id: string; address: string; isThis: boolean; device: { app: string; system: string } }[]
}

const PHONE = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0'
const DESK = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0'
const PASSWORD = 'correct horse battery'
const NEW_PASSWORD = 'a new password of mine'
const account = 'office@qinghe.example'
let stranger = ''

const signIn = async (userAgent: string, address: string, password = PASSWORD) => {
  const headers = { 'user-agent': userAgent, 'x-jiceng-address': address }
  const answer = await call('POST', '/session', { account, password }, headers)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
const post = (path: string, cookie: string, body: object = {}) =>
  call('POST', `/tenants/qinghe/account${path}`, body, { cookie })
const shown = async (cookie: string) => call<Shown>('GET', '/tenants/qinghe/account', undefined, { cookie })

beforeAll(async () => {
  await signUpDistrict('qinghe')
  stranger = (await signUpDistrict('shimen')).cookie
  await bindings.DIRECTORY.prepare('delete from session where userId = (select id from user where email = ?)')
    .bind(account)
    .run()
})

describe('one’s own account', () => {
  test('shows where it is signed in, in few words, and no whole address is kept', async () => {
    const desk = await signIn(DESK, '203.0.113.77')
    const phone = await signIn(PHONE, '2001:db8:7:8::9')
    const { status, body } = await shown(phone)
    expect(status).toBe(200)
    expect(body.email).toBe(account)
    expect(body.sessions).toMatchObject([
      { isThis: true, address: '2001:0db8:…', device: { app: 'wechat', system: 'android' } },
      { isThis: false, address: '203.0.113.*', device: { app: 'edge', system: 'windows' } },
    ])
    const kept = await bindings.DIRECTORY.prepare('select ipAddress from session').all()
    expect(JSON.stringify(kept.results)).not.toMatch(/113\.77|8::9|0009/)
    expect(JSON.stringify(body)).not.toContain(decodeURIComponent(desk).split('=')[1]!.split('.')[0]!)
  })

  test('is nobody’s without a session, nor by a session of another district', async () => {
    expect((await call('GET', '/tenants/qinghe/account')).status).toBe(401)
    expect((await shown(stranger)).status).toBe(401)
  })

  test('ends one session, and another account’s session is none', async () => {
    const desk = await signIn(DESK, '203.0.113.77')
    const phone = await signIn(PHONE, '203.0.113.78')
    const theirs = await call<Shown>('GET', '/tenants/shimen/account', undefined, { cookie: stranger })
    const path = (id: string) => `/sessions/${encodeURIComponent(id)}/revocation`
    expect((await post(path(theirs.body.sessions[0]!.id), phone)).status).toBe(404)
    expect((await call('GET', '/tenants/shimen/account', undefined, { cookie: stranger })).status).toBe(200)
    const { body } = await shown(desk)
    const mine = body.sessions.find(({ isThis }) => isThis)!
    expect((await post(path(mine.id), phone)).status).toBe(200)
    expect((await shown(desk)).status).toBe(401)
    expect((await post(path(mine.id), phone)).status).toBe(404)
  })

  test('ends all the others at once', async () => {
    const here = await signIn(DESK, '203.0.113.77')
    expect((await post('/sessions/revocation', here)).status).toBe(200)
    expect((await shown(here)).body.sessions).toMatchObject([{ isThis: true }])
  })

  test('changes its password by the old one, which ends the other sessions', async () => {
    const here = await signIn(DESK, '203.0.113.77')
    const elsewhere = await signIn(PHONE, '203.0.113.78')
    const change = (oldPassword: string) => post('/password', here, { oldPassword, password: NEW_PASSWORD })
    expect(await change('not the password')).toMatchObject({ status: 422, body: { code: 'old-password-wrong' } })
    expect((await shown(elsewhere)).status).toBe(200)
    expect((await change(PASSWORD)).status).toBe(200)
    expect((await shown(elsewhere)).status).toBe(401)
    expect((await shown(here)).status).toBe(200)
    expect(await signIn(DESK, '203.0.113.77')).toBe('')
    expect(await signIn(DESK, '203.0.113.77', NEW_PASSWORD)).not.toBe('')
  })

  test('counts wrong old passwords with those at sign-in', async () => {
    const here = await signIn(DESK, '203.0.113.77', NEW_PASSWORD)
    const body = { oldPassword: 'not the password', password: 'yet another password' }
    for (let n = 0; n < 6; n++) await post('/password', here, body)
    const locked = await post('/password', here, { ...body, oldPassword: NEW_PASSWORD })
    expect(locked).toMatchObject({ status: 429, body: { code: 'too-many-tries' } })
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await signIn(DESK, '203.0.113.77', NEW_PASSWORD)).toBe('')
    await bindings.DIRECTORY.prepare('delete from sign_in_failure').run()
    expect(await signIn(DESK, '203.0.113.77', NEW_PASSWORD)).not.toBe('')
  })
})

test('a device is known by what its user agent says last', () => {
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toEqual({
    app: 'safari',
    system: 'iphone',
  })
  expect(deviceOf('curl/8')).toEqual({ app: 'other', system: 'other' })
  expect(deviceOf('Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/114 Safari/537.36')).toEqual({
    app: 'chrome',
    system: 'harmony',
  })
})

test('of an address only the part that many share is kept', () => {
  expect(maskedAddress('203.0.113.77')).toBe('203.0.113.*')
  expect(maskedAddress('2001:db8::1')).toBe('2001:db8:…')
  expect(['', 'unknown', '::1'].map(maskedAddress)).toEqual(['', '', ''])
})
