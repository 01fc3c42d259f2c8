import { registeredChannel, objectionKind, outcome as outcomes } from '@jiceng/core/objection/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter']
  const all = await read(event, api.objections.$get({ param: event.params }))
  const numbered = (name: string) => Number(event.url.searchParams.get(name) ?? '0')
  return {
    ...all,
    today: todayInShanghai(),
    deciding: numbered('decide'),
    withdrawing: numbered('withdraw'),
    commandIds: { register: newCommandId(), decide: newCommandId(), withdraw: newCommandId() },
  }
}

export const actions: Actions = {
  register: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', revision = '', about = '', text = '', receivedOn = '' } = values
    const { objectorName = '', objectorContact = '' } = values
    const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter'].board[':revision']
    const json = {
      ...{ commandId, text, receivedOn, objectorName, objectorContact, entryId: null, aboutOn: null, itemCode: null },
      mandateId: about === '' ? null : about,
      kind: objectionKind.catch('other').parse(values['kind']),
      channel: registeredChannel.catch('in_person').parse(values['channel']),
    }
    const response = await api['registered-objections'].$post({ param: { ...event.params, revision }, json })
    return (await refused(response, values)) ?? { done: 'register' as const }
  },
  decide: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', number = '', answer = '', publicAnswer = '' } = values
    const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter'].objections[':number']
    const json = { commandId, outcome: outcomes.catch('dismissed').parse(values['outcome']), answer, publicAnswer }
    const response = await api.decision.$post({ param: { ...event.params, number }, json })
    return (await refused(response, values)) ?? { done: 'decide' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', number = '', reason = '' } = values
    const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter'].objections[':number']
    const response = await api.withdrawal.$post({ param: { ...event.params, number }, json: { commandId, reason } })
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
}
