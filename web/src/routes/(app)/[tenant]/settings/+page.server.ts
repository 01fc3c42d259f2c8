import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).selfCheck['board-settings'].$get())),
  commandId: newCommandId(),
})

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', selfCheckWorkingDays = '' } = values
    // An empty field is no zero.
    const days = selfCheckWorkingDays.trim() === '' ? Number.NaN : Number(selfCheckWorkingDays)
    const json = { commandId, selfCheckWorkingDays: days }
    const response = await apiOf(event).selfCheck['board-settings'].$post({ json })
    return (await refused(response, values)) ?? { done: true as const }
  },
}
