import { pattern } from '@jiceng/core/session/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who says how far ahead sessions are called. */
const SETTING: readonly string[] = ['tenant_administrator', 'committee_office', 'deputies_commission']

export const load: PageServerLoad = async (event) => {
  const param = { body: bodyIn(event.params), year: event.params.year }
  const answer = await read(event, apiOf(event).sessions['session-calendars'][':body'][':year'].$get({ param }))
  const { me } = answer.frame
  return {
    ...answer,
    body: param.body,
    setsNotice: me?.unitId === null && me.roles.some((role) => SETTING.includes(role)),
    commandIds: { pattern: newCommandId(), notice: newCommandId() },
  }
}

const UNIT = 'unit:'

export const actions: Actions = {
  pattern: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', fromYear = '' } = values
    const unitIds = Object.keys(values).flatMap((name) => (name.startsWith(UNIT) ? [name.slice(UNIT.length)] : []))
    const json = { commandId, unitIds, fromYear, pattern: pattern.catch('statutory').parse(values['pattern']) }
    const response = await apiOf(event).sessions['session-patterns'].$post({ json })
    return (await refused(response, values)) ?? { done: 'pattern' as const }
  },
  notice: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', noticeDays = '', article = '' } = values
    const param = { body: bodyIn(event.params) }
    const json = { commandId, noticeDays: noticeDays as unknown as number, article }
    const response = await apiOf(event).sessions['session-notices'][':body'].$post({ param, json })
    return (await refused(response, values)) ?? { done: 'notice' as const }
  },
}
