import { platformApi, readPlatform } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await readPlatform(platformApi(event).districts.$get())),
  commandId: newCommandId(),
})

export const actions: Actions = {
  acknowledge: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', alarmId = '' } = values
    // In a variable: the client's type of this route knows the path only, not the body.
    const request = { param: { alarmId: encodeURIComponent(alarmId) }, json: { commandId } }
    const response = await platformApi(event).alarms[':alarmId'].acknowledgement.$post(request)
    return (await refused(response, values)) ?? { acknowledged: true }
  },
}
