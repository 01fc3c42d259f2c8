import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { call, commandId, signIn, signUpDistrict } from './client.ts'

// A hall's live stream on the platform itself: the room's look at the database, and the browser's stream through all doors.

const base = '/tenants/qinghe'
const PRESIDIUM_YEARS = 2
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const year = Number(today.slice(0, 4))
const TERM = { startOn: `${year - PRESIDIUM_YEARS}-01-10`, endOn: `${year + PRESIDIUM_YEARS}-12-31` }

let cookie = ''
let sessionId = ''
let town = ''
let at = ''
const members: string[] = []

const made = async (path: string, body: object): Promise<string> => {
  const answer = await call<{ commandId: string }>('POST', base + path, { commandId: commandId(), ...body }, { cookie })
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body.commandId
}

beforeAll(async () => {
  cookie = (await signUpDistrict('qinghe')).cookie
  town = await made('/units', { kind: 'town', name: '柳荫镇' })
  const district = await made(`/units/${town}/township/electoral-districts`, { name: '镇第1选区', seats: 3 })
  for (const name of ['陈静', '丁文博', '马晓岚']) {
    const mandate = { name, electoralDistrictId: district, ...TERM, ground: 'general_election' }
    members.push(await made(`/units/${town}/township/mandates`, mandate))
  }
  await made('/terms', { congresses: [{ congressId: town, ordinal: 20 }], ...TERM })
  const days = { calledOn: today, firstOn: today, lastOn: today }
  const about = { kind: 'extraordinary', ordinal: 1, proposerCount: 1, venue: '镇政府礼堂' }
  const sessions = `/bodies/${town}/congress/sessions`
  sessionId = await made(sessions, { ...about, ...days })
  at = `${sessions}/${sessionId}/sittings`
})

type State = {
  sitting: { status: string; presentCount: number; needed: number } | null
  code: { digits: string } | null
}

/** Reads a stream until a state is as it should be; answers that state. */
async function until(wanted: (state: State) => boolean, act: () => Promise<unknown>): Promise<State> {
  const response = await (exports as { default: Fetcher }).default.fetch(
    `http://jiceng.test/api${base}/sessions/${sessionId}/hall/live`,
    { headers: { cookie, accept: 'text/event-stream' } }
  )
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  await act()
  let read = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`the stream ended: ${read}`)
    read += value
    const states = [...read.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!) as State)
    const found = states.findLast(wanted)
    if (!found) continue
    await reader.cancel()
    return found
  }
}

test('a screen is told what its hall is like at once, and every change while it watches', async () => {
  const closed = await until(
    ({ sitting }) => sitting === null,
    async () => undefined
  )
  expect(closed.code).toBeNull()
  let sitting = ''
  const open = await until(
    (state) => state.sitting?.status === 'checking_in',
    async () => (sitting = await made(at, { kind: 'plenary' }))
  )
  expect(open).toMatchObject({
    sitting: { presentCount: 0, needed: 2 },
    code: { digits: expect.stringMatching(/^\d{6}$/) as string },
  })
  const counted = await until(
    (state) => state.sitting?.presentCount === 2,
    () => made(`${at}/${sitting}/desk-arrivals`, { memberIds: members.slice(0, 2) })
  )
  expect(counted.sitting?.status).toBe('checking_in')
  await until(
    (state) => state.sitting?.status === 'open',
    () => made(`${at}/${sitting}/opening`, {})
  )
})

test('a deputy checks in by the code; whoever guesses is stopped', async () => {
  const slips = await call<{ slips: { code: string }[] }>(
    'POST',
    `${base}/units/${town}/accounts/slips`,
    { commandId: commandId(), deputies: [{ personId: members[2], mobile: null }] },
    { cookie }
  )
  const password = 'a password of mine'
  await call('POST', `/invitations/${slips.body.slips[0]!.code}/acceptance`, { commandId: commandId(), password })
  const deputy = { cookie: await signIn('马晓岚', 'qinghe', password) }
  const [one] = (
    await call<{ sittings: { sittingId: string; memberId: string }[] }>('GET', `${base}/my/sittings`, undefined, deputy)
  ).body.sittings
  const door = `${base}/sessions/${sessionId}/sittings/${one!.sittingId}/arrivals`
  const typed = (code: string) => call('POST', door, { commandId: commandId(), memberId: one!.memberId, code }, deputy)
  const state = await until(
    ({ code }) => code !== null,
    async () => undefined
  )
  const { digits } = state.code!
  const wrong = digits === '000000' ? '000001' : '000000'
  for (let n = 0; n < 9; n++) expect((await typed(wrong)).status).toBe(422)
  expect((await typed(digits)).status).toBe(201)
  // What was no guess is given back: there is one left.
  expect((await typed(digits)).body['code']).toBe('already-checked-in')
  expect((await typed('12345x')).status).toBe(422)
  expect((await typed(wrong)).status).toBe(429)
})

test('whoever may not read the session watches nothing', async () => {
  const path = `${base}/sessions/${sessionId}/hall/live`
  expect((await call('GET', path)).status).toBe(401)
  expect((await call('GET', `${base}/sessions/nobody/hall/live`, undefined, { cookie })).status).toBe(404)
})
