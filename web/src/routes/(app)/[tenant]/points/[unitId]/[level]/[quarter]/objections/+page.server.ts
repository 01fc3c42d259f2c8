import { registeredChannel, objectionKind, outcome as outcomes } from '@jiceng/core/objection/schema'
import { fail } from '@sveltejs/kit'
import { namedIn } from '$lib/objections/named.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter']
  const all = await read(event, api.objections.$get({ param: event.params, query: {} }))
  const numbered = (name: string) => Number(event.url.searchParams.get(name) ?? '0')
  return {
    ...all,
    today: todayInShanghai(),
    deciding: numbered('decide'),
    withdrawing: numbered('withdraw'),
    commandIds: { register: newCommandId(), decide: newCommandId(), withdraw: newCommandId() },
  }
}

/** The row somebody chose, with the entries it may be about. */
async function chosenIn(event: RequestEvent, { about = '' }: Record<string, string>) {
  if (about === '') return null
  const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter']
  const { entries } = await read(event, api.objections.$get({ param: event.params, query: { about } }))
  return { about, entries }
}

export const actions: Actions = {
  register: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', revision = '', about = '', text = '', receivedOn = '' } = values
    const { objectorName = '', objectorContact = '' } = values
    const kind = objectionKind.catch('other').parse(values['kind'])
    const api = apiOf(event).objection.units[':unitId'][':level'].quarters[':quarter'].board[':revision']
    const json = {
      ...{ commandId, text, receivedOn, objectorName, objectorContact, kind },
      // The entries are those of the row that was chosen when they were listed.
      ...namedIn(kind, values, about !== '' && values['listed'] === about),
      mandateId: about === '' ? null : about,
      channel: registeredChannel.catch('in_person').parse(values['channel']),
    }
    const response = await api['registered-objections'].$post({ param: { ...event.params, revision }, json })
    const no = await refused(response, values)
    return no ? fail(no.status, { ...no.data, chosen: await chosenIn(event, values) }) : { done: 'register' as const }
  },
  /** Lists the entries of the row that was chosen, and keeps what was filled in. */
  entries: async (event) => {
    const { commandId: _, ...values } = await fieldsOf(event.request)
    return { errors: [], because: null, values, chosen: await chosenIn(event, values) }
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
