import type { ErasureGround } from '@jiceng/core/erasure/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const erasureOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) =>
  apiOf(event).erasure.persons[':personId'].erasure

const paramOf = (event: { params: { personId: string } }) => ({ personId: event.params.personId })

// In a variable where it is sent: the client's type of these routes knows the path only, not the body.
const requestOf = (event: RequestEvent, values: Record<string, string>) => ({
  param: paramOf(event),
  json: { commandId: values['commandId'] ?? '' },
})

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, erasureOf(event).$get({ param: paramOf(event) }))),
  /** What is asked about once more. */
  asked: event.url.searchParams.get('confirm'),
  commandId: newCommandId(),
})

export const actions: Actions = {
  propose: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', ground } = values
    const json = { commandId, ground: ground as ErasureGround }
    const response = await erasureOf(event).$post({ param: paramOf(event), json })
    return (await refused(response, values)) ?? { done: 'propose' as const }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const response = await erasureOf(event).withdrawal.$post(requestOf(event, values))
    return (await refused(response, values)) ?? { done: 'withdraw' as const }
  },
  account: async (event) => {
    const values = await fieldsOf(event.request)
    const response = await erasureOf(event).account.$post(requestOf(event, values))
    return (await refused(response, values)) ?? { done: 'account' as const }
  },
  approve: async (event) => {
    const values = await fieldsOf(event.request)
    const response = await erasureOf(event).approval.$post(requestOf(event, values))
    return (await refused(response, values)) ?? { done: 'approve' as const }
  },
}
