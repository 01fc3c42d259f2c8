import { objectionKind } from '@jiceng/core/objection/schema'
import { namedIn } from '$lib/objections/named.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).objection.my[':level'].quarters[':quarter'].objections
  const mine = await read(event, api.$get({ param: event.params }))
  return { ...mine, commandIds: { file: newCommandId(), back: newCommandId() } }
}

export const actions: Actions = {
  file: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', unitId = '', revision = '', about = '', text = '' } = values
    const kind = objectionKind.catch('other').parse(values['kind'])
    const named = namedIn(kind, values, values['own'] === about)
    const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter'].board[':revision']
    const json = { commandId, kind, text, mandateId: about === '' ? null : about, ...named }
    const response = await api.objections.$post({ param: { ...event.params, unitId, revision }, json })
    return (await refused(response, values)) ?? { done: 'file' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', unitId = '', number = '' } = values
    const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter'].objections[':number']
    const param = { ...event.params, unitId, number }
    const response = await api.withdrawal.$post({ param, json: { commandId, reason: '' } })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
