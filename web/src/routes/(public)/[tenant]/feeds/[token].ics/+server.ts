import { feedApiOf } from '$lib/server/api.ts'
import type { RequestHandler } from './$types'

/** A calendar program asks, by its secret address and nothing else; its answer is the api's own. */
export const GET: RequestHandler = async (event) => {
  const response = await feedApiOf(event).$get({ param: { feedToken: encodeURIComponent(event.params.token) } })
  const headers = new Headers({ 'x-robots-tag': 'noindex', 'cache-control': 'private, no-store' })
  const type = response.headers.get('content-type')
  const retryAfter = response.headers.get('retry-after')
  if (type !== null) headers.set('content-type', type)
  if (retryAfter !== null) headers.set('retry-after', retryAfter)
  return new Response(response.body, { status: response.status, headers })
}
