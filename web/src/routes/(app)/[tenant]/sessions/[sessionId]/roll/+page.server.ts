import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const param = { sessionId: event.params.sessionId }
  const answer = await read(event, apiOf(event).rolls.sessions[':sessionId'].roll.$get({ param }))
  return { ...answer, commandIds: { settle: newCommandId(), enter: newCommandId(), takeBack: newCommandId() } }
}

type Values = Record<string, string>

/** The roll's door; whose session it is comes with the form. */
const doorOf = (event: RequestEvent, values: Values) => ({
  door: apiOf(event).rolls.bodies[':placeId'][':body'].sessions[':sessionId'].roll,
  param: {
    sessionId: event.params.sessionId,
    placeId: values['placeId'] ?? '',
    body: bodyIn({ body: values['body'] ?? '' }),
  },
})

const number = (text: string | undefined) => (text ?? '') as unknown as number

export const actions: Actions = {
  settle: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, param } = doorOf(event, values)
    const { commandId = '', present, onLeave, absent } = values
    const json = { commandId, present: number(present), onLeave: number(onLeave), absent: number(absent) }
    return (await refused(await door.$post({ param, json }), values)) ?? { done: 'settle' as const }
  },
  enter: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, param } = doorOf(event, values)
    const { commandId = '', firstOn = '', halfDays } = values
    const away = (values['away'] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    const json = { commandId, firstOn, halfDays: number(halfDays), away }
    const no = await refused(await door['by-hand'].$post({ param, json }), values)
    // A line that is no line is named by its number; the page has one field for all of them.
    if (no) for (const one of no.data.errors) if (one.field?.startsWith('away/')) one.field = 'away'
    return no ?? { done: 'settle' as const }
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { door, param } = doorOf(event, values)
    const { commandId = '', settlement, reason = '' } = values
    const json = { commandId, settlement: number(settlement), reason }
    return (await refused(await door['taking-back'].$post({ param, json }), values)) ?? { done: 'takeBack' as const }
  },
}
