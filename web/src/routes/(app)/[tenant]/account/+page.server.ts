import { apiOf, read } from '$lib/server/api.ts'
import { newCommandId } from '$lib/server/form.ts'
import { accountActions } from '$lib/server/own-account.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).account.account.$get())),
  commandId: newCommandId(),
})

export const actions = accountActions((event: RequestEvent) => apiOf(event).account.account) satisfies Actions
