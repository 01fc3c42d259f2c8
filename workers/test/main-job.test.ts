import { beforeAll, describe, expect, test } from 'vitest'
import { call, commandId, signIn, signUpDistrict, TERM, type Answer } from './client.ts'
import { bindings } from './setup.ts'

// The main job through the api alone, on workerd and D1.

let cookie = ''
let colleague = ''
let unitId = ''
let mandateId = ''
const base = '/tenants/qinghe'

const post = (path: string, body: object, as = cookie) =>
  call<{ commandId: string; code: string; events: { id: string }[] }>(
    'POST',
    base + path,
    { commandId: commandId(), ...body },
    { cookie: as }
  )
const get = <T>(path: string, as = cookie): Promise<Answer<T>> => call<T>('GET', base + path, undefined, { cookie: as })

/** The last quarter that is over, and a day in it. */
function lastQuarter() {
  const now = new Date()
  const index = now.getUTCFullYear() * 4 + Math.floor(now.getUTCMonth() / 3) - 1
  const [year, quarter] = [Math.floor(index / 4), (index % 4) + 1]
  return { quarter: `${year}Q${quarter}`, day: `${year}-${String(quarter * 3 - 1).padStart(2, '0')}-15` }
}
const { quarter, day } = lastQuarter()
const publicUntilOn = `${new Date().getUTCFullYear() + 1}-12-31`

beforeAll(async () => {
  cookie = (await signUpDistrict('qinghe')).cookie
  const person = { name: '何敏', account: '何敏', roles: ['deputies_commission'], unitId: null }
  const invited = await call<{ link: string }>(
    'POST',
    `${base}/members/invitations`,
    { commandId: commandId(), ...person },
    { cookie }
  )
  expect(invited.status).toBe(201)
  const token = invited.body.link.split('/join/')[1]!
  expect((await call('GET', `/invitations/${token}`)).body).toMatchObject({ state: 'open', name: '何敏' })
  const joining = { commandId: commandId(), password: 'another good password' }
  expect((await call('POST', `/invitations/${token}/acceptance`, joining)).status).toBe(201)
  expect((await call('GET', `/invitations/${token}`)).body).toEqual({
    state: 'used',
    slug: 'qinghe',
    tenantName: 'qinghe区',
  })
  colleague = await signIn('何敏', 'qinghe', 'another good password')
  const unit = await post('/units', { kind: 'street', name: '北桥街道' })
  expect(unit.status).toBe(201)
  unitId = unit.body.commandId
  const district = await post(`/units/${unitId}/district/electoral-districts`, { name: '第1选区', seats: 3 })
  for (const name of ['陈静', '丁文博']) {
    const mandate = { name, electoralDistrictId: district.body.commandId, ...TERM }
    const begun = await post(`/units/${unitId}/district/mandates`, { ...mandate, ground: 'general_election' })
    expect(begun.status).toBe(201)
    mandateId = begun.body.commandId
  }
})

