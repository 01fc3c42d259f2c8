import type { Reroute, Transport } from '@sveltejs/kit'
import { deLocalizeUrl } from '$lib/paraglide/runtime.js'
import { ServerOnly } from '$lib/server-only.ts'

/** English pages live under /en/…; the routes know one address per page. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname

/** How what a `load` answers is written down for the browser, where it is more than JSON. */
export const transport: Transport = {
  ServerOnly: {
    encode: (value) => value instanceof ServerOnly && 'on the server',
    decode: () => {
      throw new Error('A page that runs a script asked for data that stays on the server.')
    },
  },
}
