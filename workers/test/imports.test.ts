import { exports } from 'cloudflare:workers'
import readXlsxFile from 'read-excel-file/universal'
import { beforeAll, describe, expect, test } from 'vitest'
import { call, commandId, signUpDistrict } from './client.ts'

const ORIGIN = 'http://jiceng.test'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let cookie = ''

beforeAll(async () => {
  cookie = (await signUpDistrict('qinghe')).cookie
})

const fetched = (path: string, init: RequestInit = {}): Promise<Response> =>
  (exports as { default: Fetcher }).default.fetch(`${ORIGIN}/api/tenants/qinghe${path}`, {
    ...init,
    headers: { origin: ORIGIN, cookie, ...(init.headers as Record<string, string>) },
  })

async function upload(bytes: Uint8Array, { id = commandId(), name = 'a.xlsx', type = XLSX, as = cookie } = {}) {
  const response = await fetched(`/imports?commandId=${id}&fileName=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: bytes as Uint8Array<ArrayBuffer>,
    headers: { 'content-type': type, ...(as === '' ? { cookie: '' } : {}) },
  })
  return { id, status: response.status, body: await response.json<Record<string, unknown>>() }
}

const template = async (query = '') =>
  new Uint8Array(await (await fetched(`/imports/template.xlsx${query}`)).arrayBuffer())

const get = (path: string) => call('GET', `/tenants/qinghe${path}`, undefined, { cookie })
const post = (path: string, body: object) => call('POST', `/tenants/qinghe${path}`, body, { cookie })

async function checked(id: string) {
  await post(`/imports/${id}/check`, {})
  return (await get(`/imports/${id}`)).body
}

describe('the upload door', () => {
  test.each([
    ['a type that is no file’s', { type: 'application/json' }, 415, 'not-a-file-type'],
    ['a visitor', { as: '' }, 401, 'sign-in-required'],
    ['a name of 500 characters', { name: `${'长'.repeat(500)}.xlsx` }, 422, 'invalid-input'],
    ['what is no spreadsheet', {}, 422, 'not-a-spreadsheet'],
  ])('refuses %s', async (_, change, status, code) => {
    const answer = await upload(new Uint8Array([0x50, 0x4b, 0, 0]), change)
    expect(answer).toMatchObject({ status, body: { code } })
    expect((await get('/imports')).body).toEqual({ jobs: [] })
  })

  test('refuses more than 10 MB, and other doors stay at 1 MB', async () => {
    expect(await upload(new Uint8Array(10_000_001))).toMatchObject({ status: 413 })
    expect((await post('/units', { name: 'x'.repeat(1_100_000) })).status).toBe(413)
  })
})

describe('the template', () => {
  test('opens in another library, its example imports as it is, shows on the quarter, and can be taken back', async () => {
    const bytes = await template()
    const sheets = await readXlsxFile(new Blob([bytes]))
    expect(sheets.map((one) => one.sheet)).toEqual([
      '填写说明',
      '街镇',
      '选区',
      '用人单位',
      '代表',
      '期初积分',
      '积分登记',
    ])
    const { id, status } = await upload(bytes)
    expect(status).toBe(201)
    expect(await upload(bytes, { id })).toMatchObject({ status: 201, body: { jobId: id } })
    const job = await checked(id)
    expect(job).toMatchObject({
      state: 'checked',
      faultCount: 0,
      openCount: 0,
      summary: { units: 2, districts: 6, employers: 2, deputies: 12, belongings: 9, openings: 1, entries: 36 },
    })
    const applied = await post(`/imports/${id}/application`, { commandId: commandId() })
    expect(applied).toMatchObject({ status: 201, body: { events: 58 + 2 + 1 + 9 } })
    const { units } = (await get('/units')).body as { units: { id: string; name: string }[] }
    expect(units.map((unit) => unit.name)).toEqual(['青松街道', '白鹭镇'])
    const { quarters } = job['summary'] as { quarters: { quarter: string; entries: number }[] }
    const quarter = quarters
      .map((one) => one.quarter)
      .sort()
      .at(-1)!
    const totals = await get(`/units/${units[0]!.id}/district/quarters/${quarter}/totals`)
    expect(
      (totals.body as { rows: { quarterHundredths: number }[] }).rows.every((row) => row.quarterHundredths > 0)
    ).toBe(true)
    const invitation = commandId()
    const office = { name: '何敏', account: '何敏', roles: ['unit_office'], unitId: units[0]!.id }
    expect((await post('/members/invitations', { commandId: invitation, ...office })).status).toBe(201)
    expect(await post(`/imports/${id}/reversal`, { commandId: commandId() })).toMatchObject({
      status: 409,
      body: { code: 'import-has-invitations', title: expect.stringContaining('何敏') as string },
    })
    await post(`/members/invitations/${invitation}/withdrawal`, { commandId: commandId() })
    expect((await post(`/imports/${id}/reversal`, { commandId: commandId() })).status).toBe(201)
    expect((await get('/units')).body).toMatchObject({ units: [] })
  })

  test('the empty one brings nothing', async () => {
    const { id } = await upload(await template('?empty=1'))
    expect(await checked(id)).toMatchObject({ faultCount: 0, summary: { units: 0, entries: 0 } })
    const applied = await post(`/imports/${id}/application`, { commandId: commandId() })
    expect(applied).toMatchObject({ status: 409, body: { code: 'import-brings-nothing' } })
    expect((await post(`/imports/${id}/discard`, { commandId: commandId() })).status).toBe(201)
  })
})
