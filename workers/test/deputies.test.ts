import { beforeAll, describe, expect, test } from 'vitest'
import { call, commandId, signIn, signUpDistrict, TERM } from './client.ts'
import { bindings } from './setup.ts'

// How a deputy comes in: by a slip of the unit office, by name or number, and back by another slip.

type Slip = { name: string; account: string; code: string; link: string }
type Deputies = {
  deputies: { personId: string; name: string; member: { id: string } | null; invitation: { id: string } | null }[]
}

const base = '/tenants/qinghe'
const PASSWORD = 'a password of mine'
let administrator = ''
let office = ''
let unitId = ''
let otherUnitId = ''

const post = <T = { commandId: string; code: string }>(path: string, body: object, cookie: string) =>
  call<T>('POST', base + path, { commandId: commandId(), ...body }, { cookie })
const get = <T>(path: string, cookie: string) => call<T>('GET', base + path, undefined, { cookie })
const take = (code: string, password = PASSWORD) =>
  call('POST', `/invitations/${code}/acceptance`, { commandId: commandId(), password })

const slipsFor = async (persons: { personId: string; mobile: string | null }[], cookie = office) =>
  post<{ slips: Slip[]; code: string }>(`/units/${unitId}/accounts/slips`, { deputies: persons }, cookie)

const deputies = async () => (await get<Deputies>(`/units/${unitId}/accounts`, office)).body.deputies
const personOf = async (name: string) => (await deputies()).find((deputy) => deputy.name === name)!

beforeAll(async () => {
  administrator = (await signUpDistrict('qinghe')).cookie
  const units = await Promise.all(
    ['北桥街道', '南湖街道'].map((name) => post('/units', { kind: 'street', name }, administrator))
  )
  ;[unitId, otherUnitId] = units.map(({ body }) => body.commandId) as [string, string]
  const place = { name: '第1选区', seats: 3 }
  const district = await post(`/units/${unitId}/district/electoral-districts`, place, administrator)
  for (const name of ['陈静', '丁文博']) {
    const mandate = { name, electoralDistrictId: district.body.commandId, ...TERM }
    await post(`/units/${unitId}/district/mandates`, { ...mandate, ground: 'general_election' }, administrator)
  }
  for (const [account, unit] of [
    ['罗敏', unitId],
    ['高远', otherUnitId],
  ] as const) {
    const asked = { name: account, account, roles: ['unit_office'], unitId: unit }
    const { body } = await post<{ link: string }>('/members/invitations', asked, administrator)
    await take(body.link.split('/join/')[1]!)
  }
  office = await signIn('罗敏', 'qinghe', PASSWORD)
})

