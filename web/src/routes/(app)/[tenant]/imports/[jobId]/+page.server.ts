import { fail } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import { faultsOf, pageAsked, SAME } from './asked.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const sheet = event.url.searchParams.get('sheet')
  const page = pageAsked(event.url)
  // In a variable: the client's type of this route knows the path only, not the query.
  const request = { param: event.params, query: { faults: faultsOf(sheet), page } }
  const { frame, faults, moreFaults, choices, sums, ...job } = await read(
    event,
    apiOf(event).imports.imports[':jobId'].$get(request)
  )
  return {
    frame,
    job,
    sheet,
    page: Number(page),
    faults,
    moreFaults,
    choices,
    sums,
    commandIds: { apply: newCommandId(), discard: newCommandId(), reverse: newCommandId(), check: newCommandId() },
  }
}

async function choose(event: RequestEvent, chosen: { key: string; mandateId: string }[]) {
  const request = { param: event.params, json: { chosen } }
  return refused(await apiOf(event).imports.imports[':jobId'].choices.$post(request), {})
}

export const actions: Actions = {
  check: async (event) => {
    // In a variable: the client's type of this route knows the path only, not the body.
    const request = { param: event.params, json: {} }
    const response = await apiOf(event).imports.imports[':jobId'].check.$post(request)
    return (await refused(response, {})) ?? { done: 'check' as const }
  },
  choose: async (event) => {
    const { key = '', mandateId = '' } = await fieldsOf(event.request)
    return (await choose(event, [{ key, mandateId }])) ?? { done: 'choose' as const }
  },
  same: async (event) => {
    const fields = Object.entries(await fieldsOf(event.request))
    const chosen = fields
      .filter(([name]) => name.startsWith(SAME))
      .map(([name, mandateId]) => ({ key: name.slice(SAME.length), mandateId }))
    if (chosen.length === 0) {
      const errors = [{ field: 'same', text: m.imports_same_missing() }]
      return fail(422, { errors, because: null, values: {} } satisfies Refused)
    }
    return (await choose(event, chosen)) ?? { done: 'choose' as const }
  },
  apply: async (event) => {
    const { commandId = '', confirmed } = await fieldsOf(event.request)
    if (confirmed === undefined) {
      const errors = [{ field: 'confirmed', text: m.imports_confirm_missing() }]
      return fail(422, { errors, because: null, values: {} } satisfies Refused)
    }
    const request = { param: event.params, json: { commandId } }
    const response = await apiOf(event).imports.imports[':jobId'].application.$post(request)
    return (await refused(response, {})) ?? { done: 'apply' as const }
  },
  discard: async (event) => {
    const { commandId = '' } = await fieldsOf(event.request)
    const request = { param: event.params, json: { commandId } }
    const response = await apiOf(event).imports.imports[':jobId'].discard.$post(request)
    return (await refused(response, {})) ?? { done: 'discard' as const }
  },
  reverse: async (event) => {
    const { commandId = '' } = await fieldsOf(event.request)
    const request = { param: event.params, json: { commandId } }
    const response = await apiOf(event).imports.imports[':jobId'].reversal.$post(request)
    return (await refused(response, {})) ?? { done: 'reverse' as const }
  },
}
