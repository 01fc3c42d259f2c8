import type { RequestEvent } from '@sveltejs/kit'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import { callApi } from './api.ts'

/** `challenge`: the password was right, and a code is still to come. */
export type Begun =
  | { isDeputy: boolean; challenge: string | null; problem: null }
  | { isDeputy: false; challenge: null; problem: ProblemBody }

type InDistrict = { slug?: string }

/** Signs in at the api and keeps the cookie it hands out. Answers the api's refusal, or as whom one came in. */
export const beginSession = (
  event: RequestEvent,
  credentials: { account: string; password: string } & InDistrict
): Promise<Begun> => begun(event, '/session', credentials)

/** The second step of a sign-in. */
export const takeStep = (event: RequestEvent, step: { challenge: string; code: string } & InDistrict): Promise<Begun> =>
  begun(event, '/session/code', step)

async function begun(event: RequestEvent, path: string, body: object): Promise<Begun> {
  const response = await callApi(event, path, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) {
    return { isDeputy: false, challenge: null, problem: (await response.json()) as ProblemBody }
  }
  keepCookie(event, response)
  return { ...((await response.json()) as { isDeputy: boolean; challenge: string | null }), problem: null }
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
