import { itemType, paperStep, reportField } from '@jiceng/core/agenda/schema'
import { templateOf } from '@jiceng/core/agenda/template-rules'
import { DISTRICT_PLACE } from '@jiceng/core/body/schema'
import { sessionKind } from '@jiceng/core/session/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const before = event.url.searchParams.get('before')
  const param = { sessionId: event.params.sessionId }
  const door = apiOf(event).agenda.sessions[':sessionId'].agenda
  const answer = await read(event, door.$get({ param, query: before ? { before } : {} }))
  const itemId = event.url.searchParams.get('item')
  return {
    ...answer,
    today: todayInShanghai(),
    opened: answer.items.find(({ id }) => id === itemId) ?? null,
    isNewest: before === null,
    commandIds: Object.fromEntries(
      ['plan', 'template', 'change', 'remove', 'order', 'adopt', 'step', 'takeBack'].map((act) => [act, newCommandId()])
    ) as Record<Act, string>,
  }
}

type Act = 'plan' | 'template' | 'change' | 'remove' | 'order' | 'adopt' | 'step' | 'takeBack'
type Values = Record<string, string>

/** The agenda's door; whose session it is comes with the form. */
function doorOf(event: RequestEvent, values: Values) {
  const door = apiOf(event).agenda.bodies[':placeId'][':body'].sessions[':sessionId'].agenda
  const param = {
    sessionId: event.params.sessionId,
    placeId: values['placeId'] ?? '',
    body: bodyIn({ body: values['body'] ?? '' }),
  }
  const itemId = encodeURIComponent(values['itemId'] ?? '')
  return { door, param, ofItem: { ...param, itemId } }
}

const itemOf = (values: Values) => ({
  type: itemType.catch('other').parse(values['type']),
  field: reportField
    .nullable()
    .catch(null)
    .parse(values['field'] === '' ? null : values['field']),
  title: values['title'] ?? '',
  speaker: values['speaker'] ?? '',
  minutes: (values['minutes'] ?? '') as unknown as number,
  isPublic: values['isPublic'] !== undefined,
})

/** The fault of the one item that is sent belongs beside its field. */
const beside = (pointer: string): string => pointer.replace(/^items\/0\//, '')

async function refusedItem(response: Parameters<typeof refused>[0], values: Values) {
  const no = await refused(response, values)
  if (no) for (const one of no.data.errors) if (one.field) one.field = beside(one.field)
  return no
}

export const actions: Actions = {
  plan: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', decision = '' } = values
    const { door, param } = doorOf(event, values)
    const response = await door.items.$post({ param, json: { commandId, items: [itemOf(values)], decision } })
    return (await refusedItem(response, values)) ?? { done: 'plan' as const }
  },
  template: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '' } = values
    const { door, param } = doorOf(event, values)
    const kind = sessionKind.catch('regular').parse(values['kind'])
    const items = templateOf(param.body, kind, param.placeId === DISTRICT_PLACE)
    const response = await door.items.$post({ param, json: { commandId, items, decision: '', onlyIfEmpty: true } })
    return (await refused(response, values)) ?? { done: 'template' as const }
  },
  change: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', decision = '' } = values
    const { door, ofItem: param } = doorOf(event, values)
    const response = await door.items[':itemId'].$post({ param, json: { commandId, ...itemOf(values), decision } })
    return (await refused(response, values)) ?? { done: 'change' as const }
  },
  remove: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', decision = '' } = values
    const { door, ofItem: param } = doorOf(event, values)
    const response = await door.items[':itemId'].removal.$post({ param, json: { commandId, decision } })
    return (await refused(response, values)) ?? { done: 'remove' as const }
  },
  order: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', decision = '', itemIds = '', itemId = '', place = '1' } = values
    const others = itemIds.split(' ').filter((one) => one !== itemId)
    const at = Number(place) - 1
    const { door, param } = doorOf(event, values)
    const json = { commandId, itemIds: [...others.slice(0, at), itemId, ...others.slice(at)], decision }
    return (await refused(await door.order.$post({ param, json }), values)) ?? { done: 'order' as const }
  },
  adopt: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', adoptedOn = '' } = values
    const { door, param } = doorOf(event, values)
    const response = await door.adoption.$post({ param, json: { commandId, adoptedOn } })
    return (await refused(response, values)) ?? { done: 'adopt' as const }
  },
  step: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', doneOn = '' } = values
    const { door, ofItem } = doorOf(event, values)
    const param = { ...ofItem, step: paperStep.catch('to_members').parse(values['step']) }
    const response = await door.items[':itemId']['paper-steps'][':step'].$post({ param, json: { commandId, doneOn } })
    return (await refused(response, values)) ?? { done: 'step' as const }
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '' } = values
    const { door, ofItem } = doorOf(event, values)
    const param = { ...ofItem, step: paperStep.catch('to_members').parse(values['step']) }
    const response = await door.items[':itemId']['paper-steps'][':step']['taking-back'].$post({
      param,
      json: { commandId },
    })
    return (await refused(response, values)) ?? { done: 'takeBack' as const }
  },
}
