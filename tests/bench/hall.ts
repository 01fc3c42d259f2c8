import type { D1Database } from '@cloudflare/workers-types'
import { insertMany } from '@jiceng/core/kernel/insert'
import { dayOf } from '@jiceng/core/kernel/calendar'
import type { HallState } from '@jiceng/core/sitting/live'
import { newId } from '../../scripts/lib/killed-server.ts'
import { mandateId } from './world.ts'
import { bindingOf, opened, signedInBy, SIGNED_IN, tenantOf, type District } from './local.ts'

// A district's congress of 450 comes in within a minute, each deputy with an account and a phone of their own, while the
// hall's screens are open. What is asked goes through every door of the deployed api.

export const DEPUTIES = 450
const DEPUTIES_A_UNIT = 45
const SCREENS = 10
const WITHIN_MS = 60_000
/** How long after the last arrival screens are watched. */
const AFTER_MS = 5000

export const hallDistrict: District = {
  ...{ slug: 'hall', slot: 1 },
  size: { units: DEPUTIES / DEPUTIES_A_UNIT, deputiesAUnit: DEPUTIES_A_UNIT, entries: 4500 },
}

const mandateIds = (): string[] =>
  Array.from({ length: DEPUTIES }, (_, n) => mandateId(Math.floor(n / DEPUTIES_A_UNIT) + 1, (n % DEPUTIES_A_UNIT) + 1))

const sessionOf = (mandate: string): string => `session-of-${mandate}`

/** Every deputy has an account and is signed in. */
export async function signDeputiesIn(state: string): Promise<void> {
  const { env, dispose } = await opened(state, [hallDistrict])
  const always = '2026-01-01T00:00:00.000Z'
  const tenantId = tenantOf(hallDistrict)
  const rows = mandateIds().map((id) => ({ id, always }))
  await write(env['DIRECTORY']!, [
    ...insertMany(
      'user',
      rows.map(({ id }) => ({
        ...{ id, name: '代表', email: `${id.replaceAll(':', '.')}@example.com`, emailVerified: 1 },
        ...{ createdAt: always, updatedAt: always },
      }))
    ),
    ...insertMany(
      'session',
      rows.map(({ id }) => ({
        ...{ id, expiresAt: '2999-01-01T00:00:00.000Z', token: sessionOf(id), userId: id },
        ...{ createdAt: always, updatedAt: always },
      }))
    ),
    // In the world of the bench a person has the id of the one mandate.
    ...insertMany(
      'membership',
      rows.map(({ id }) => ({ id: `deputy:${id}`, tenantId, userId: id, roles: '["deputy"]', personId: id }))
    ),
  ])
  await dispose()
}

const write = async (database: D1Database, statements: ReturnType<typeof insertMany>) => {
  await database.batch(statements.map(({ sql, parameters }) => database.prepare(sql).bind(...parameters)))
}

type Hall = { sessionId: string; sittingId: string }

/** The congress is called for today and its doors are open. */
export async function openDoors(api: string): Promise<Hall> {
  const today = dayOf(Date.now())
  const year = Number(today.slice(0, 4))
  const term = { startOn: `${year - 2}-01-01`, endOn: `${year + 2}-12-31` }
  await must(api, '/terms', { congresses: [{ congressId: 'district', ordinal: 18 }], ...term })
  const days = { calledOn: today, firstOn: today, lastOn: today }
  const about = { kind: 'extraordinary', ordinal: 1, proposerCount: 100, venue: '区会议中心' }
  const sessions = '/bodies/district/congress/sessions'
  const sessionId = await must(api, sessions, { ...about, ...days })
  return { sessionId, sittingId: await must(api, `${sessions}/${sessionId}/sittings`, { kind: 'plenary' }) }
}

const addressOf = (api: string, path: string): string => `${api}/api/tenants/${hallDistrict.slug}${path}`

async function post(api: string, path: string, body: object, headers: Record<string, string>) {
  return fetch(addressOf(api, path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ commandId: newId(), ...body }),
  })
}

async function must(api: string, path: string, body: object): Promise<string> {
  const answer = await post(api, path, body, SIGNED_IN)
  const text = await answer.text()
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${text}`)
  return (JSON.parse(text) as { commandId: string }).commandId
}

/** What a screen showed, and when. */
export type Screen = { shown: { count: number; at: number }[]; newest: HallState | null; stop(): void }

/** Opens a screen and reads its stream. */
async function watch(api: string, { sessionId }: Hall): Promise<Screen> {
  const control = new AbortController()
  const path = addressOf(api, `/sessions/${sessionId}/hall/live`)
  const answer = await fetch(path, { headers: SIGNED_IN, signal: control.signal })
  if (!answer.ok || !answer.body) throw new Error(`a screen was refused: ${answer.status}`)
  const screen: Screen = { shown: [], newest: null, stop: () => control.abort() }
  void follow(answer.body.pipeThrough(new TextDecoderStream()), screen)
  return screen
}

async function follow(stream: ReadableStream<string>, screen: Screen): Promise<void> {
  let rest = ''
  try {
    for await (const text of stream) {
      const messages = (rest + text).split('\n\n')
      rest = messages.pop()!
      for (const message of messages) {
        const json = /^data: (.*)$/m.exec(message)?.[1]
        if (!json) continue
        screen.newest = JSON.parse(json) as HallState
        screen.shown.push({ count: screen.newest.sitting?.presentCount ?? 0, at: performance.now() })
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

export type Arrivals = { acknowledgedAt: number[]; refused: string[]; screens: Screen[] }

/** Everybody comes at a moment of the minute that is theirs, as chance has it. */
export async function comeIn(api: string, hall: Hall): Promise<Arrivals> {
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => watch(api, hall)))
  while (!screens.every(({ newest }) => newest?.code)) await pause(50)
  const acknowledgedAt: number[] = []
  const refused: string[] = []
  const path = `/sessions/${hall.sessionId}/sittings/${hall.sittingId}/arrivals`
  await Promise.all(
    mandateIds().map(async (memberId) => {
      await pause(Math.random() * WITHIN_MS)
      const { digits } = screens[0]!.newest!.code!
      const answer = await post(api, path, { memberId, code: digits }, signedInBy(sessionOf(memberId)))
      if (answer.status === 201) acknowledgedAt.push(performance.now())
      else refused.push(`${answer.status} ${await answer.text()}`)
      await answer.body?.cancel().catch(() => undefined)
    })
  )
  await pause(AFTER_MS)
  for (const { stop } of screens) stop()
  return { acknowledgedAt, refused, screens }
}

/** The longest that any screen showed less than had been acknowledged. */
export function longestLagMs({ acknowledgedAt, screens }: Arrivals): number {
  const acknowledged = acknowledgedAt.toSorted((a, b) => a - b)
  const lags = screens.flatMap(({ shown }) =>
    acknowledged.map((at, n) => {
      const seen = shown.find(({ count }) => count > n)
      return seen ? seen.at - at : Number.POSITIVE_INFINITY
    })
  )
  return Math.max(0, ...lags)
}

/** How many of them the database has as present. */
export async function presentIn(state: string): Promise<number> {
  const { env, dispose } = await opened(state, [hallDistrict])
  const row = await env[bindingOf(hallDistrict.slot)]!.prepare(
    `select count(*) as count from presence where state = 'present'`
  ).first<{ count: number }>()
  await dispose()
  return row!.count
}
