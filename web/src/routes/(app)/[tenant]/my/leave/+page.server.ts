import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const mine = await read(event, apiOf(event).leave.my.leaves.$get())
  return { ...mine, commandIds: { request: newCommandId(), back: newCommandId() } }
}

export const actions: Actions = {
  request: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', fromOn = '', untilOn = '', reason = '' } = values
    const api = apiOf(event).leave.mandates[':mandateId'].leaves
    const response = await api.$post({ param: { mandateId }, json: { commandId, fromOn, untilOn, reason } })
    return (await refused(response, values)) ?? { done: 'request' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', leaveId = '' } = values
    const api = apiOf(event).leave.mandates[':mandateId'].leaves[':leaveId']
    const response = await api.withdrawal.$post({ param: { mandateId, leaveId }, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
