import { redirect } from '@sveltejs/kit'
import { quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).activity.units[':unitId'][':level'].quarters[':quarter'].activities
  const { unit, items, deputies, groups, leaves, frame } = await read(event, api.$get({ param: event.params }))
  const { lastOn } = quarterDays(event.params.quarter)
  const today = todayInShanghai()
  const records = frame.me?.roles.some((role) => RECORDING.includes(role)) ?? false
  const group = groups.find(({ id }) => id === event.url.searchParams.get('group')) ?? null
  const members = new Set(group?.memberIds)
  return {
    unit,
    items,
    groups,
    leaves,
    group,
    /** Whom it concerns: the members of the group that held it, or whoever is answered for. */
    concerned: group ? deputies.filter(({ mandateId }) => members.has(mandateId)) : deputies,
    others: group ? deputies.filter(({ mandateId }) => !members.has(mandateId)) : [],
    frame,
    records,
    suggestedOn: today < lastOn ? today : lastOn,
    commandId: newCommandId(),
  }
}

/** Whose activities count at once; everybody else's are reports the unit confirms. */
const RECORDING: readonly string[] = ['tenant_administrator', 'deputies_commission', 'unit_office']

const PRESENCE = 'presence:'

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', title = '', itemCode = '', occurredOn = '', evidence = '', act } = values
    const attendance = Object.entries(values)
      .filter(([name, presence]) => name.startsWith(PRESENCE) && presence !== 'none')
      .map(([name, presence]) => ({ mandateId: name.slice(PRESENCE.length), presence: presence as 'present' }))
    const held = values['groupId'] ? { groupId: values['groupId'] } : {}
    const json = { commandId, title, itemCode, occurredOn, attendance, evidence, ...held }
    const api = apiOf(event).activity.units[':unitId'][':level']
    const response =
      act === 'report'
        ? await api['activity-reports'].$post({ param: event.params, json })
        : await api.activities.$post({ param: event.params, json })
    const no = await refused(response, values)
    if (no) return no
    // Its day decides its quarter, whichever quarter the form was opened from.
    redirect(303, paths.activity({ ...event.params, quarter: quarterOf(occurredOn) }, commandId))
  },
}
