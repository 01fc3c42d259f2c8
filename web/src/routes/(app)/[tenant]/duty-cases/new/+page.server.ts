import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams
  const mandateId = asked.get('mandate')
  if (mandateId === null) redirect(303, paths.dutyCandidates(event.params.tenant))
  const record = await read(event, apiOf(event).people.deputies[':mandateId'].$get({ param: { mandateId } }))
  const about = { ground: asked.get('ground') ?? 'other', period: asked.get('period') ?? '' }
  return { frame: record.frame, name: record.name, seat: record.seat, mandateId, about, commandId: newCommandId() }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', mandateId = '', ground, period = '', reason = '' } = values
    const json = { commandId, ground: ground as 'other', period, reason }
    const api = apiOf(event).dutyCase.mandates[':mandateId']['duty-cases']
    const no = await refused(await api.$post({ param: { mandateId }, json }), values)
    if (no) return no
    redirect(303, paths.dutyCase(event.params.tenant, commandId))
  },
}
