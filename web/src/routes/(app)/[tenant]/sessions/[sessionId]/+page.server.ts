import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const param = { sessionId: event.params.sessionId }
  const query = before ? { before } : {}
  const answer = await read(event, apiOf(event).sessions.sessions[':sessionId'].$get({ param, query }))
  return {
    ...answer,
    isNewest: before === null,
    commandIds: { takeBack: newCommandId(), hold: newCommandId(), move: newCommandId(), cancel: newCommandId() },
  }
}

/** The session's door; whose it is comes with the form. */
const doorOf = (event: RequestEvent, values: Record<string, string>) => ({
  door: apiOf(event).sessions.bodies[':placeId'][':body'].sessions[':sessionId'],
  param: {
    sessionId: event.params.sessionId,
    placeId: values['placeId'] ?? '',
    body: bodyIn({ body: values['body'] ?? '' }),
  },
})

export const actions: Actions = {
  hold: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', firstOn = '', presentCount = '' } = values
    const { door, param } = doorOf(event, values)
    const json = { commandId, firstOn, presentCount: presentCount as unknown as number }
    return (await refused(await door.holding.$post({ param, json }), values)) ?? { done: 'hold' as const }
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', wasPresent = '' } = values
    const { door, param } = doorOf(event, values)
    const json = { commandId, presentCount: wasPresent as unknown as number }
    const response = await door.holding['taking-back'].$post({ param, json })
    return (await refused(response, values)) ?? { done: 'takeBack' as const }
  },
  move: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', firstOn = '', lastOn = '', reason = '' } = values
    const { door, param } = doorOf(event, values)
    const json = { commandId, firstOn, lastOn: lastOn === '' ? firstOn : lastOn, reason }
    return (await refused(await door.days.$post({ param, json }), values)) ?? { done: 'move' as const }
  },
  cancel: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', cancelReason: reason = '' } = values
    const { door, param } = doorOf(event, values)
    const no = await refused(await door.cancellation.$post({ param, json: { commandId, reason } }), values)
    // Moving it has a reason of its own on the same page.
    if (no) for (const one of no.data.errors) if (one.field === 'reason') one.field = 'cancelReason'
    return no ?? { done: 'cancel' as const }
  },
}
