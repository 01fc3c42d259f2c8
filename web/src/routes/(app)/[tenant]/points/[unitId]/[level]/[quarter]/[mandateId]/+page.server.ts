import { ruleSetIn } from '@jiceng/core/points/rules'
import { scoreOf } from '$lib/points/score.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { quarter } = event.params
  const api = apiOf(event).points.units[':unitId'][':level'].quarters[':quarter']
  const call = api.mandates[':mandateId']['point-entries'].$get({ param: event.params })
  const { ruleSets, balances, ...ledger } = await read(event, call)
  return {
    ...ledger,
    items: ruleSetIn(ruleSets, quarter)?.items ?? [],
    score: scoreOf(ruleSets, balances, quarter),
    reversing: event.url.searchParams.get('entry'),
    commandId: newCommandId(),
  }
}

export const actions: Actions = {
  reverseLate: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', entryId = '', occurredOn = '', reason = '' } = values
    const { mandateId, ...of } = event.params
    const json = { commandId, mandateId, occurredOn, reason }
    const entry = apiOf(event).points.units[':unitId'][':level']['point-entries'][':entryId']
    const param = { ...of, entryId: encodeURIComponent(entryId) }
    return (await refused(await entry['late-reversal'].$post({ param, json }), values)) ?? { done: true as const }
  },
  reverse: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', entryId = '', occurredOn = '', reason = '' } = values
    const { mandateId, ...of } = event.params
    const json = { commandId, mandateId, occurredOn, reason }
    const api = apiOf(event).points.units[':unitId'][':level']['point-entries'][':entryId']
    const response = await api.reversal.$post({ param: { ...of, entryId: encodeURIComponent(entryId) }, json })
    return (await refused(response, values)) ?? { done: true as const }
  },
}
