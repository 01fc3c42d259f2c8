import { fail } from '@sveltejs/kit'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

type Event = RequestEvent | Parameters<PageServerLoad>[0]
const unitOf = (event: Event) => apiOf(event).people.units[':unitId']
const districtOf = (event: Event) => unitOf(event)[':level']['electoral-districts'][':electoralDistrictId']

/** Who renames and retires a unit; an electoral district is its unit's office's as well. */
const OF_DISTRICT: readonly string[] = ['tenant_administrator', 'committee_office']

export const load: PageServerLoad = async (event) => {
  const places = await read(event, unitOf(event).places.$get({ param: event.params }))
  const asked = event.url.searchParams.get('district')
  return {
    ...places,
    opened: places.districts.find((district) => district.id === asked) ?? null,
    changesUnit: places.frame.me?.roles.some((role) => OF_DISTRICT.includes(role)) ?? false,
    commandIds: {
      ...{ renameUnit: newCommandId(), retireUnit: newCommandId(), restoreUnit: newCommandId() },
      ...{ renameDistrict: newCommandId(), retireDistrict: newCommandId(), restoreDistrict: newCommandId() },
    },
  }
}

type Done = 'renamed' | 'retired' | 'restored'
type Refusal = Awaited<ReturnType<typeof refused>>

/** The refusal with the form it belongs to, or what was done to the place of that name. */
const answer = (act: string, no: Refusal, done: Done, name: string) =>
  no ? fail(no.status, { ...no.data, act }) : { done, name }

const paramOf = (event: RequestEvent, { level = '', electoralDistrictId = '' }: Record<string, string>) => ({
  ...event.params,
  level,
  electoralDistrictId,
})

export const actions: Actions = {
  renameUnit: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', unitName: name = '' } = values
    const response = await unitOf(event).name.$post({ param: event.params, json: { commandId, name } })
    return answer('renameUnit', await refused(response, values), 'renamed', name)
  },
  retireUnit: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '' } = values
    const response = await unitOf(event).retirement.$post({ param: event.params, json: { commandId } })
    return answer('retireUnit', await refused(response, values), 'retired', name)
  },
  restoreUnit: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '' } = values
    const response = await unitOf(event).restoration.$post({ param: event.params, json: { commandId } })
    return answer('restoreUnit', await refused(response, values), 'restored', name)
  },
  renameDistrict: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', districtName: name = '' } = values
    const response = await districtOf(event).name.$post({ param: paramOf(event, values), json: { commandId, name } })
    return answer('renameDistrict', await refused(response, values), 'renamed', name)
  },
  retireDistrict: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '' } = values
    const response = await districtOf(event).retirement.$post({ param: paramOf(event, values), json: { commandId } })
    return answer('retireDistrict', await refused(response, values), 'retired', name)
  },
  restoreDistrict: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '' } = values
    const response = await districtOf(event).restoration.$post({ param: paramOf(event, values), json: { commandId } })
    return answer('restoreDistrict', await refused(response, values), 'restored', name)
  },
}
