import { error } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const acts = ['redraft', 'issue', 'publish', 'withdraw'] as const

export const load: PageServerLoad = async (event) => {
  const { placeId, body, resolutionId, tenant } = event.params
  const before = event.url.searchParams.get('before')
  const door = apiOf(event).resolutions.resolutions[':resolutionId']
  const answer = await read(event, door.$get({ param: { resolutionId }, query: before === null ? {} : { before } }))
  if (answer.placeId !== placeId || answer.body !== body) error(404)
  return {
    ...answer,
    address: event.url.origin + paths.publicResolution(tenant, resolutionId),
    isNewest: before === null,
    commandIds: Object.fromEntries(acts.map((act) => [act, newCommandId()])) as Record<(typeof acts)[number], string>,
  }
}

const doorOf = (event: RequestEvent) => ({
  door: apiOf(event).resolutions.bodies[':placeId'][':body'].resolutions[':resolutionId'],
  param: { ...event.params, body: bodyIn(event.params) },
})

export const actions: Actions = {
  redraft: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', title = '', text = '', organCode = '' } = values
    const { door, param } = doorOf(event)
    const response = await door.$post({ param, json: { commandId, title, text, organCode } })
    return (await refused(response, values)) ?? { done: true }
  },
  issue: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, param } = doorOf(event)
    const response = await door.issuing.$post({ param, json: { commandId: values['commandId'] ?? '' } })
    return (await refused(response, values)) ?? { done: true }
  },
  publish: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, param } = doorOf(event)
    const response = await door.publication.$post({ param, json: { commandId: values['commandId'] ?? '' } })
    return (await refused(response, values)) ?? { done: true }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reason = '' } = values
    const { door, param } = doorOf(event)
    const response = await door.withdrawal.$post({ param, json: { commandId, reason } })
    return (await refused(response, values)) ?? { done: true }
  },
}