describe('the main job', () => {
  test('records, reverses, closes and publishes; the public reads the board', async () => {
    const entry = { mandateId, itemCode: 'inspection', occurredOn: day, note: '视察' }
    const first = await post(`/units/${unitId}/district/point-entries`, entry)
    expect(first.status).toBe(201)
    const second = await post(`/units/${unitId}/district/point-entries`, { ...entry, itemCode: 'suggestion' })
    const entryId = encodeURIComponent(second.body.events[0]!.id)
    const reversal = { mandateId, occurredOn: day, reason: '重复登记' }
    const path = `/units/${unitId}/district/point-entries/${entryId}/reversal`
    expect((await post(path, reversal)).status).toBe(201)
    expect(await post(path, reversal)).toMatchObject({ status: 409, body: { code: 'already-reversed' } })

    const of = `/units/${unitId}/district/quarters/${quarter}`
    expect(await post(`${of}/board`, { objectionWorkingDays: 5, publicUntilOn })).toMatchObject({
      status: 409,
      body: { code: 'quarter-not-closed' },
    })
    expect(await post(`${of}/closing`, {})).toMatchObject({ status: 409, body: { code: 'self-check-not-opened' } })
    expect((await post('/board-settings', { selfCheckWorkingDays: 0 })).status).toBe(201)
    expect((await post(`${of}/closing`, {})).status).toBe(201)
    expect(await post(`/units/${unitId}/district/point-entries`, entry)).toMatchObject({
      status: 409,
      body: { code: 'quarter-closed' },
    })
    expect(await post(`${of}/board`, { objectionWorkingDays: 5, publicUntilOn })).toMatchObject({
      status: 409,
      body: { code: 'second-signature-needed' },
    })
    expect((await post(`${of}/board`, { objectionWorkingDays: 5, publicUntilOn }, colleague)).status).toBe(201)

    const newest = await get<{ revision: number }>(`${of}/board`, '')
    expect(newest.body).toEqual({ revision: 1 })
    const board = await get<{ content: { rows: { row: { name: string; quarterHundredths: number } }[] } }>(
      `${of}/board/1`,
      ''
    )
    expect(board.body.content.rows.map(({ row }) => [row.name, row.quarterHundredths])).toEqual([
      ['丁文博', 300],
      ['陈静', 0],
    ])
  })

  test('a repeated request has one effect, another body under its id is refused', async () => {
    const id = commandId()
    const body = {
      commandId: id,
      mandateId,
      itemCode: 'training',
      occurredOn: new Date().toISOString().slice(0, 10),
      note: '',
    }
    const send = (change: object = {}) =>
      call('POST', `${base}/units/${unitId}/district/point-entries`, { ...body, ...change }, { cookie })
    const [one, two, three] = await Promise.all([send(), send(), send()])
    expect([one.status, two.status, three.status]).toEqual([201, 201, 201])
    expect(two.body).toEqual(one.body)
    expect(await send({ itemCode: 'survey' })).toMatchObject({ status: 422, body: { code: 'command-id-reused' } })
  })
})

describe('bad input', () => {
  const entries = () => `${base}/units/${unitId}/district/point-entries`
  const good = () => ({ commandId: commandId(), mandateId, itemCode: 'survey', occurredOn: day, note: '' })

  test.each([
    ['malformed JSON', '{"x":', 400, 'malformed-json'],
    ['a list', [], 422, 'invalid-input'],
    ['an unknown field', () => ({ ...good(), hundredths: 99900 }), 422, 'invalid-input'],
    ['a wrong type', () => ({ ...good(), note: 5 }), 422, 'invalid-input'],
    ['a day of 1899', () => ({ ...good(), occurredOn: '1899-12-31' }), 422, 'invalid-input'],
    ['a day of 2999', () => ({ ...good(), occurredOn: '2999-01-01' }), 422, 'invalid-input'],
    ['an id the system makes', () => ({ ...good(), commandId: 'open:x:district' }), 422, 'invalid-input'],
    ['a note of 501 characters', () => ({ ...good(), note: '长'.repeat(501) }), 422, 'invalid-input'],
    ['a body of 2 MB', () => ({ ...good(), note: 'x'.repeat(2_000_000) }), 413, 'body-too-large'],
  ])('%s gets a precise problem', async (_, body, status, code) => {
    const answer = await call('POST', entries(), typeof body === 'function' ? body() : body, { cookie })
    expect(answer).toMatchObject({ status, body: { code, status } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('names the field, in the caller’s language', async () => {
    const body = { ...good(), occurredOn: '2026-02-30' }
    const zh = await call<{ errors: unknown }>('POST', entries(), body, { cookie })
    expect(zh.body.errors).toEqual([{ pointer: '/occurredOn', detail: '没有这一天，或不在1949年至2100年之间' }])
    const en = await call<{ errors: unknown }>('POST', entries(), body, { cookie, 'accept-language': 'en' })
    expect(en.body.errors).toEqual([{ pointer: '/occurredOn', detail: 'No such day, or not between 1949 and 2100' }])
  })

  test('a form post, a foreign origin and no session are refused', async () => {
    expect(await call('POST', entries(), 'a=b', { cookie, 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
    })
    expect(await call('POST', entries(), good(), { cookie, origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      body: { code: 'cross-origin' },
    })
    expect(await call('POST', entries(), good())).toMatchObject({ status: 401 })
    expect(await call('POST', entries(), good(), { cookie: `${cookie}x` })).toMatchObject({ status: 401 })
  })
})

test('an address that a lapsed sign-up gave back leads to the district that has it now', async () => {
  await bindings.DIRECTORY.prepare(
    `insert into tenant (id, slug, areaCode, name, status, signedUpOn) values ('0', 'qinghe', '500199', '', 'lapsed', '2026-01-01')`
  ).run()
  expect((await get('/units')).status).toBe(200)
})
