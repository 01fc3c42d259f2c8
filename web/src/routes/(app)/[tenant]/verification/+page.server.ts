import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).verification.verification.$get())),
  commandId: newCommandId(),
})

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', code = '' } = values
    const response = await apiOf(event).verification.verification.$post({ json: { commandId, code } })
    return (await refused(response, values)) ?? { done: true }
  },
}
