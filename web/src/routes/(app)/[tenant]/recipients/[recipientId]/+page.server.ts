import { levelsOf } from '@jiceng/core/people/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const recipientOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) =>
  apiOf(event).recipient.recipients[':recipientId']

/** "unit/level" of the list of deputies that is open. */
const AT = /^([^/]+)\/(district|township)$/

export const load: PageServerLoad = async (event) => {
  const at = AT.exec(event.url.searchParams.get('at') ?? '')
  // In a variable: the client's type of this route knows the path only, not the query.
  const request = { param: event.params, query: at ? { unitId: at[1]!, level: at[2]! } : {} }
  const { units, seated, ...record } = await read(event, recipientOf(event).$get(request))
  return {
    ...record,
    seats: units.flatMap((unit) => levelsOf(unit.kind).map((level) => ({ unitId: unit.id, name: unit.name, level }))),
    open: at && { at: at[0], deputies: seated },
    commandIds: { attach: newCommandId(), detach: newCommandId(), contact: newCommandId() },
  }
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
