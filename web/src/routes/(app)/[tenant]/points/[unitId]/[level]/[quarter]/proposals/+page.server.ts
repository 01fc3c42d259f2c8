import { apiOf, read } from '$lib/server/api.ts'
import { newCommandId, refused, textsOf } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const apiFor = (event: RequestEvent | Parameters<PageServerLoad>[0]) =>
  apiOf(event).proposal.units[':unitId'][':level'].quarters[':quarter']['point-proposals']

export const load: PageServerLoad = async (event) => {
  const list = await read(event, apiFor(event).$get({ param: event.params }))
  const { me } = list.frame
  const has = (roles: readonly string[]): boolean => me?.roles.some((role) => roles.includes(role)) ?? false
  const isClosed = list.entriesEndedOn !== null
  return {
    ...list,
    declines: has(DECIDING),
    /** After closing it is the commission's. */
    confirms: isClosed ? me?.unitId === null && has(DECIDING_LATE) : has(DECIDING),
    isClosed,
    commandId: newCommandId(),
  }
}

const DECIDING_LATE: readonly string[] = ['tenant_administrator', 'deputies_commission']
const DECIDING: readonly string[] = [...DECIDING_LATE, 'unit_office']

type Act = 'confirm' | 'late' | 'decline'

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const { commandId = '', act, reason = '' } = textsOf(form)
    const keys = form.getAll('chosen').filter((one) => typeof one === 'string')
    const chosen = keys.map((one) => one.split(' ') as [string, string])
    const answer = await send(event, act as Act, { commandId, reason, chosen })
    const no = await refused(answer, { reason, chosen: keys.join('\n') })
    if (no === null) return { done: act as Act, count: chosen.length }
    // What is said of the nth that was chosen stands at its row.
    for (const error of no.data.errors) {
      const nth = /^proposals\/(\d+)/.exec(error.field ?? '')?.[1]
      if (nth !== undefined) error.field = chosen[Number(nth)]?.[0] ?? null
      else if (error.field !== 'reason') error.field = 'chosen'
    }
    return no
  },
}

type Asked = { commandId: string; reason: string; chosen: [string, string][] }

async function send(event: RequestEvent, act: Act, { commandId, reason, chosen }: Asked) {
  const [api, param] = [apiFor(event), event.params]
  const proposals = chosen.map(([proposalId, mandateId]) => ({ proposalId, mandateId }))
  if (act === 'decline') {
    const proposalIds = chosen.map(([proposalId]) => proposalId)
    return api.refusal.$post({ param, json: { commandId, proposalIds, reason } })
  }
  return act === 'late'
    ? api['late-confirmation'].$post({ param, json: { commandId, proposals, reason } })
    : api.confirmation.$post({ param, json: { commandId, proposals } })
}
