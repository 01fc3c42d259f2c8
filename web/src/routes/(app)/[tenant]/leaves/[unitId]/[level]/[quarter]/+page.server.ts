import { leaveOutcome } from '@jiceng/core/leave/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).leave.units[':unitId'][':level'].quarters[':quarter'].leaves
  const all = await read(event, api.$get({ param: event.params }))
  return {
    ...all,
    answeringId: event.url.searchParams.get('answer'),
    commandIds: { request: newCommandId(), answer: newCommandId() },
  }
}

export const actions: Actions = {
  request: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', fromOn = '', untilOn = '', reason = '' } = values
    const api = apiOf(event).leave.mandates[':mandateId'].leaves
    const response = await api.$post({ param: { mandateId }, json: { commandId, fromOn, untilOn, reason } })
    return (await refused(response, values)) ?? { done: 'request' as const }
  },
  answer: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', leaveId = '', answer = '' } = values
    const api = apiOf(event).leave.mandates[':mandateId'].leaves[':leaveId']
    const json = { commandId, answer, outcome: leaveOutcome.catch('refused').parse(values['outcome']) }
    const response = await api.answer.$post({ param: { mandateId, leaveId }, json })
    return (await refused(response, values)) ?? { done: 'answer' as const }
  },
}
