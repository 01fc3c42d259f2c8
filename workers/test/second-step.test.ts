import { beforeAll, describe, expect, test } from 'vitest'
import { base32 } from '@better-auth/utils/base32'
import { ensureAccount } from '../src/account.ts'
import { stepAt, totpAt } from '../src/totp.ts'
import { call, commandId, signIn, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

// The second step of a sign-in: on, asked for, used once, off again.

/** Scrypt for a handful of sign-ins takes its time on a busy machine. */
const PATIENCE_MS = 60_000
const PASSWORD = 'correct horse battery'
const account = 'office@qinghe.example'
const here = '/tenants/qinghe/account'

type Shown = { secondStep: { state: string; secret?: string; uri?: string; recoveryLeft?: number } }

const shown = async (cookie: string, at = here) => (await call<Shown>('GET', at, undefined, { cookie })).body.secondStep
const post = <T = { code: string }>(path: string, cookie: string, body: object, at = here) =>
  call<T>('POST', `${at}/second-step${path}`, body, { cookie })
const password = (email = account) =>
  call<{ challenge: string | null }>('POST', '/session', { account: email, password: PASSWORD })
const step = (challenge: string, code: string) => call('POST', '/session/code', { challenge, code })
const forget = () => bindings.DIRECTORY.prepare('delete from sign_in_failure').run()
const codeNow = (secret: string, ahead = 0) => totpAt(secret, stepAt(Date.now()) + ahead)
const keyIn = (typed: string) => new TextDecoder().decode(base32.decode(typed))

/** Turned on by a code of now. The next one is another step's: a used one is good no more. */
async function enrolled(cookie: string, at = here) {
  await post('', cookie, { stepPassword: PASSWORD }, at)
  const secret = keyIn((await shown(cookie, at)).secret!)
  const code = await codeNow(secret)
  const { body } = await post<{ recoveryCodes: string[] }>('/confirmation', cookie, { code }, at)
  return { secret, recoveryCodes: body.recoveryCodes }
}

let cookie = ''
let on: Awaited<ReturnType<typeof enrolled>>

beforeAll(async () => {
  cookie = (await signUpDistrict('qinghe')).cookie
}, PATIENCE_MS)

test('codes are those of RFC 6238 (appendix B, SHA-1)', async () => {
  const vectors = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ] as const
  for (const [seconds, code] of vectors) {
    expect(await totpAt('12345678901234567890', stepAt(seconds * 1000), 8)).toBe(code)
  }
})

