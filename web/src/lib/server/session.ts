import type { RequestEvent } from '@sveltejs/kit'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import { callApi } from './api.ts'

type Begun = { isDeputy: boolean; problem: null } | { isDeputy: false; problem: ProblemBody }

/** Signs in at the api and keeps the cookie it hands out. Answers the api's refusal, or as whom one came in. */
export async function beginSession(
  event: RequestEvent,
  credentials: { account: string; slug?: string; password: string }
): Promise<Begun> {
  const response = await callApi(event, '/session', { method: 'POST', body: JSON.stringify(credentials) })
  if (!response.ok) return { isDeputy: false, problem: (await response.json()) as ProblemBody }
  keepCookie(event, response)
  return { ...((await response.json()) as { isDeputy: boolean }), problem: null }
}

export async function endSession(event: RequestEvent): Promise<void> {
  keepCookie(event, await callApi(event, '/session', { method: 'DELETE' }))
}

/** The api decides name, value and lifetime; how a browser may use it is the same for every session. */
function keepCookie(event: RequestEvent, response: Response): void {
  const [pair = '', ...attributes] = (response.headers.get('set-cookie') ?? '').split(';')
  const at = pair.indexOf('=')
  if (at < 1) return
  const maxAge = attributes.map((one) => /^\s*max-age=(\d+)$/i.exec(one)?.[1]).find((one) => one !== undefined)
  event.cookies.set(pair.slice(0, at), pair.slice(at + 1), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: pair.startsWith('__Host-'),
    encode: (value: string) => value,
    ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
  })
}
