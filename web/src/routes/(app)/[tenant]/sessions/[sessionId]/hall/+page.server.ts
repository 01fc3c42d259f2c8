import { sittingKind } from '@jiceng/core/sitting/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { newCommandId, refused, textsOf } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const ACTS = ['doors', 'desk', 'leave', 'takeBack', 'open', 'close', 'reopen', 'cancel', 'item'] as const
type Act = (typeof ACTS)[number]

export const load: PageServerLoad = async (event) => {
  const param = { sessionId: event.params.sessionId }
  const hall = await read(event, apiOf(event).sittings.sessions[':sessionId'].hall.$get({ param }))
  const asked = event.url.searchParams
  const memberId = asked.get('member')
  return {
    ...hall,
    state: asked.get('state'),
    opened: hall.people.find((one) => one.memberId === memberId) ?? null,
    commandIds: Object.fromEntries(ACTS.map((act) => [act, newCommandId()])) as Record<Act, string>,
  }
}

/** What was sent, and the door of the sitting it is about; whose session it is comes with the form. */
async function sent(event: RequestEvent) {
  const form = await event.request.formData()
  const values = textsOf(form)
  const door = apiOf(event).sittings.bodies[':placeId'][':body'].sessions[':sessionId'].sittings
  const param = {
    sessionId: event.params.sessionId,
    placeId: values['placeId'] ?? '',
    body: bodyIn({ body: values['body'] ?? '' }),
  }
  const { commandId = '', sittingId = '', memberId = '' } = values
  const ofSitting = { ...param, sittingId }
  return { form, values, commandId, door, param, ofSitting, ofMember: { ...ofSitting, memberId } }
}

export const actions: Actions = {
  doors: async (event) => {
    const { values, commandId, door, param } = await sent(event)
    const kind = sittingKind.catch('plenary').parse(values['kind'])
    return (await refused(await door.$post({ param, json: { commandId, kind } }), values)) ?? { done: 'doors' as const }
  },
  desk: async (event) => {
    const { form, values, commandId, door, ofSitting: param } = await sent(event)
    const memberIds = form.getAll('memberIds').filter((one) => typeof one === 'string')
    const response = await door[':sittingId']['desk-arrivals'].$post({ param, json: { commandId, memberIds } })
    return (await refused(response, values)) ?? { done: 'desk' as const }
  },
  leave: async (event) => {
    const { values, commandId, door, ofMember: param } = await sent(event)
    const response = await door[':sittingId'].leavings[':memberId'].$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'leave' as const }
  },
  takeBack: async (event) => {
    const { values, commandId, door, ofMember: param } = await sent(event)
    const response = await door[':sittingId'].arrivals[':memberId']['taking-back'].$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'takeBack' as const }
  },
  open: async (event) => {
    const { values, commandId, door, ofSitting: param } = await sent(event)
    const response = await door[':sittingId'].opening.$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'open' as const }
  },
  close: async (event) => {
    const { values, commandId, door, ofSitting: param } = await sent(event)
    const response = await door[':sittingId'].closing.$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'close' as const }
  },
  reopen: async (event) => {
    const { values, commandId, door, ofSitting: param } = await sent(event)
    const response = await door[':sittingId'].reopening.$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'reopen' as const }
  },
  cancel: async (event) => {
    const { values, commandId, door, ofSitting: param } = await sent(event)
    const response = await door[':sittingId'].cancellation.$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'cancel' as const }
  },
  item: async (event) => {
    const { values, commandId, door, ofSitting: param } = await sent(event)
    const itemId = values['itemId'] === '' ? null : (values['itemId'] ?? null)
    const response = await door[':sittingId'].items.$post({ param, json: { commandId, itemId } })
    return (await refused(response, values)) ?? { done: itemId === null ? ('itemEnded' as const) : ('item' as const) }
  },
}