describe('the second step', { timeout: PATIENCE_MS }, () => {
  test('is begun by the password, shown to its owner, and nothing until a code confirms it', async () => {
    expect(await shown(cookie)).toEqual({ state: 'off' })
    expect(await post('', cookie, { stepPassword: 'not the password' })).toMatchObject({
      status: 422,
      body: { code: 'password-wrong' },
    })
    expect((await post('', cookie, { stepPassword: PASSWORD })).status).toBe(200)
    const { state, secret, uri } = await shown(cookie)
    expect(state).toBe('pending')
    expect(new URL(uri!).searchParams.get('secret')).toBe(secret)
    expect(await post('/confirmation', cookie, { code: '000000' })).toMatchObject({ body: { code: 'code-wrong' } })
    expect((await password()).body.challenge).toBe(null)
    await forget()
  })

  test('while it is pending, is shown to and confirmed by the session that began it, and no other', async () => {
    const elsewhere = await signIn(account)
    expect((await post('', cookie, { stepPassword: PASSWORD })).status).toBe(200)
    expect(await shown(elsewhere)).toEqual({ state: 'off' })
    const code = await codeNow(keyIn((await shown(cookie)).secret!))
    expect((await post('/confirmation', elsewhere, { code })).body.code).toBe('code-wrong')
    expect((await shown(cookie)).state).toBe('pending')
    await forget()
  })

  test('once on, ends the other sessions and shows recovery codes; neither they nor the secret are kept', async () => {
    const elsewhere = await signIn(account)
    on = await enrolled(cookie)
    expect(on.recoveryCodes).toHaveLength(10)
    expect(await shown(cookie)).toEqual({ state: 'on', recoveryLeft: 10 })
    expect((await call('GET', here, undefined, { cookie: elsewhere })).status).toBe(401)
    const kept = JSON.stringify(await bindings.DIRECTORY.prepare('select * from second_step').all())
    for (const secret of [on.secret, ...on.recoveryCodes]) expect(kept).not.toContain(secret)
    expect((await post('', cookie, { stepPassword: PASSWORD })).body.code).toBe('second-step-on')
  })

  test('is asked for: the password alone opens nothing, a code does so once', async () => {
    const { body, headers } = await password()
    expect(headers.get('set-cookie')).toBe(null)
    const code = await codeNow(on.secret, 1)
    expect(await step(body.challenge!, '000000')).toMatchObject({ status: 422, body: { code: 'code-wrong' } })
    const into = await step(body.challenge!, code)
    expect(into.status).toBe(200)
    const session = into.headers.get('set-cookie')!
    expect(session).toMatch(/; Max-Age=604800; .*HttpOnly; SameSite=Lax/)
    expect((await call('GET', here, undefined, { cookie: session.split(';')[0]! })).status).toBe(200)
    expect((await step(body.challenge!, code)).body['code']).toBe('challenge-over')
    // RFC 6238, section 5.2: a second use of the same code is refused, and so is one of a step before it.
    const again = (await password()).body.challenge!
    expect((await step(again, code)).body['code']).toBe('code-wrong')
    expect((await step(again, await codeNow(on.secret))).body['code']).toBe('code-wrong')
  })

  test('is passed by a recovery code, however it is typed, once; of two at the same time one gets in', async () => {
    const [first, second] = on.recoveryCodes as [string, string]
    const typed = first.toLowerCase().replaceAll('-', ' ')
    expect((await step((await password()).body.challenge!, typed)).status).toBe(200)
    expect((await step((await password()).body.challenge!, first)).body['code']).toBe('code-wrong')
    const challenge = (await password()).body.challenge!
    const answers = await Promise.all([step(challenge, second), step(challenge, second)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await shown(cookie)).recoveryLeft).toBe(8)
    await forget()
  })

  test('wrong codes are counted with wrong passwords, also from one challenge to the next', async () => {
    let last = await password()
    for (let n = 0; n < 8 && last.status === 200; n++) {
      await step(last.body.challenge!, '000000')
      last = await password()
    }
    expect(last).toMatchObject({ status: 429, body: { code: 'too-many-tries' } })
    await forget()
    const { challenge } = (await password()).body
    const tries = await Promise.all(Array.from({ length: 8 }, () => step(challenge!, '000000')))
    expect(tries.filter(({ body }) => body['code'] === 'code-wrong').length).toBeLessThanOrEqual(5)
    await forget()
    expect((await step(challenge!, on.recoveryCodes[2]!)).body['code']).toBe('challenge-over')
    await bindings.DIRECTORY.prepare(`update sign_in_challenge set expiresAt = '2026-01-01T00:00:00.000Z'`).run()
  })

  test('is asked for by one challenge at a time: the newest', async () => {
    const first = (await password()).body.challenge!
    const second = (await password()).body.challenge!
    expect((await step(first, '000000')).body['code']).toBe('challenge-over')
    expect((await step(second, '000000')).body['code']).toBe('code-wrong')
    await forget()
  })

  test('locks against codes guessed in a session, whatever the password opens in between', async () => {
    const begin = () => post('', cookie, { stepPassword: PASSWORD })
    const change = () => call('POST', `${here}/password`, { oldPassword: PASSWORD, password: PASSWORD }, { cookie })
    for (const byPassword of [begin, change]) {
      const answers: number[] = []
      for (let n = 0; n < 7; n++) {
        answers.push((await post('/removal', cookie, { stepPassword: PASSWORD, code: '000000' })).status)
        await byPassword()
      }
      expect(answers).toEqual([422, 422, 422, 422, 422, 422, 429])
      await forget()
    }
  })

  test('is off by the password and a code', async () => {
    const off = (stepPassword: string, code: string) => post('/removal', cookie, { stepPassword, code })
    expect((await off('not the password', on.recoveryCodes[3]!)).body.code).toBe('password-wrong')
    expect((await off(PASSWORD, '000000')).body.code).toBe('code-wrong')
    expect((await off(PASSWORD, on.recoveryCodes[3]!)).status).toBe(200)
    expect(await shown(cookie)).toEqual({ state: 'off' })
    expect((await password()).body.challenge).toBe(null)
    await forget()
  })

  test('is off by a reset code, which stands in the record', async () => {
    const asked = { commandId: commandId(), name: '罗敏', account: '罗敏', roles: ['committee_office'], unitId: null }
    const invited = await call<{ link: string }>('POST', '/tenants/qinghe/members/invitations', asked, { cookie })
    const take = (link: string) =>
      call('POST', `/invitations/${link.split('/join/')[1]!}/acceptance`, {
        commandId: commandId(),
        password: PASSWORD,
      })
    await take(invited.body.link)
    const office = await signIn('罗敏', 'qinghe')
    await enrolled(office)
    expect(await signIn('罗敏', 'qinghe')).toBe('')
    const row = await bindings.DIRECTORY.prepare(
      `select m.id from membership m join user u on u.id = m.userId where u.name = '罗敏'`
    ).first<{ id: string }>()
    const path = `/tenants/qinghe/members/${encodeURIComponent(row!.id)}/reset`
    const reset = await call<{ link: string }>('POST', path, { commandId: commandId() }, { cookie })
    expect((await take(reset.body.link)).status).toBe(201)
    expect(await signIn('罗敏', 'qinghe')).not.toBe('')
    const events = await bindings.DIRECTORY.prepare(`select type from event order by seq desc limit 1`).all()
    expect(events.results).toEqual([{ type: 'member.password-reset' }])
  })

  test('is the operator’s as well, at the platform’s own doors', async () => {
    const person = { email: 'operator@jiceng.example', name: '乔云', password: PASSWORD }
    const userId = await ensureAccount(bindings.DIRECTORY, person)
    await bindings.DIRECTORY.prepare('insert into operator values (?)').bind(userId).run()
    const operator = await signIn(person.email)
    expect((await call('GET', '/operator/account', undefined, { cookie })).status).toBe(401)
    const { secret } = await enrolled(operator, '/operator/account')
    const { challenge } = (await password(person.email)).body
    const into = await step(challenge!, await codeNow(secret, 1))
    const session = into.headers.get('set-cookie')!.split(';')[0]!
    expect((await call('GET', '/operator/districts', undefined, { cookie: session })).status).toBe(200)
  })
})
