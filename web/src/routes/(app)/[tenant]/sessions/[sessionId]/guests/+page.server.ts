import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const param = { sessionId: event.params.sessionId }
  const answer = await read(event, apiOf(event).rolls.sessions[':sessionId'].guests.$get({ param }))
  return {
    ...answer,
    commandIds: { invite: newCommandId(), rows: answer.guests.map(() => newCommandId()) },
  }
}

type Values = Record<string, string>

/** The guests' door; whose session it is comes with the form. */
function doorOf(event: RequestEvent, values: Values) {
  const door = apiOf(event).rolls.bodies[':placeId'][':body'].sessions[':sessionId'].guests
  const param = {
    sessionId: event.params.sessionId,
    placeId: values['placeId'] ?? '',
    body: bodyIn({ body: values['body'] ?? '' }),
  }
  return { door, param, ofGuest: { ...param, guestId: encodeURIComponent(values['guestId'] ?? '') } }
}

export const actions: Actions = {
  invite: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, param } = doorOf(event, values)
    const lines = (values['lines'] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    const no = await refused(await door.$post({ param, json: { commandId: values['commandId'] ?? '', lines } }), values)
    // A line that is no line is named by its number; the page has one field for all of them.
    if (no) for (const one of no.data.errors) if (one.field?.startsWith('lines/')) one.field = 'lines'
    return no ?? { done: 'invite' as const }
  },
  remove: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, ofGuest: param } = doorOf(event, values)
    const json = { commandId: values['commandId'] ?? '' }
    return (await refused(await door[':guestId'].removal.$post({ param, json }), values)) ?? { done: 'remove' as const }
  },
  checkIn: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, ofGuest: param } = doorOf(event, values)
    const json = { commandId: values['commandId'] ?? '' }
    return (
      (await refused(await door[':guestId'].arrival.$post({ param, json }), values)) ?? { done: 'checkIn' as const }
    )
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, ofGuest: param } = doorOf(event, values)
    const json = { commandId: values['commandId'] ?? '' }
    const response = await door[':guestId'].arrival['taking-back'].$post({ param, json })
    return (await refused(response, values)) ?? { done: 'takeBack' as const }
  },
}
