import { fail, redirect } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf } from '$lib/server/form.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import { returnPath } from '$lib/server/return-path.ts'
import { beginSession } from '$lib/server/session.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { frame, district } = await read(event, apiOf(event).board.boards.$get())
  return { frame, district }
}

export const actions: Actions = {
  default: async (event) => {
    const { account = '', password = '' } = await fieldsOf(event.request)
    const { problem, isDeputy } = await beginSession(event, { account, slug: event.params.tenant, password })
    if (problem) {
      const text = problem.status === 422 ? m.sign_in_refused() : problem.title
      const errors = [{ field: 'password', text }]
      return fail(problem.status, { errors, because: null, values: { account } } satisfies Refused)
    }
    const back = event.url.searchParams.get('back')
    const home = isDeputy ? paths.my(event.params.tenant) : paths.today(event.params.tenant)
    redirect(303, back === null ? home : returnPath(back, event.url))
  },
}
