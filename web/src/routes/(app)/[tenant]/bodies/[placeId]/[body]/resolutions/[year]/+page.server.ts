import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const body = bodyIn(event.params)
  const param = { placeId: event.params.placeId, body, year: event.params.year }
  const door = apiOf(event).resolutions.bodies[':placeId'][':body'].years[':year'].resolutions
  const answer = await read(event, door.$get({ param }))
  const decisionId = event.url.searchParams.get('draft')
  return {
    ...answer,
    body,
    drafted: answer.waiting.find((one) => one.decisionId === decisionId) ?? null,
    commandId: newCommandId(),
  }
}

export const actions: Actions = {
  draft: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', sessionId = '', decisionId = '', title = '', text = '', organCode = '' } = values
    const door = apiOf(event).resolutions.bodies[':placeId'][':body'].sessions[':sessionId'].decisions[':decisionId']
    const param = { placeId: event.params.placeId, body: bodyIn(event.params), sessionId, decisionId }
    const response = await door.resolution.$post({ param, json: { commandId, title, text, organCode } })
    const no = await refused(response, values)
    if (no) return no
    redirect(303, paths.resolution(event.params, commandId))
  },
}
