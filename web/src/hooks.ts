import type { Reroute, Transport } from '@sveltejs/kit'
import { deLocalizeUrl } from '$lib/paraglide/runtime.js'
import { staysHere } from '$lib/server-only.ts'

/** English pages live under /en/…; the routes know one address per page. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname

/** How what a `load` answers is written down for the browser, where it is more than JSON. */
export const transport: Transport = {
  serverOnly: {
    encode: (value) => staysHere(value) && 'on the server',
    decode: () => {
      throw new Error('A page that runs a script asked for data that stays on the server.')
    },
  },
}
