import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).selfCheck.units[':unitId'][':level'].quarters[':quarter']
  const check = await read(event, api['self-check'].$get({ param: event.params }))
  return { ...check, answering: event.url.searchParams.get('report'), commandId: newCommandId() }
}

export const actions: Actions = {
  answer: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reportId = '', mandateId = '', outcome = '', answer = '' } = values
    const json = { commandId, outcome: outcome === 'accepted' ? ('accepted' as const) : ('refused' as const), answer }
    const api = apiOf(event).selfCheck.units[':unitId'][':level'].quarters[':quarter'].mandates[':mandateId']
    const report = api['point-reports'][':reportId']
    const response = await report.answer.$post({ param: { ...event.params, mandateId, reportId }, json })
    return (await refused(response, values)) ?? { done: true as const }
  },
}
