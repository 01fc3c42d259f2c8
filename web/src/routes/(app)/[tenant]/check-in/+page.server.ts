import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { sittings, ...frame } = await read(event, apiOf(event).sittings.my.sittings.$get())
  const asked = event.url.searchParams
  const scanned = asked.get('sitting')
  return {
    ...frame,
    // By a QR code only the sitting it hangs at; whoever came without one sees all that expect them.
    sittings: sittings.some(({ sittingId }) => sittingId === scanned)
      ? sittings.filter(({ sittingId }) => sittingId === scanned)
      : sittings,
    code: asked.get('code') ?? '',
    commandId: newCommandId(),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', sessionId = '', sittingId = '', memberId = '', code = '' } = values
    const door = apiOf(event).sittings.sessions[':sessionId'].sittings[':sittingId'].arrivals
    const response = await door.$post({ param: { sessionId, sittingId }, json: { commandId, memberId, code } })
    return (await refused(response, values)) ?? { done: 'checkIn' as const }
  },
}
