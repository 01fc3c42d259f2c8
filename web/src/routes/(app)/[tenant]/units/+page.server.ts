import { quarterOf } from '@jiceng/core/kernel/calendar'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).people.units.$get())),
  commandId: newCommandId(),
  quarter: quarterOf(todayInShanghai()),
})

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', kind, name = '' } = values
    const json = { commandId, kind: kind as 'street', name }
    return (await refused(await apiOf(event).people.units.$post({ json }), values)) ?? { done: name }
  },
}
