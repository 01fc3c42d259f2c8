import { levelsOf } from '@jiceng/core/people/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const recipientOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) =>
  apiOf(event).recipient.recipients[':recipientId']

/** "unit/level" of the list of deputies that is open. */
const AT = /^([^/]+)\/(district|township)$/

export const load: PageServerLoad = async (event) => {
  const people = apiOf(event).people.units
  const at = AT.exec(event.url.searchParams.get('at') ?? '')
  const [record, { units }, open] = await Promise.all([
    read(event, recipientOf(event).$get({ param: event.params })),
    read(event, people.$get()),
    at && deputiesOf(event, { unitId: at[1]!, level: at[2]! }),
  ])
  return {
    ...record,
    seats: units.flatMap((unit) => levelsOf(unit.kind).map((level) => ({ unitId: unit.id, name: unit.name, level }))),
    open: open && { at: at![0], deputies: open },
    commandIds: { attach: newCommandId(), detach: newCommandId(), contact: newCommandId() },
  }
}

/** All who sit for a unit: one of them is chosen. */
async function deputiesOf(event: Parameters<PageServerLoad>[0], param: { unitId: string; level: string }) {
  const api = apiOf(event).people.units[':unitId'][':level'].deputies
  const all = []
  const pages: { after?: string }[] = [{}]
  for (const query of pages) {
    const { deputies, after } = await read(event, api.$get({ param, query }))
    all.push(...deputies)
    if (after !== null) pages.push({ after })
  }
  return all
}

export const actions: Actions = {
  attach: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', at = '' } = values
    const [unitId = '', level = ''] = at.split('/')
    const json = { commandId, mandateId, unitId, level: level as 'district' }
    const response = await recipientOf(event).mandates.$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: 'attach' as const }
  },
  detach: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', unitId = '', level } = values
    const param = { ...event.params, mandateId: encodeURIComponent(mandateId) }
    const json = { commandId, unitId, level: level as 'district' }
    const response = await recipientOf(event).mandates[':mandateId'].detachment.$post({ param, json })
    return (await refused(response, values)) ?? { done: 'detach' as const }
  },
  contact: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', address = '', person = '', phone = '' } = values
    const json = { commandId, address, person, phone }
    const response = await recipientOf(event).contact.$post({ param: event.params, json })
    return (await refused(response, values)) ?? { done: 'contact' as const }
  },
}
