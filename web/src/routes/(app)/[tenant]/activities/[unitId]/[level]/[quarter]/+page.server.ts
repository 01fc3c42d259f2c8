import { LEAVE_OFFICES } from '@jiceng/core/leave/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const unitOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) => apiOf(event).activity.units[':unitId'][':level']

export const load: PageServerLoad = async (event) => {
  const call = unitOf(event).quarters[':quarter'].activities.$get({ param: event.params })
  const all = await read(event, call)
  return {
    ...all,
    answersLeave: all.frame.me?.roles.some((role) => ANSWERING.includes(role)) ?? false,
    openedId: event.url.searchParams.get('activity'),
    commandIds: { confirm: newCommandId(), return: newCommandId(), cancel: newCommandId() },
  }
}

/** Who answers for leave from what is recorded here. */
const ANSWERING: readonly string[] = LEAVE_OFFICES

/** What the form carried of the activity it was opened for. */
type Shown = {
  activityId: string
  occurredOn: string
  itemCode: string
  title: string
  evidence?: string
  attendance: unknown
}

const shownIn = (values: Record<string, string>): Shown => JSON.parse(values['shown'] ?? '{}') as Shown

export const actions: Actions = {
  confirm: async (event) => {
    const values = await fieldsOf(event.request)
    const { activityId, ...seen } = shownIn(values)
    const json = { commandId: values['commandId'] ?? '', ...seen, attendance: seen.attendance as [] }
    const param = { ...event.params, activityId: encodeURIComponent(activityId) }
    const response = await unitOf(event).activities[':activityId'].confirmation.$post({ param, json })
    return (await refused(response, values)) ?? { done: 'confirm' as const }
  },
  return: async (event) => {
    const values = await fieldsOf(event.request)
    const { activityId, occurredOn } = shownIn(values)
    const json = { commandId: values['commandId'] ?? '', occurredOn, reason: values['reason'] ?? '' }
    const param = { ...event.params, activityId: encodeURIComponent(activityId) }
    const response = await unitOf(event).activities[':activityId'].return.$post({ param, json })
    return (await refused(response, values)) ?? { done: 'return' as const }
  },
  cancel: async (event) => {
    const values = await fieldsOf(event.request)
    const { activityId, occurredOn, attendance } = shownIn(values)
    const mandateIds = (attendance as { mandateId: string; presence: string }[])
      .filter((line) => line.presence === 'present')
      .map((line) => line.mandateId)
    const json = { commandId: values['commandId'] ?? '', occurredOn, mandateIds, reason: values['reason'] ?? '' }
    const param = { ...event.params, activityId: encodeURIComponent(activityId) }
    const response = await unitOf(event).activities[':activityId'].cancellation.$post({ param, json })
    return (await refused(response, values)) ?? { done: 'cancel' as const }
  },
}
