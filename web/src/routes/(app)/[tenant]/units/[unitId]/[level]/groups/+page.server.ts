import { fail, redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

type Event = RequestEvent | Parameters<PageServerLoad>[0]
const groupsOf = (event: Event) => apiOf(event).deputyGroup.units[':unitId'][':level']['deputy-groups']

export const load: PageServerLoad = async (event) => {
  const groupId = event.url.searchParams.get('group')
  const before = event.url.searchParams.get('before')
  const query = { ...(groupId ? { groupId } : {}), ...(before ? { before } : {}) }
  const list = await read(event, groupsOf(event).$get({ param: event.params, query }))
  return {
    ...list,
    opened: list.groups.find((group) => group.id === groupId) ?? null,
    changes: list.frame.me?.roles.some((role) => CHANGING.includes(role)) ?? false,
    isNewest: before === null,
    commandIds: {
      form: newCommandId(),
      rename: newCommandId(),
      change: newCommandId(),
      appoint: newCommandId(),
      dissolve: newCommandId(),
    },
  }
}

/** Who forms groups and changes them. */
const CHANGING: readonly string[] = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office']

const MEMBER = 'member:'
const WAS = 'was:'

type Act = 'form' | 'rename' | 'change' | 'appoint' | 'dissolve'
type Refusal = Awaited<ReturnType<typeof refused>>

/** The refusal, and which of the page's forms it belongs to. */
const of = (act: Act, no: Refusal) => no && fail(no.status, { ...no.data, act })

const withPrefix = (values: Record<string, string>, prefix: string): string[] =>
  Object.keys(values).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))

export const actions: Actions = {
  form: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '' } = values
    const response = await groupsOf(event).$post({ param: event.params, json: { commandId, name } })
    const no = of('form', await refused(response, values))
    if (no) return no
    const { tenant, unitId, level } = event.params
    redirect(303, paths.deputyGroups(tenant, unitId, level, commandId))
  },
  rename: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', groupId = '', newName: name = '' } = values
    const param = { ...event.params, groupId }
    const response = await groupsOf(event)[':groupId'].name.$post({ param, json: { commandId, name } })
    return of('rename', await refused(response, values)) ?? { done: 'rename' as const, name }
  },
  change: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', groupId = '' } = values
    const [now, was] = [withPrefix(values, MEMBER), withPrefix(values, WAS)]
    const json = {
      commandId,
      joining: now.filter((mandateId) => !was.includes(mandateId)),
      leaving: was.filter((mandateId) => !now.includes(mandateId)),
    }
    const response = await groupsOf(event)[':groupId'].members.$post({ param: { ...event.params, groupId }, json })
    return of('change', await refused(response, values)) ?? { done: 'change' as const, name: '' }
  },
  appoint: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', groupId = '', leaderId = '' } = values
    const json = { commandId, mandateId: leaderId === '' ? null : leaderId }
    const response = await groupsOf(event)[':groupId'].leader.$post({ param: { ...event.params, groupId }, json })
    return of('appoint', await refused(response, values)) ?? { done: 'appoint' as const, name: '' }
  },
  dissolve: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', groupId = '', name = '' } = values
    const param = { ...event.params, groupId }
    const response = await groupsOf(event)[':groupId'].dissolution.$post({ param, json: { commandId } })
    return of('dissolve', await refused(response, values)) ?? { done: 'dissolve' as const, name }
  },
}
