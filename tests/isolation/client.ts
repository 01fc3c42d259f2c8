import type { Hono } from 'hono'
import type { AppEnv } from '@jiceng/workers/http/context'
import type { RouteRow } from '@jiceng/workers/http/openapi'
import { forgetTenant } from '@jiceng/workers/who'
import { textIn } from './files.ts'
import { namesInPath, type Input } from './inputs.ts'
import { FOREIGN, HOME, OPENING, ORIGIN, type World } from './world.ts'

// Sends one request to the program itself, as a browser would, and takes back what it wrote.

export type Answer = {
  status: number
  code: string
  /** Headers and body; of a file what is in it. */
  text: string
  mediaType: string
  cacheControl: string
  calls: number
  sent: string
}

export type Sending = {
  slug?: string
  cookie?: string | null
  headers?: Record<string, string>
  /** What the body is, where it is not the JSON of the input. */
  body?: string
}

let count = 0
const commandId = (): string => `01890000-0000-7000-8000-${String(++count).padStart(12, '0')}`

const UPLOADS: Record<string, { type: string; body: string }> = {
  'file.upload': { type: 'image/png', body: 'no photo' },
  'paper.upload': { type: 'application/pdf', body: 'no paper' },
  'import.upload': { type: 'text/csv', body: '名称,类型' },
}

function requestOf({ method, path, doc }: RouteRow, input: Input, { slug = HOME, cookie, headers, body }: Sending) {
  const inPath = namesInPath(path)
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    name === 'tenant' ? slug : encodeURIComponent(String(input[name]))
  )
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.includes(name)))
  const upload = UPLOADS[doc?.policy ?? '']
  const asQuery = method === 'GET' ? rest : upload && { ...rest, commandId: commandId() }
  const query = new URLSearchParams(
    Object.entries(asQuery ?? {}).map(([name, value]): [string, string] => [name, String(value)])
  ).toString()
  const own = {
    origin: ORIGIN,
    ...(method === 'POST' ? { 'content-type': upload?.type ?? 'application/json' } : {}),
    ...credentialsOf(cookie ?? null),
  }
  const named = doc?.writes && doc.policy.includes('.') && doc.policy !== 'import.choose'
  const json = () => JSON.stringify({ ...(named ? { commandId: commandId() } : {}), ...rest })
  const sent = method === 'POST' ? { body: body ?? upload?.body ?? json() } : {}
  const url = `${ORIGIN}${filled}${query === '' ? '' : `?${query}`}`
  return new Request(url, { method, headers: { ...own, ...headers }, ...sent })
}

/** A session's cookie, or a program's key. */
function credentialsOf(cookie: string | null): Record<string, string> {
  if (cookie === null) return {}
  return cookie.startsWith('Bearer ') ? { authorization: cookie } : { cookie }
}

/** Doors without commandId in a strict body. */
const codeOf = (text: string): string => /"code":"([a-z0-9-]+)"/.exec(text)?.[1] ?? ''

export type Send = (row: RouteRow, input: Input, sending?: Sending) => Promise<Answer>

export const senderTo =
  (world: World, app: Hono<AppEnv>): Send =>
  (row, input, sending = {}) =>
    world.undone(async () => {
      for (const slug of [HOME, FOREIGN, OPENING]) forgetTenant(slug)
      const waiting: Promise<unknown>[] = []
      const context = { waitUntil: (work: Promise<unknown>) => void waiting.push(work), passThroughOnException() {} }
      world.spy.calls = 0
      const request = requestOf(row, input, sending)
      const response = await app.fetch(request, world.bindings, context as never)
      const body = await textIn(new Uint8Array(await response.arrayBuffer()))
      await Promise.allSettled(waiting)
      const headers = [...response.headers].map((pair) => pair.map(decoded).join(': ')).join('\n')
      return {
        ...{ status: response.status, code: response.status < 400 ? '' : codeOf(body) },
        ...{ text: `${headers}\n${body}`, mediaType: response.headers.get('content-type') ?? '' },
        ...{ cacheControl: response.headers.get('cache-control') ?? '' },
        ...{ calls: world.spy.calls, sent: decoded(request.url) + JSON.stringify(input) },
      }
    })

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
