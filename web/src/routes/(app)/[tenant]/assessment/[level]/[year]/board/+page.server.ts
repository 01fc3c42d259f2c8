import { addDays } from '@jiceng/core/kernel/calendar'
import { OBJECTION_WORKING_DAYS_DEFAULT } from '@jiceng/core/board/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

const PUBLIC_DAYS_DEFAULT = 365

/** Who may freeze, publish and withdraw. */
const DECIDING: readonly string[] = ['tenant_administrator', 'deputies_commission']

const yearOf = (event: Parameters<PageServerLoad>[0] | Parameters<Actions[string]>[0]) =>
  apiOf(event).annualBoard['annual-boards'][':level'][':year']

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const query = before === null ? {} : { before }
  const state = await read(event, yearOf(event).state.$get({ param: event.params, query }))
  const today = todayInShanghai()
  return {
    ...state,
    isNewest: before === null,
    decides: state.frame.me?.roles.some((role) => DECIDING.includes(role)) ?? false,
    commandIds: { prepare: newCommandId(), publish: newCommandId(), withdraw: newCommandId() },
    ...{ today, objectionWorkingDays: OBJECTION_WORKING_DAYS_DEFAULT },
    publicUntilOn: addDays(today, PUBLIC_DAYS_DEFAULT),
  }
}

export const actions: Actions = {
  prepare: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', plannedOn = '' } = values
    const response = await yearOf(event).preparation.$post({ param: event.params, json: { commandId, plannedOn } })
    return (await refused(response, values)) ?? { done: 'prepare' as const }
  },
  publish: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', root = '', objectionWorkingDays, publicUntilOn = '', revisionReason = '' } = values
    const terms = { objectionWorkingDays: Number(objectionWorkingDays), publicUntilOn, reason: revisionReason }
    const response = await yearOf(event).$post({ param: event.params, json: { commandId, root, ...terms } })
    return (await refused(response, values)) ?? { done: 'publish' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', revision = '', withdrawalReason = '', approverName = '', approverOffice = '' } = values
    const json = { commandId, reason: withdrawalReason, approverName, approverOffice }
    const response = await yearOf(event)[':revision'].withdrawal.$post({ param: { ...event.params, revision }, json })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
