import type { Handle } from '@sveltejs/kit'
import { sequence } from '@sveltejs/kit/hooks'
import { paraglideMiddleware } from '$lib/paraglide/server.js'
import { isForApi, passToApi } from '$lib/server/api-passage.ts'
import { withSafeHeaders } from '$lib/server/headers.ts'
import { rootAttributes } from '$lib/server/root-attributes.ts'

const safeHeaders: Handle = async ({ event, resolve }) => withSafeHeaders(await resolve(event), event.url)

const api: Handle = ({ event, resolve }) => (isForApi(event.url.pathname) ? passToApi(event) : resolve(event))

const page: Handle = ({ event, resolve }) =>
  // The address is all that decides the language, so the body of the request stays where it is.
  paraglideMiddleware(new Request(event.url), ({ locale }) => {
    event.locals.lang = locale
    return resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%jiceng.lang%', locale === 'zh' ? 'zh-CN' : 'en')
          .replace('%jiceng.root%', rootAttributes(event.route.id, event.cookies)),
    })
  })

export const handle: Handle = sequence(safeHeaders, api, page)
