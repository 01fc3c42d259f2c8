import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { callApi } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => ({ commandId: newCommandId() })

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const response = await callApi(event, '/sign-ups', { method: 'POST', body: JSON.stringify(values) })
    return (await refused(response, values)) ?? redirect(303, paths.signUpSent())
  },
}
