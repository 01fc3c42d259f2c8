import type { Frame } from '@jiceng/workers/http/frame'
import { apiOf } from '$lib/server/api.ts'
import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { RequestHandler } from './$types'

/** What the api says of a file that is for whoever saves it. */
const KEPT = ['content-type', 'content-disposition', 'content-security-policy', 'etag'] as const

/** A public paper. Kept as a public page is, so that one that is public no more is gone within a minute. */
export const GET: RequestHandler = async (event) => {
  const door = apiOf(event, 'anonymous').meeting.meetings[':sessionId'].papers[':paperId']
  const response = await door.$get({ param: event.params })
  const headers = new Headers()
  for (const name of KEPT) headers.set(name, response.headers.get(name) ?? '')
  if (!response.ok) return new Response(response.body, { status: response.status, headers: plain(response) })
  headers.set('cache-control', PUBLIC_PAGE)
  if (isUnverified(response)) headers.set('x-robots-tag', 'noindex')
  const isKnown = event.request.headers.get('if-none-match') === headers.get('etag')
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(response.body, { headers })
}

type Answered = { headers: Headers }
const plain = ({ headers }: Answered) => ({ 'content-type': headers.get('content-type') ?? 'application/problem+json' })

const isUnverified = ({ headers }: Answered): boolean =>
  (JSON.parse(decodeURIComponent(headers.get('x-jiceng-frame')!)) as Frame).tenant.status === 'trial'
