import { itemType, paperStep, reportField } from '@jiceng/core/agenda/schema'
import { templateOf } from '@jiceng/core/agenda/template-rules'
import { DISTRICT_PLACE } from '@jiceng/core/body/schema'
import { sessionKind } from '@jiceng/core/session/schema'
import { fail } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read, uploaded } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused, textsOf } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Refused } from '$lib/ui/field-error.ts'
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
    /** The paper that is about to be removed. */
    removing: event.url.searchParams.get('remove'),
    isNewest: before === null,
    commandIds: Object.fromEntries(ACTS.map((act) => [act, newCommandId()])) as Record<(typeof ACTS)[number], string>,
  }
}

const ACTS = [
  ...(['plan', 'template', 'change', 'remove', 'order', 'adopt', 'step', 'takeBack'] as const),
  ...(['attach', 'setPublic', 'removePaper'] as const),
] as const
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

/** The doors of a session's papers. */
function papersOf(event: RequestEvent, values: Values) {
  const door = apiOf(event).sessionPapers.bodies[':placeId'][':body'].sessions[':sessionId']
  const { param, ofItem } = doorOf(event, values)
  return { door, ofItem, ofPaper: { ...param, paperId: encodeURIComponent(values['paperId'] ?? '') } }
}

/** Which upload a paper is: one that went up before its form was sent, or the file that came with the form. */
async function fileIdOf(event: RequestEvent, form: FormData, values: Values) {
  if (values['fileId']) return { fileId: values['fileId'] }
  const upload = await uploaded(event, '/papers', { commandId: values['commandId'] ?? '', file: form.get('file') })
  if (upload === null) {
    const errors = [{ field: 'file', text: m.paper_missing() }]
    return { no: fail(422, { errors, because: null, values } satisfies Refused) }
  }
  const no = await refused(upload, values)
  return no ? { no } : { fileId: ((await upload.json()) as { id: string }).id }
}

/** What a file is called where nobody said otherwise. */
const nameOf = (file: FormDataEntryValue | null): string =>
  file instanceof File ? file.name.replace(/\.[^.]*$/, '') : ''

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
    return (await refused(response, { ...values, removed: '' })) ?? { done: 'remove' as const }
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
  attach: async (event) => {
    const form = await event.request.formData()
    const values = textsOf(form)
    const { commandId = '', isPublic } = values
    const found = await fileIdOf(event, form, values)
    if (found.no) return found.no
    const { fileId } = found
    const name = values['name'] || nameOf(form.get('file'))
    const { door, ofItem: param } = papersOf(event, values)
    const json = { commandId, fileId, name, isPublic: isPublic !== undefined }
    const response = await door.agenda.items[':itemId'].papers.$post({ param, json })
    const no = await refused(response, { ...values, name, fileId })
    // The file is one field of the page, whichever door refuses it; refused, it is chosen again.
    for (const error of no?.data.errors ?? []) {
      if (error.field !== 'fileId') continue
      error.field = 'file'
      no!.data.values['fileId'] = ''
    }
    return no ?? { done: 'attach' as const }
  },
  setPublic: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', isPublic } = values
    const { door, ofPaper: param } = papersOf(event, values)
    const json = { commandId, isPublic: isPublic === 'yes' }
    const response = await door.papers[':paperId'].publicity.$post({ param, json })
    return (await refused(response, values)) ?? { done: 'setPublic' as const }
  },
  removePaper: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '' } = values
    const { door, ofPaper: param } = papersOf(event, values)
    const response = await door.papers[':paperId'].removal.$post({ param, json: { commandId } })
    return (await refused(response, values)) ?? { done: 'removePaper' as const }
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
