import { exemptionGround } from '@jiceng/core/assessment/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who may leave somebody out. */
const DECIDING: readonly string[] = ['tenant_administrator', 'deputies_commission']

export const load: PageServerLoad = async (event) => {
  const { level, year } = event.params
  const asked = event.url.searchParams
  const order = asked.get('order') === 'place' ? ('place' as const) : ('register' as const)
  const [page, unitId] = [asked.get('page') ?? '0', asked.get('unit') ?? '']
  const query = { order, page, ...(unitId === '' ? {} : { unitId }) }
  const answer = await read(
    event,
    apiOf(event).assessment.assessments[':level'][':year'].$get({ param: { level, year }, query })
  )
  const { me } = answer.frame
  return {
    ...answer,
    ...{ order, page, unitId },
    decides: me?.unitId === null && me.roles.some((role) => DECIDING.includes(role)),
    about: answer.deputies.find(({ mandateId }) => mandateId === asked.get('exempt')) ?? null,
    commandId: newCommandId(),
  }
}

export const actions: Actions = {
  exempt: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', reason = '', name = '' } = values
    const ground = exemptionGround.safeParse(values['ground']).data ?? 'other'
    const param = { mandateId: encodeURIComponent(mandateId), year: event.params.year }
    const door = apiOf(event).assessment.mandates[':mandateId'].assessments[':year'].exemption
    return (await refused(await door.$post({ param, json: { commandId, ground, reason } }), values)) ?? { left: name }
  },

  include: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', reason = '', name = '' } = values
    const param = { mandateId: encodeURIComponent(mandateId), year: event.params.year }
    const door = apiOf(event).assessment.mandates[':mandateId'].assessments[':year'].inclusion
    return (await refused(await door.$post({ param, json: { commandId, reason } }), values)) ?? { back: name }
  },
}
