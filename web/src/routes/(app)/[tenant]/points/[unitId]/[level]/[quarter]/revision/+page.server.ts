import { addDays } from '@jiceng/core/kernel/calendar'
import { OBJECTION_WORKING_DAYS_DEFAULT } from '@jiceng/core/board/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

const PUBLIC_DAYS_DEFAULT = 365

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).board.units[':unitId'][':level'].quarters[':quarter']
  const due = await read(event, api['revision-due'].$get({ param: event.params }))
  return {
    ...due,
    commandIds: { record: newCommandId(), publish: newCommandId(), withdraw: newCommandId() },
    objectionWorkingDays: OBJECTION_WORKING_DAYS_DEFAULT,
    publicUntilOn: addDays(todayInShanghai(), PUBLIC_DAYS_DEFAULT),
  }
}

export const actions: Actions = {
  record: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', itemCode = '', occurredOn = '', reason = '' } = values
    const { unitId, level } = event.params
    const json = { commandId, mandateId, itemCode, occurredOn, reason }
    const api = apiOf(event).points.units[':unitId'][':level']
    const response = await api['late-entries'].$post({ param: { unitId, level }, json })
    return (await refused(response, values)) ?? { done: 'record' as const }
  },
  publish: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', objectionWorkingDays, publicUntilOn = '', revisionReason = '' } = values
    const json = {
      commandId,
      objectionWorkingDays: Number(objectionWorkingDays),
      publicUntilOn,
      reason: revisionReason,
    }
    const api = apiOf(event).board.units[':unitId'][':level'].quarters[':quarter']
    const response = await api.board.$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: 'publish' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', revision = '', withdrawalReason = '', approverName = '', approverOffice = '' } = values
    const json = { commandId, reason: withdrawalReason, approverName, approverOffice }
    const api = apiOf(event).board.units[':unitId'][':level'].quarters[':quarter'].board[':revision']
    const response = await api.withdrawal.$post({ param: { ...event.params, revision }, json })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