describe('a deputy', () => {
  test('comes in by the slip of the own unit’s office, then by name or by number', async () => {
    const { personId } = await personOf('陈静')
    const { status, body } = await slipsFor([{ personId, mobile: '13812345678' }])
    expect(status).toBe(201)
    const [slip] = body.slips
    const typed = slip!.code.toLowerCase().replaceAll('-', ' ')
    const shown = await call('GET', `/invitations/${encodeURIComponent(typed)}`)
    expect(shown.body).toMatchObject({ state: 'open', name: '陈静', isDeputy: true, isReset: false })
    expect((await take(encodeURIComponent(typed))).status).toBe(201)
    expect(await take(slip!.code)).toMatchObject({ status: 409, body: { code: 'already-accepted' } })
    for (const account of ['陈静', '13812345678']) {
      const answer = await call('POST', '/session', { account, slug: 'qinghe', password: PASSWORD })
      expect(answer).toMatchObject({ status: 200, body: { isDeputy: true } })
      const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
      // A deputy is no office: nobody else's page opens.
      expect((await get('/members', cookie)).status).toBe(403)
      expect((await get(`/units/${unitId}/accounts`, cookie)).status).toBe(403)
    }
    const events = await bindings.DIRECTORY.prepare('select data from event').all()
    expect(JSON.stringify(events.results)).not.toMatch(/陈静|13812345678/)
  })

  test('wrong passwords are counted for the account, by whichever name', async () => {
    const address = { 'x-jiceng-address': 'guessing' }
    const wrong = (account: string) =>
      call('POST', '/session', { account, slug: 'qinghe', password: 'not the password' }, address)
    for (const account of ['陈静', '13812345678', '陈静', '13812345678', '陈静', '13812345678']) await wrong(account)
    expect((await wrong('陈静')).status).toBe(429)
    await bindings.DIRECTORY.prepare('delete from sign_in_failure').run()
  })

  test('gets a new password by another slip, and every session ends', async () => {
    const { member } = await personOf('陈静')
    const cookie = await signIn('陈静', 'qinghe', PASSWORD)
    const elsewhere = await signIn('高远', 'qinghe', PASSWORD)
    const path = `/units/${unitId}/accounts/${encodeURIComponent(member!.id)}/reset`
    expect((await post(path, {}, elsewhere)).status).toBe(404)
    const { body } = await post<{ slips: Slip[] }>(path, {}, office)
    const [slip] = body.slips
    expect((await call('GET', `/invitations/${slip!.code}`)).body).toMatchObject({ state: 'open', isReset: true })
    expect((await take(slip!.code, 'another password of mine')).status).toBe(201)
    expect((await get('/boards', cookie)).headers.get('x-jiceng-frame')).toContain(encodeURIComponent('"me":null'))
    expect(await signIn('陈静', 'qinghe', PASSWORD)).toBe('')
    expect(await signIn('陈静', 'qinghe', 'another password of mine')).not.toBe('')
    expect((await take(slip!.code, 'a third password')).status).toBe(404)
  })

  test('whose slip is taken back comes in by another one only', async () => {
    const { personId } = await personOf('丁文博')
    const { body } = await slipsFor([{ personId, mobile: null }])
    const withdrawal = (await deputies()).find((deputy) => deputy.personId === personId)!.invitation!.id
    const path = `/units/${unitId}/accounts/invitations/${encodeURIComponent(withdrawal)}/withdrawal`
    const elsewhere = await signIn('高远', 'qinghe', PASSWORD)
    expect((await post(path, {}, elsewhere)).status).toBe(404)
    expect((await post(path, {}, office)).status).toBe(201)
    expect((await take(body.slips[0]!.code)).status).toBe(404)
    expect(await personOf('丁文博')).toMatchObject({ invitation: null, takenBackOn: expect.any(String) as string })
  })

  test('of another unit is nobody here', async () => {
    const elsewhere = await signIn('高远', 'qinghe', PASSWORD)
    const { personId } = await personOf('丁文博')
    expect((await slipsFor([{ personId, mobile: null }], elsewhere)).status).toBe(404)
    expect((await slipsFor([{ personId: 'nobody', mobile: null }])).status).toBe(404)
    const path = `/units/${otherUnitId}/accounts/slips`
    const strangers = { deputies: [{ personId, mobile: null }] }
    expect((await post(path, strangers, elsewhere)).status).toBe(404)
  })

  test('is asked for by nobody whom the door is closed to: not even the unit is there', async () => {
    for (const unit of [unitId, 'nowhere']) {
      expect((await get(`/units/${unit}/accounts`, '')).status).toBe(401)
      expect(
        (await post(`/units/${unit}/accounts/slips`, { deputies: [{ personId: 'x', mobile: null }] }, '')).status
      ).toBe(401)
      expect((await post(`/units/${unit}/accounts/invitations/x/withdrawal`, {}, '')).status).toBe(401)
      expect((await post(`/units/${unit}/accounts/x/reset`, {}, '')).status).toBe(401)
      const asked = { name: '高远', account: '高远', roles: ['unit_office'], unitId: unit }
      expect((await post('/members/invitations', asked, office)).status).toBe(403)
    }
  })
})

test('an invitation to a mailbox is mailed, and its link is shown to nobody else', async () => {
  const asked = { name: '何敏', account: 'he@qinghe.example', roles: ['deputies_commission'], unitId: null }
  const { body } = await post<{ link: string | null; mailed: boolean }>('/members/invitations', asked, administrator)
  expect(body).toMatchObject({ link: null, mailed: true })
  const mail = await bindings.DIRECTORY.prepare('select text from mail where recipient = ?')
    .bind('he@qinghe.example')
    .first<{ text: string }>()
  expect(mail!.text).toMatch(/\/join\/[0-9a-f]{64}/)
})
