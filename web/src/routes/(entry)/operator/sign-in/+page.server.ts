import { fail, redirect } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import * as paths from '$lib/paths.ts'
import { platformApi } from '$lib/server/api.ts'
import { fieldsOf } from '$lib/server/form.ts'
import { beginSession } from '$lib/server/session.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whoever is signed in already but is no operator learns why the platform's pages send them here. */
export const load: PageServerLoad = async (event) => {
  const response = await platformApi(event).districts.$get()
  if (response.ok) redirect(303, paths.operator())
  return {}
}

export const actions: Actions = {
  default: async (event) => {
    const { account = '', password = '' } = await fieldsOf(event.request)
    const { problem } = await beginSession(event, { account, password })
    if (problem) {
      const text = problem.status === 422 ? m.sign_in_refused() : problem.title
      const errors = [{ field: 'password', text }]
      return fail(problem.status, { errors, because: null, values: { account } } satisfies Refused)
    }
    redirect(303, paths.operator())
  },
}
