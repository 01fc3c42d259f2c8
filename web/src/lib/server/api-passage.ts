import { error, type RequestEvent } from '@sveltejs/kit'

/**
 * Headers by which the pages' own server speaks for a visitor. The api believes them because only a Worker
 * with the binding can send them, so what comes in from outside loses them here.
 */
const INTERNAL_HEADERS = ['x-jiceng-origin', 'x-jiceng-address'] as const

export const isForApi = (pathname: string): boolean => pathname.startsWith('/api/') || pathname.startsWith('/live/')

/** Hands a public request to the api as it is, WebSocket upgrades included. */
export function passToApi(event: RequestEvent): Promise<Response> {
  const api = event.platform?.env.API
  if (!api) error(503, 'The api is not bound here.')
  const headers = new Headers(event.request.headers)
  for (const name of INTERNAL_HEADERS) headers.delete(name)
  return api.fetch(new Request(event.request, { headers }))
}
