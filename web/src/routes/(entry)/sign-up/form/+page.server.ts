import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { callApi } from '$lib/server/api.ts'
import { areaOf } from '$lib/server/areas.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** `area`: the chosen district's code, or "manual" where the list lacks it and name and code are typed. */
export const load: PageServerLoad = async (event) => {
  const code = event.url.searchParams.get('area') ?? ''
  if (code === 'manual') return { commandId: newCommandId(), area: null }
  const area = await areaOf(event, code)
  // No district: a code that is not in the list, or a province. It is chosen first.
  if (!area || area.children.length > 0) redirect(303, paths.signUp())
  return { commandId: newCommandId(), area }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const response = await callApi(event, '/sign-ups', { method: 'POST', body: JSON.stringify(values) })
    return (await refused(response, values)) ?? redirect(303, paths.signUpSent())
  },
}
