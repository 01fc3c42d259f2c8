import { exports } from 'cloudflare:workers'
import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { calendarOf } from '../src/feed/calendar.ts'
import { call, commandId as newCommandId, signUpDistrict } from './client.ts'

type Session = Parameters<typeof calendarOf>[0]['sessions'][number]

const session: Session = {
  ...{ id: '0190a', kind: 'annual', firstOn: '2026-11-28', lastOn: '2026-11-30', status: 'called' },
  title: { zh: '青禾区第十八届人民代表大会第六次会议', en: '' },
  ...{ venue: '区会议中心；三楼,会议室', sequence: 0, changedAt: '2026-10-08T02:00:00.000Z' },
}
const written = (...sessions: Session[]) =>
  calendarOf({ tenantId: 'qinghe', placeName: '青禾区', districtName: '青禾区', sessions })

/** As another program reads it. */
const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))

describe('a calendar as RFC 5545 has it', () => {
  test('a session is days without hours, its last one included, and its texts come back as they were', () => {
    const [event] = read(written(session))
    expect(event).toMatchObject({
      uid: 'session-0190a@qinghe',
      ...{ summary: session.title.zh, location: session.venue, description: '年初例会', sequence: 0 },
    })
    expect([event!.startDate.isDate, event!.startDate.toString(), event!.endDate.toString()]).toEqual([
      ...[true, '2026-11-28', '2026-12-01'],
    ])
    expect(event!.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(String(event!.component.getFirstPropertyValue('dtstamp'))).toBe('2026-10-08T02:00:00Z')
  })

  test('one that moved keeps its UID and counts up; one called off is CANCELLED', () => {
    const moved = { ...session, firstOn: '2026-12-01', lastOn: '2026-12-01', sequence: 2 }
    const [before] = read(written(session))
    const [after] = read(written(moved))
    expect(after!.uid).toBe(before!.uid)
    expect([after!.sequence, after!.startDate.toString()]).toEqual([2, '2026-12-01'])
    const [off] = read(written({ ...moved, status: 'cancelled', sequence: 3 }))
    expect([off!.uid, off!.sequence]).toEqual([before!.uid, 3])
    expect(off!.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  test('long lines of Chinese are folded at 75 octets, between characters, and end in CRLF', () => {
    const long = { ...session, venue: '三楼大会议室𠮷，'.repeat(30), title: { zh: '会议'.repeat(60), en: '' } }
    const text = written(long)
    const lines = text.split('\r\n')
    expect(text).not.toMatch(/[^\r]\n/)
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(10)
    expect(text).not.toContain('\ufffd')
    const [event] = read(text)
    expect([event!.summary, event!.location]).toEqual([long.title.zh, long.venue])
  })

  test('nothing to show is a calendar too', () => {
    expect(read(written())).toEqual([])
  })
})

describe('its door', () => {
  let cookie = ''
  beforeAll(async () => {
    ;({ cookie } = await signUpDistrict('qinghe'))
  })
  const at = (token: string, slug = 'qinghe') =>
    (exports as { default: Fetcher }).default.fetch(`http://jiceng.test/api/feeds/${slug}/${token}`)
  const make = async (commandId = newCommandId()) =>
    call('POST', '/tenants/qinghe/places/district/feed', { commandId }, { cookie })
  const tokenOf = (address: string) => /\/qinghe\/feeds\/([0-9a-f]{64})\.ics$/.exec(address)![1]!

  test('whoever holds the address reads, without a cookie, and nobody keeps it', async () => {
    const made = await make()
    const response = await at(tokenOf(made.body['address'] as string))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(read(await response.text())).toEqual([])
  })

  test('a repeated request no longer knows it; another makes it anew and the first leads nowhere', async () => {
    const commandId = newCommandId()
    const first = await make(commandId)
    expect((await make(commandId)).body['address']).toBeNull()
    const second = await make()
    expect((await at(tokenOf(first.body['address'] as string))).status).toBe(404)
    expect((await at(tokenOf(second.body['address'] as string))).status).toBe(200)
    const ending = '/tenants/qinghe/places/district/feed/ending'
    expect((await call('POST', ending, { commandId: newCommandId() }, { cookie })).status).toBe(201)
    expect((await at(tokenOf(second.body['address'] as string))).status).toBe(404)
  })

  test('a wrong address, no address and another district’s are one answer, and tries are counted', async () => {
    const token = tokenOf((await make()).body['address'] as string)
    const answers = await Promise.all([at('0'.repeat(64)), at('x'), at(token, 'nowhere')])
    const told = await Promise.all(
      answers.map(async (one) => [one.status, { ...(await one.json<object>()), requestId: '' }])
    )
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
    expect(told[0]![0]).toBe(404)
    for (let tries = 0; tries < 330; tries++) await at('0'.repeat(64))
    expect((await at('0'.repeat(64))).status).toBe(429)
  })
})
