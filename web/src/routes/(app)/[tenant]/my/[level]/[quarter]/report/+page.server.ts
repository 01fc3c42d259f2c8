import { reportKind } from '@jiceng/core/self-check/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).selfCheck.my[':level'].quarters[':quarter']['self-check']
  const mine = await read(event, api.$get({ param: event.params }))
  return {
    ...mine,
    entry: event.url.searchParams.get('entry'),
    commandIds: { file: newCommandId(), back: newCommandId() },
  }
}

export const actions: Actions = {
  file: async (event) => {
    const values = await fieldsOf(event.request)
    const {
      commandId = '',
      unitId = '',
      mandateId = '',
      entry = '',
      note = '',
      itemCode = '',
      occurredOn = '',
    } = values
    const kind = reportKind.catch('missing').parse(values['kind'])
    // An entry is chosen with its day, which is part of its key.
    const [entryId = '', entryOn = ''] = entry.split(' ')
    const about =
      kind === 'missing'
        ? { entryId: null, occurredOn, itemCode: itemCode === '' ? null : itemCode }
        : { entryId, occurredOn: entryOn, itemCode: null }
    const api = apiOf(event).selfCheck.units[':unitId'][':level'].quarters[':quarter'].mandates[':mandateId']
    const param = { ...event.params, unitId, mandateId }
    const response = await api['point-reports'].$post({ param, json: { commandId, kind, note, ...about } })
    return (await refused(response, values)) ?? { done: 'file' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', unitId = '', mandateId = '', reportId = '' } = values
    const api = apiOf(event).selfCheck.units[':unitId'][':level'].quarters[':quarter'].mandates[':mandateId']
    const report = api['point-reports'][':reportId']
    const param = { ...event.params, unitId, mandateId, reportId }
    const response = await report.withdrawal.$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
