import { quarterOf } from '@jiceng/core/kernel/calendar'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who may end, reinstate or move a mandate. */
const CHANGING: readonly string[] = ['tenant_administrator', 'committee_office', 'deputies_commission']

export const load: PageServerLoad = async (event) => {
  const { mandateId } = event.params
  const record = await read(event, apiOf(event).people.deputies[':mandateId'].$get({ param: { mandateId } }))
  const today = todayInShanghai()
  return {
    ...record,
    changes: record.frame.me?.roles.some((role) => CHANGING.includes(role)) ?? false,
    others: record.units.filter((unit) => unit.id !== record.seat.unitId),
    commandIds: { end: newCommandId(), reinstate: newCommandId(), transfer: newCommandId() },
    quarter: quarterOf(today < record.seat.endOn ? today : record.seat.endOn),
    today,
  }
}

type Values = Record<string, string>
const of = (event: { params: { tenant: string; mandateId: string } }, { unitId = '', level = '' }: Values) => ({
  ...{ unitId, level, mandateId: event.params.mandateId },
})

export const actions: Actions = {
  end: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', endOn = '', ending, decision = '' } = values
    const json = { commandId, endOn, ending: ending as 'recall', decision }
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    return (await refused(await api.end.$post({ param: of(event, values), json }), values)) ?? { done: 'end' as const }
  },
  reinstate: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', endedOn = '', reason = '' } = values
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    const response = await api.reinstatement.$post({ param: of(event, values), json: { commandId, endedOn, reason } })
    return (await refused(response, values)) ?? { done: 'reinstate' as const }
  },
  transfer: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', toUnitId = '', fromOn = '', moveReason: reason = '' } = values
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    const json = { commandId, toUnitId, fromOn, reason }
    const response = await api.transfer.$post({ param: of(event, values), json })
    return (await refused(response, values)) ?? { done: 'transfer' as const }
  },
}
