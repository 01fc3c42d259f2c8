import { Hono, type Context } from 'hono'
import { Webhook } from 'standardwebhooks'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import type { AppEnv } from './context.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented } from './route.ts'

// A recipient's server in small, for the machine the product runs on: it verifies what arrives with a library that knows
// nothing of us, shows it, and fails when it is told to. Its boxes stand for as many recipients.

const receiverModes = ['ok', 'error', 'gone', 'busy', 'redirect', 'hang'] as const

const box = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/)
const BODY_CHARACTERS_MAX = 20_000
/** Longer than the sender waits. */
const HANG_MS = 20_000
const MESSAGES_MAX = 50

type Box = { box: string; secret: string; mode: (typeof receiverModes)[number] }

const storeOf = (c: Context<AppEnv>) => directoryStore(envOf(c.env))

const received = documented(
  async (c: Context<AppEnv>) => {
    const name = parse(box, c.req.param('box'))
    if (!name.ok) return problem(c, name.problem)
    const body = (await c.req.text()).slice(0, BODY_CHARACTERS_MAX)
    const [rows] = await storeOf(c).read([
      { sql: 'select * from local_receiver where box = ?', parameters: [name.value] },
    ])
    const { secret, mode } = (rows as Box[])[0] ?? { secret: '', mode: 'ok' as const }
    const isVerified = verifies(secret, body, c.req.raw.headers)
    const { status, headers = {} } = mode === 'ok' ? { status: isVerified ? 200 : 401 } : FAILURES[mode]
    await storeOf(c).write([
      {
        sql: `insert into local_message (box, receivedAt, webhookId, body, isVerified, answered)
          values (?, ?, ?, ?, ?, ?)`,
        parameters: [
          ...[name.value, new Date().toISOString(), c.req.header('webhook-id') ?? '', body],
          ...[isVerified ? 1 : 0, status],
        ],
      },
      {
        sql: `delete from local_message where box = ?1 and seq <=
          (select seq from local_message where box = ?1 order by seq desc limit 1 offset ${MESSAGES_MAX})`,
        parameters: [name.value],
      },
    ])
    if (mode === 'hang') await new Promise((done) => setTimeout(done, HANG_MS))
    const answer = status === 200 ? { received: true, ...tokenIn(body) } : { received: false, status }
    return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json', ...headers } })
  },
  {
    summary: { zh: '本机接收方（仅本机）', en: 'The local receiver (local only)' },
    policy: 'local',
    input: z.strictObject({}),
    writes: true,
  }
)

type Failure = { status: number; headers?: Record<string, string> }
const FAILURES: Record<Exclude<Box['mode'], 'ok'>, Failure> = {
  error: { status: 500 },
  gone: { status: 410 },
  busy: { status: 429, headers: { 'retry-after': '30' } },
  redirect: { status: 302, headers: { location: 'http://127.0.0.1/' } },
  hang: { status: 504 },
}

function verifies(secret: string, body: string, headers: Headers): boolean {
  if (secret === '') return false
  try {
    new Webhook(secret).verify(body, Object.fromEntries(headers.entries()))
    return true
  } catch {
    return false
  }
}

/** What a challenge wants to read back. */
function tokenIn(body: string): { token?: string } {
  const { data } = JSON.parse(body) as { data?: { token?: string } }
  return data?.token === undefined ? {} : { token: data.token }
}

const shown = documented(
  async (c: Context<AppEnv>) => {
    const [boxes, messages] = await storeOf(c).read([
      {
        sql: `select box, secret <> '' as hasSecret, mode from local_receiver
          union select box, 0, 'ok' from local_message where box not in (select box from local_receiver) order by box`,
        parameters: [],
      },
      { sql: `select * from local_message order by seq desc limit ${MESSAGES_MAX}`, parameters: [] },
    ])
    return c.json({ boxes, messages })
  },
  {
    summary: { zh: '本机接收方收到的推送（仅本机）', en: 'What the local receiver got (local only)' },
    policy: 'local',
    input: z.strictObject({}),
    writes: false,
  }
)

const settings = z.strictObject({
  /** Left empty: as before. */
  secret: z
    .string()
    .trim()
    .regex(/^(?:whsec_[A-Za-z0-9+/]{32,88}={0,2})?$/),
  mode: z.enum(receiverModes),
})

const set = documented(
  async (c: Context<AppEnv>) => {
    const name = parse(box, c.req.param('box'))
    if (!name.ok) return problem(c, name.problem)
    const input = parse(settings, await jsonOf(c))
    if (!input.ok) return problem(c, input.problem)
    const { secret, mode } = input.value
    await storeOf(c).write([
      {
        sql: `insert into local_receiver (box, secret, mode) values (?, ?, ?)
          on conflict do update set mode = excluded.mode, secret = iif(excluded.secret = '', secret, excluded.secret)`,
        parameters: [name.value, secret, mode],
      },
    ])
    return c.json({ box: name.value, mode }, 201)
  },
  {
    summary: { zh: '设定本机接收方（仅本机）', en: 'Set the local receiver (local only)' },
    policy: 'local',
    input: settings,
    writes: true,
  }
)

export const receiver = new Hono<AppEnv>().get('/', shown).post('/:box', received).post('/:box/settings', set)
