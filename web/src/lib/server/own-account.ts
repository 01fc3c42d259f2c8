import type { RequestEvent } from '@sveltejs/kit'
import type { hc } from 'hono/client'
import type { AccountApi } from '@jiceng/workers/http/account'
import { fieldsOf, refused } from '$lib/server/form.ts'

type Client = ReturnType<typeof hc<AccountApi>>['account']

/** A body the api's type does not name: nothing is to be said. */
const NOTHING = { json: {} }

/** What may be done on the page of one's own account, whichever api it stands behind. */
export const accountActions = <E extends RequestEvent>(clientOf: (event: E) => Client) => ({
  end: async (event: E) => {
    const values = await fieldsOf(event.request)
    const request = { param: { sessionId: encodeURIComponent(values['sessionId'] ?? '') }, ...NOTHING }
    const response = await clientOf(event).sessions[':sessionId'].revocation.$post(request)
    return (await refused(response, values)) ?? { ended: 1 }
  },

  others: async (event: E) => {
    const response = await clientOf(event).sessions.revocation.$post(NOTHING)
    const no = await refused(response, {})
    return no ?? { ended: ((await response.json()) as { ended: number }).ended }
  },

  password: async (event: E) => {
    const values = await fieldsOf(event.request)
    const { oldPassword = '', password = '' } = values
    const request = { json: { oldPassword, password } }
    const response = await clientOf(event).password.$post(request)
    return (await refused(response, values)) ?? { done: 'password' as const }
  },

  beginStep: async (event: E) => {
    const { stepPassword = '' } = await fieldsOf(event.request)
    const request = { json: { stepPassword } }
    const response = await clientOf(event)['second-step'].$post(request)
    return (await refused(response, {})) ?? { done: 'beginStep' as const }
  },

  confirmStep: async (event: E) => {
    const { code = '' } = await fieldsOf(event.request)
    const request = { json: { code } }
    const response = await clientOf(event)['second-step'].confirmation.$post(request)
    return (await refused(response, {})) ?? ((await response.json()) as { recoveryCodes: string[] })
  },

  endStep: async (event: E) => {
    const { stepPassword = '', code = '' } = await fieldsOf(event.request)
    const request = { json: { stepPassword, code } }
    const response = await clientOf(event)['second-step'].removal.$post(request)
    return (await refused(response, {})) ?? { done: 'endStep' as const }
  },
})
