import { beforeAll, describe, expect, test } from 'vitest'
import { ensureAccount } from '../src/account.ts'
import { call, commandId, signIn, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

type Overview = { tenants: { id: string; slug: string; areaCode: string; status: string }[]; usedSlots: number }

let administrator = ''
let operator = ''
let district: Overview['tenants'][number]

const verification = (body: object, cookie = operator) =>
  call('POST', `/operator/districts/${district.id}/verification`, { commandId: commandId(), ...body }, { cookie })

const letter = { areaCode: '500199', letterNumber: '青禾人办函〔2026〕12号', letterOn: '2026-11-02' }

beforeAll(async () => {
  administrator = (await signUpDistrict('qinghe')).cookie
  const person = { email: 'operator@jiceng.example', name: '乔云', password: 'correct horse battery' }
  const userId = await ensureAccount(bindings.DIRECTORY, person)
  await bindings.DIRECTORY.prepare('insert into operator values (?)').bind(userId).run()
  operator = await signIn(person.email)
  const { body } = await call<Overview>('GET', '/operator/districts', undefined, { cookie: operator })
  district = body.tenants[0]!
})

describe('the operator', () => {
  test('sees which districts there are, and nothing of what is in one', async () => {
    expect(district).toMatchObject({ slug: 'qinghe', status: 'trial', applicantName: '张敏之' })
    for (const path of ['units', 'members', 'today/2026Q3', 'boards/none']) {
      const answer = await call('GET', `/tenants/qinghe/${path}`, undefined, { cookie: operator })
      expect([401, 404]).toContain(answer.status)
    }
    // No database of a district is opened: the answers are the same with all of them renamed.
    await bindings.TENANT_0001.prepare(`update identity set id = id || '!'`).run()
    const districts = await call('GET', '/operator/districts', undefined, { cookie: operator })
    await bindings.TENANT_0001.prepare(`update identity set id = rtrim(id, '!')`).run()
    expect(districts.status).toBe(200)
  })

  test('is told of an alarm until it is acknowledged, by an operator only', async () => {
    const alarms = async () =>
      (await call<{ alarms: { id: string }[] }>('GET', '/operator/districts', undefined, { cookie: operator })).body
        .alarms
    // The tests' pool is so small that the first district made it low.
    const [alarm] = await alarms()
    expect(alarm).toMatchObject({ kind: 'pool-low' })
    const path = `/operator/alarms/${encodeURIComponent(alarm!.id)}/acknowledgement`
    const acknowledge = (cookie: string) => call('POST', path, { commandId: commandId() }, { cookie })
    expect((await acknowledge(administrator)).status).toBe(401)
    expect((await acknowledge(operator)).status).toBe(201)
    expect(await alarms()).toEqual([])
  })

  test('is nobody else: a district’s administrator and a visitor are refused', async () => {
    const options = [{ cookie: administrator }, {}]
    for (const headers of options) {
      expect((await call('GET', '/operator/districts', undefined, headers)).status).toBe(401)
    }
    expect((await verification(letter, administrator)).status).toBe(401)
  })

  test('posts a code, which the administrator types: the district is live and its pages say so', async () => {
    const path = `/operator/districts/${district.id}/verification-codes`
    const request = { commandId: commandId(), areaCode: '500199' }
    const issued = await call<{ code: string | null }>('POST', path, request, { cookie: operator })
    expect(issued.body.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const repeated = await call<{ code: string | null }>('POST', path, request, { cookie: operator })
    expect(repeated).toMatchObject({ status: 201, body: { code: null } })
    const enter = (code: string) =>
      call('POST', '/tenants/qinghe/verification', { commandId: commandId(), code }, { cookie: administrator })
    expect(await enter('0000-0000-0000')).toMatchObject({ status: 422, body: { code: 'code-wrong' } })
    expect((await enter(issued.body.code!.toLowerCase())).status).toBe(201)
    const board = await call('GET', '/tenants/qinghe/boards')
    const frame = JSON.parse(decodeURIComponent(board.headers.get('x-jiceng-frame')!)) as { tenant: { status: string } }
    expect(frame.tenant.status).toBe('live')
    expect(await verification(letter)).toMatchObject({ status: 409, body: { code: 'already-verified' } })
  })
})
