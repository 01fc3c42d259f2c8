import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).account.account.$get())),
  commandId: newCommandId(),
})

/** A body the api's type does not name: nothing is to be said. */
const NOTHING = { json: {} }

export const actions: Actions = {
  end: async (event) => {
    const values = await fieldsOf(event.request)
    const request = { param: { sessionId: encodeURIComponent(values['sessionId'] ?? '') }, ...NOTHING }
    const response = await apiOf(event).account.account.sessions[':sessionId'].revocation.$post(request)
    return (await refused(response, values)) ?? { ended: 1 }
  },

  others: async (event) => {
    const response = await apiOf(event).account.account.sessions.revocation.$post(NOTHING)
    const no = await refused(response, {})
    return no ?? { ended: ((await response.json()) as { ended: number }).ended }
  },

  password: async (event) => {
    const values = await fieldsOf(event.request)
    const { oldPassword = '', password = '' } = values
    const request = { json: { oldPassword, password } }
    const response = await apiOf(event).account.account.password.$post(request)
    return (await refused(response, values)) ?? { changed: true }
  },
}
