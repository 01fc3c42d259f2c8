import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { returnPath } from '$lib/server/return-path.ts'
import { signIn, signInByCode } from '$lib/server/sign-in.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { frame, district } = await read(event, apiOf(event).board.boards.$get())
  return { frame, district }
}

/** Where one came from, or what one starts with. */
const homeOf =
  ({ url, params: { tenant } }: RequestEvent) =>
  (isDeputy: boolean): string => {
    const back = url.searchParams.get('back')
    if (back !== null) return returnPath(back, url)
    return isDeputy ? paths.my(tenant) : paths.today(tenant)
  }

export const actions = {
  password: (event) => signIn(event, event.params.tenant, homeOf(event)),
  code: (event) => signInByCode(event, event.params.tenant, homeOf(event)),
} satisfies Actions
