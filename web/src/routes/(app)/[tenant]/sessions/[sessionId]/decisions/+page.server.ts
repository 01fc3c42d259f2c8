import { method } from '@jiceng/core/decision/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const acts = ['open', 'count', 'withdraw', 'annul'] as const

export const load: PageServerLoad = async (event) => {
  const param = { sessionId: event.params.sessionId }
  const answer = await read(event, apiOf(event).decisions.sessions[':sessionId'].decisions.$get({ param }))
  const decisionId = event.url.searchParams.get('vote')
  return {
    ...answer,
    opened: answer.decisions.find(({ id }) => id === decisionId) ?? null,
    commandIds: Object.fromEntries(acts.map((act) => [act, newCommandId()])) as Record<(typeof acts)[number], string>,
  }
}

type Values = Record<string, string>

/** The door of votes; whose session it is comes with the form. */
function doorOf(event: RequestEvent, values: Values) {
  const door = apiOf(event).decisions.bodies[':placeId'][':body'].sessions[':sessionId'].decisions
  const param = {
    ...{ sessionId: event.params.sessionId, placeId: values['placeId'] ?? '' },
    body: bodyIn({ body: values['body'] ?? '' }),
  }
  return { door, param, one: { ...param, decisionId: encodeURIComponent(values['decisionId'] ?? '') } }
}

/** As it was typed; the api says what is wrong with it. */
const typed = (values: Values, name: string): number => (values[name] ?? '') as unknown as number

export const actions: Actions = {
  open: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', sittingId = '', itemId = '', question = '' } = values
    const { door, param } = doorOf(event, values)
    const asked = { sittingId, itemId, question, method: method.catch('paper').parse(values['method']) }
    return (await refused(await door.$post({ param, json: { commandId, ...asked } }), values)) ?? { done: true }
  },
  count: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '' } = values
    const { door, one: param } = doorOf(event, values)
    const json = {
      ...{ commandId, round: typed(values, 'round') },
      ...{ forCount: typed(values, 'forCount'), againstCount: typed(values, 'againstCount') },
      ...{ abstainedCount: typed(values, 'abstainedCount'), invalidCount: typed(values, 'invalidCount') },
    }
    return (await refused(await door[':decisionId'].counts.$post({ param, json }), values)) ?? { done: true }
  },
  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reason = '' } = values
    const { door, one: param } = doorOf(event, values)
    const response = await door[':decisionId'].withdrawal.$post({ param, json: { commandId, reason } })
    return (await refused(response, values)) ?? { done: true }
  },
  annul: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reason = '' } = values
    const { door, one: param } = doorOf(event, values)
    const response = await door[':decisionId'].annulment.$post({ param, json: { commandId, reason } })
    return (await refused(response, values)) ?? { done: true }
  },
}
