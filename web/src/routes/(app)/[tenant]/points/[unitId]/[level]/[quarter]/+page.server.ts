import { addDays, addQuarters, quarterDays } from '@jiceng/core/kernel/calendar'
import { OBJECTION_WORKING_DAYS_DEFAULT } from '@jiceng/core/board/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

const PUBLIC_DAYS_DEFAULT = 365

export const load: PageServerLoad = async (event) => {
  const { quarter } = event.params
  const call = apiOf(event).selfCheck.units[':unitId'][':level'].quarters[':quarter'].$get({ param: event.params })
  const state = await read(event, call)
  const { lastOn, firstOn } = quarterDays(quarter)
  const today = todayInShanghai()
  return {
    ...state,
    commandIds: { record: newCommandId(), open: newCommandId(), close: newCommandId(), publish: newCommandId() },
    previous: addQuarters(quarter, -1),
    next: firstOn <= today && lastOn < today ? addQuarters(quarter, 1) : null,
    isOver: lastOn < today,
    firstOn,
    lastOn,
    suggestedOn: today < lastOn ? today : lastOn,
    objectionWorkingDays: OBJECTION_WORKING_DAYS_DEFAULT,
    publicUntilOn: addDays(today, PUBLIC_DAYS_DEFAULT),
  }
}

export const actions: Actions = {
  record: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', itemCode = '', occurredOn = '', note = '', evidence = '' } = values
    const json = { commandId, mandateId, itemCode, occurredOn, note, evidence }
    const api = apiOf(event).points.units[':unitId'][':level']
    const response = await api['point-entries'].$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: 'record' as const }
  },
  open: async (event) => {
    const values = await fieldsOf(event.request)
    const api = apiOf(event).selfCheck.units[':unitId'][':level'].quarters[':quarter']
    const json = { commandId: values['commandId'] ?? '' }
    const response = await api['self-check'].$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: 'open' as const }
  },
  close: async (event) => {
    const values = await fieldsOf(event.request)
    const api = apiOf(event).board.units[':unitId'][':level'].quarters[':quarter']
    const response = await api.closing.$post({ param: event.params, json: { commandId: values['commandId'] ?? '' } })
    return (await refused(response, values)) ?? { done: 'close' as const }
  },
  publish: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', objectionWorkingDays, publicUntilOn = '' } = values
    const json = { commandId, objectionWorkingDays: Number(objectionWorkingDays), publicUntilOn }
    const api = apiOf(event).board.units[':unitId'][':level'].quarters[':quarter']
    const response = await api.board.$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: 'publish' as const }
  },
}
