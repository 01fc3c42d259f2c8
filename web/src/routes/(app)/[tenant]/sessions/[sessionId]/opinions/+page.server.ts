import { opinionSource, opinionsShown, opinionStatus } from '@jiceng/core/opinion/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const ACTS = ['record', 'assign', 'report', 'close', 'carryOn', 'takeBack'] as const
type Act = (typeof ACTS)[number]

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams
  const before = asked.get('before')
  const show = opinionsShown.catch('all').parse(asked.get('show'))
  const param = { sessionId: event.params.sessionId }
  const door = apiOf(event).opinion.sessions[':sessionId'].opinions
  const answer = await read(event, door.$get({ param, query: { show, ...(before ? { before } : {}) } }))
  const opinionId = asked.get('opinion')
  return {
    ...answer,
    ...{ show, today: todayInShanghai(), isNewest: before === null },
    opened: [...answer.opinions, ...answer.earlier].find(({ id }) => id === opinionId) ?? null,
    commandIds: Object.fromEntries(ACTS.map((act) => [act, newCommandId()])) as Record<Act, string>,
  }
}

type Values = Record<string, string>

/** The opinions' door; whose session one is of comes with the form, for it may be of a session before. */
function doorOf(event: RequestEvent, values: Values) {
  const door = apiOf(event).opinion.bodies[':placeId'][':body'].sessions[':sessionId'].opinions
  const param = {
    sessionId: values['sessionId'] ?? '',
    placeId: values['placeId'] ?? '',
    body: bodyIn({ body: values['body'] ?? '' }),
  }
  return { door, param, one: door[':opinionId'], ofOne: { ...param, opinionId: values['opinionId'] ?? '' } }
}

/** "delegation unit-id", "plenary". */
function speakerIn(values: Values) {
  const [source, sourceId] = (values['source'] ?? '').split(' ')
  return { source: opinionSource.catch('plenary').parse(source), sourceId: sourceId || null }
}

export const actions: Actions = {
  record: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', text = '', itemId = '' } = values
    const { door, param } = doorOf(event, values)
    const json = { commandId, ...speakerIn(values), itemId: itemId === '' ? null : itemId, text }
    return (await refused(await door.$post({ param, json }), values)) ?? { done: 'record' as const }
  },
  assign: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', organ = '', assignedOn = '', dueOn = '' } = values
    const { one, ofOne: param } = doorOf(event, values)
    const response = await one.assignment.$post({ param, json: { commandId, organ, assignedOn, dueOn } })
    return (await refused(response, values)) ?? { done: 'assign' as const }
  },
  report: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reportedOn = '', report = '' } = values
    const { one, ofOne: param } = doorOf(event, values)
    const response = await one.report.$post({ param, json: { commandId, reportedOn, report } })
    return (await refused(response, values)) ?? { done: 'report' as const }
  },
  close: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', closedOn = '', decision = '' } = values
    const { one, ofOne: param } = doorOf(event, values)
    const response = await one.closing.$post({ param, json: { commandId, closedOn, decision } })
    return (await refused(response, values)) ?? { done: 'close' as const }
  },
  carryOn: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', decidedOn = '', dueOn = '', decision = '' } = values
    const { one, ofOne: param } = doorOf(event, values)
    const response = await one['carrying-on'].$post({ param, json: { commandId, decidedOn, dueOn, decision } })
    return (await refused(response, values)) ?? { done: 'carryOn' as const }
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '' } = values
    const { one, ofOne: param } = doorOf(event, values)
    const status = opinionStatus.catch('recorded').parse(values['status'])
    const json = { commandId, status, round: (values['round'] ?? '') as unknown as number }
    return (await refused(await one['taking-back'].$post({ param, json }), values)) ?? { done: 'takeBack' as const }
  },
}
