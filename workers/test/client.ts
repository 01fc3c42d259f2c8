import { exports } from 'cloudflare:workers'
import { bindings } from './setup.ts'

// A small client that behaves as a browser does: it keeps the cookie and names its origin.

const ORIGIN = 'http://jiceng.test'

let count = 0
/** A UUIDv7 that is new each time. */
export const commandId = (): string =>
  `01890000-0000-7000-8000-${String(++count).padStart(6, '0')}${Math.floor(Math.random() * 1e6)
    .toString()
    .padStart(6, '0')}`

const year = new Date().getUTCFullYear()
/** A term that runs today and all of the last quarter, whenever that is. */
export const TERM = { startOn: `${year - 2}-11-20`, endOn: `${year + 2}-11-19` }

export type Answer<T = Record<string, unknown>> = { status: number; headers: Headers; body: T }

export async function call<T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {}
): Promise<Answer<T>> {
  const init: RequestInit = { method, headers: { origin: ORIGIN, 'content-type': 'application/json', ...headers } }
  if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await (exports as { default: Fetcher }).default.fetch(`${ORIGIN}/api${path}`, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T }
}

const PASSWORD = 'correct horse battery'

/** Signs a district up the way a person does, mail and all, and returns its administrator's cookie. */
export async function signUpDistrict(slug: string, email = `office@${slug}.example`) {
  const application = { slug, areaCode: '500199', name: `${slug}区`, applicantName: '张敏之', email }
  const from = { 'x-jiceng-address': slug }
  const asked = await call('POST', '/sign-ups', { commandId: commandId(), ...application }, from)
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body))
  const mail = await bindings.DIRECTORY.prepare('select text from mail where recipient = ? order by seq desc')
    .bind(email)
    .first<{ text: string }>()
  const token = /confirm\/([0-9a-f]{64})/.exec(mail!.text)![1]!
  const confirmed = await call('POST', `/sign-ups/${token}/confirmation`, {
    commandId: commandId(),
    password: PASSWORD,
  })
  if (confirmed.status !== 201) throw new Error(JSON.stringify(confirmed.body))
  return { token, cookie: await signIn(email) }
}

export async function signIn(account: string, slug?: string, password = PASSWORD): Promise<string> {
  const answer = await call('POST', '/session', { account, slug, password })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
