import { fail } from '@sveltejs/kit'
import { quarterOf } from '@jiceng/core/kernel/calendar'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const unitOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) => apiOf(event).people.units[':unitId'][':level']

export const load: PageServerLoad = async (event) => {
  const after = event.url.searchParams.get('after')
  const query = after === null ? {} : { after }
  return {
    ...(await read(event, unitOf(event).deputies.$get({ param: event.params, query }))),
    isFirst: after === null,
    commandIds: { draw: newCommandId(), begin: newCommandId() },
    quarter: quarterOf(todayInShanghai()),
  }
}

/** The choice that says: none of those of that name. */
const ANOTHER = 'another'

export const actions: Actions = {
  draw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '', seats } = values
    const json = { commandId, name, seats: Number(seats) }
    const response = await unitOf(event)['electoral-districts'].$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: name }
  },
  begin: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '', electoralDistrictId = '', startOn = '', endOn = '', ground, person } = values
    const json = { commandId, name, electoralDistrictId, startOn, endOn, ground: ground as 'by_election' }
    const who = person === undefined ? {} : person === ANOTHER ? { namesake: true } : { personId: person }
    const response = await unitOf(event).mandates.$post({ param: event.params, json: { ...json, ...who } })
    const no = await refused(response, values)
    if (!no) return { done: name }
    // Who of that name is known stands in the form from the first question on, whatever else is wrong with it.
    const asks = person !== undefined || no.data.errors.some(({ field }) => field === 'personId')
    if (!asks) return fail(no.status, { ...no.data, namesakes: [] })
    const { persons } = await read(event, unitOf(event).namesakes.$get({ param: event.params, query: { name } }))
    return fail(no.status, { ...no.data, namesakes: persons })
  },
}
