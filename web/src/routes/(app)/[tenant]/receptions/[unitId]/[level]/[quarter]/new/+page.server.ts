import { redirect } from '@sveltejs/kit'
import { quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const api = apiOf(event).reception.units[':unitId'][':level'].quarters[':quarter']
  const { unit, deputies, receptions, frame } = await read(event, api.receptions.$get({ param: event.params }))
  const { lastOn } = quarterDays(event.params.quarter)
  const today = todayInShanghai()
  return {
    ...{ unit, deputies, frame },
    /** Receptions are held where the last ones were. */
    places: [...new Set(receptions.flatMap(({ place }) => place ?? []))],
    suggestedOn: today < lastOn ? today : lastOn,
    commandId: newCommandId(),
  }
}

const DEPUTY = 'deputy:'

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', occurredOn = '', place = '', voterCount = '', raised = '' } = values
    const mandateIds = Object.keys(values).flatMap((name) =>
      name.startsWith(DEPUTY) ? [name.slice(DEPUTY.length)] : []
    )
    const json = { commandId, occurredOn, place, mandateIds, voterCount: Number(voterCount), raised }
    const api = apiOf(event).reception.units[':unitId'][':level']
    const no = await refused(await api.receptions.$post({ param: event.params, json }), values)
    if (no) return no
    // Its day decides its quarter, whichever quarter the form was opened from.
    redirect(303, paths.reception({ ...event.params, quarter: quarterOf(occurredOn) }, commandId))
  },
}
