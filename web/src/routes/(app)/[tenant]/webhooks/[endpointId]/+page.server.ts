import { RETRY_SECONDS } from '@jiceng/core/webhook/rules'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const SHOWS = ['all', 'failed', 'waiting'] as const

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams
  const show = SHOWS.find((one) => one === asked.get('show')) ?? 'all'
  const before = asked.get('before')
  // In a variable: the client's type of this route knows the path only, not the query.
  const request = { param: event.params, query: { show, ...(before === null ? {} : { before }) } }
  const log = await read(event, apiOf(event).webhook.endpoints[':endpointId'].$get(request))
  return {
    ...log,
    show,
    isFirst: before === null,
    triesMax: RETRY_SECONDS.length,
    triesSum: hours(RETRY_SECONDS),
    today: todayInShanghai(),
    replayIds: Object.fromEntries(log.deliveries.map((one) => [one.id, newCommandId()])),
    ids: newIds(),
  }
}

const hours = (seconds: readonly number[]) => Math.round(seconds.reduce((sum, one) => sum + one, 0) / 360) / 10

/** One for each form of the page. */
const newIds = () => ({
  challenge: newCommandId(),
  test: newCommandId(),
  disable: newCommandId(),
  enable: newCommandId(),
  rotate: newCommandId(),
  replay: newCommandId(),
  range: newCommandId(),
})

/** One button, one command: the form names the recipient, the path the endpoint. */
async function pressed(event: RequestEvent) {
  const values = await fieldsOf(event.request)
  const { commandId = '', recipientId = '' } = values
  return { values, param: { recipientId, endpointId: event.params.endpointId }, json: { commandId } }
}

const endpointOf = (event: RequestEvent) => apiOf(event).webhook.recipients[':recipientId'].endpoints[':endpointId']

export const actions: Actions = {
  challenge: async (event) => {
    const { values, ...request } = await pressed(event)
    return (await refused(await endpointOf(event).challenges.$post(request), values)) ?? { done: 'challenge' as const }
  },
  test: async (event) => {
    const { values, ...request } = await pressed(event)
    return (await refused(await endpointOf(event).tests.$post(request), values)) ?? { done: 'test' as const }
  },
  disable: async (event) => {
    const { values, ...request } = await pressed(event)
    return (await refused(await endpointOf(event).disabling.$post(request), values)) ?? { done: 'disable' as const }
  },
  enable: async (event) => {
    const { values, ...request } = await pressed(event)
    return (await refused(await endpointOf(event).enabling.$post(request), values)) ?? { done: 'enable' as const }
  },
  rotate: async (event) => {
    const { values, ...request } = await pressed(event)
    const response = await endpointOf(event).secrets.$post(request)
    const no = await refused(response, values)
    if (no) return no
    return { rotated: (await response.json()) as { secret: string | null } }
  },
  replay: async (event) => {
    const { values, param, json } = await pressed(event)
    const { deliveryId = '' } = values
    const which = deliveryId === '' ? { which: 'failed' as const } : { which: 'one' as const, deliveryId }
    const response = await endpointOf(event).replays.$post({ param, json: { ...json, ...which } })
    return (await refused(response, values)) ?? { done: 'replay' as const }
  },
  range: async (event) => {
    const { values, param, json } = await pressed(event)
    const { fromOn = '', untilOn = '' } = values
    const response = await endpointOf(event).replays.$post({
      param,
      json: { ...json, which: 'range', fromOn, untilOn },
    })
    return (await refused(response, values)) ?? { done: 'replay' as const }
  },
}
