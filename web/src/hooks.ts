import type { Reroute } from '@sveltejs/kit'
import { deLocalizeUrl } from '$lib/paraglide/runtime.js'

/** English pages live under /en/…; the routes know one address per page. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname
