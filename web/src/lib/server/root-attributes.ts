import type { Cookies } from '@sveltejs/kit'
import { readPreferences } from './preferences.ts'

const WALLS = ['/[quarter]/hall', '/hall/screen']
const PHONES = ['/(app)/[tenant]/my', '/(app)/[tenant]/check-in']

/**
 * The attributes of <html>, written on the server so that nothing jumps while a page loads.
 * The group of a route says what kind of page it is:
 *   (public)  18 px, the same for everybody and kept in shared caches: it never looks at a cookie
 *   (entry)   18 px, signing up and in
 *   my, check-in   18 px, a deputy's phone
 *   others    16 px, a desk
 */
export function rootAttributes(routeId: string | null, cookies: Cookies): string {
  // A wall in a lit room: dark by its own design, whatever anybody prefers.
  if (WALLS.some((wall) => routeId?.endsWith(wall))) return 'data-page="public" data-theme="dark"'
  if (routeId?.startsWith('/(public)')) return 'data-page="public"'
  const { type, theme } = readPreferences(cookies)
  const attributes: string[] = []
  if (routeId?.startsWith('/(entry)')) attributes.push('data-page="public"')
  if (PHONES.some((phone) => routeId?.startsWith(phone))) attributes.push('data-page="deputy"')
  if (type) attributes.push(`data-type="${type}"`)
  if (theme) attributes.push(`data-theme="${theme}"`)
  return attributes.join(' ')
}
