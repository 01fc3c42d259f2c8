import type { ExportedHandler } from '@cloudflare/workers-types'

// The floor of a page out of the cache: nothing but the Cache API. What it keeps is put there first, by a PUT.

export default {
  async fetch(request, _, ctx) {
    const cache = caches.default
    if (request.method === 'GET') return (await cache.match(request)) ?? new Response(null, { status: 404 })
    const headers = { 'content-type': 'text/html', 'cache-control': 'public, max-age=0, s-maxage=60' }
    ctx.waitUntil(cache.put(request.url, new Response(await request.text(), { headers })))
    return new Response(null, { status: 204 })
  },
} satisfies ExportedHandler
