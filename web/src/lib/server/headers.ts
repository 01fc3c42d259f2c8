const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  // Camera and microphone for the live room; nothing else is ever asked for.
  'permissions-policy':
    'camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()',
} as const

/**
 * A page that is the same for everybody: kept for a minute by the site's own cache, which answers from it without asking
 * the api, and by nobody else without asking. So a page is a minute old at most, wherever it was kept on its way.
 */
export const PUBLIC_PAGE = 'public, max-age=0, s-maxage=60'

const TWO_YEARS_S = 2 * 365 * 24 * 60 * 60
const SWITCHING_PROTOCOLS = 101

/**
 * The adapter puts every GET answer that does not say private into a cache that is blind to cookies. So an answer
 * is private unless it calls itself public.
 */
export function withSafeHeaders(answer: Response, url: URL): Response {
  // A WebSocket upgrade carries its socket on the object itself: a copy would lose it.
  if (answer.status === SWITCHING_PROTOCOLS) return answer
  // What comes over the binding has headers that cannot be changed.
  const safe = new Response(answer.body, answer)
  for (const [name, value] of Object.entries(SAFE_HEADERS)) safe.headers.set(name, value)
  if (url.protocol === 'https:') {
    safe.headers.set('strict-transport-security', `max-age=${TWO_YEARS_S}; includeSubDomains`)
  }
  if (!isPublic(safe.headers.get('cache-control'))) safe.headers.set('cache-control', 'private, no-store')
  return safe
}

function isPublic(cacheControl: string | null): boolean {
  const directives = (cacheControl ?? '').toLowerCase().split(',')
  return directives.some((directive) => directive.trim() === 'public')
}
