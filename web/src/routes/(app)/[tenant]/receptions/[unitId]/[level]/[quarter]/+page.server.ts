import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).reception.units[':unitId'][':level'].quarters[':quarter']
  const list = await read(event, api.receptions.$get({ param: event.params }))
  return {
    ...list,
    openedId: event.url.searchParams.get('reception'),
    withdraws: list.frame.me?.roles.some((role) => WITHDRAWING.includes(role)) ?? false,
    commandId: newCommandId(),
  }
}

/** Who takes a reception back. */
const WITHDRAWING: readonly string[] = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'unit_office',
]

export const actions: Actions = {
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', receptionId = '', occurredOn = '', reason = '' } = values
    const api = apiOf(event).reception.units[':unitId'][':level'].receptions[':receptionId']
    const param = { ...event.params, receptionId: encodeURIComponent(receptionId) }
    const response = await api.withdrawal.$post({ param, json: { commandId, occurredOn, reason } })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
