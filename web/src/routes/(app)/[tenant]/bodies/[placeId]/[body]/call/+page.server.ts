import { error, redirect } from '@sveltejs/kit'
import { kindsOf, sessionKind } from '@jiceng/core/session/schema'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const doorOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) =>
  apiOf(event).sessions.bodies[':placeId'][':body'].sessions

export const load: PageServerLoad = async (event) => {
  const body = bodyIn(event.params)
  const today = todayInShanghai()
  const param = { placeId: event.params.placeId, body, year: today.slice(0, 4) }
  const answer = await read(event, doorOf(event).years[':year'].$get({ param }))
  if (!answer.mayChange) error(403)
  return { ...answer, body, today, kinds: kindsOf(body), commandId: newCommandId() }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', calledOn = '', firstOn = '', lastOn = '', venue = '', ordinal = '' } = values
    const body = bodyIn(event.params)
    const kind = sessionKind.catch('regular').parse(values['kind'])
    const proposers = values['proposerCount'] ?? ''
    const json = {
      ...{ commandId, kind, calledOn, firstOn, venue },
      lastOn: lastOn === '' ? firstOn : lastOn,
      ordinal: ordinal as unknown as number,
      proposerCount: proposers === '' ? null : (proposers as unknown as number),
    }
    const response = await doorOf(event).$post({ param: { placeId: event.params.placeId, body }, json })
    const no = await refused(response, values)
    if (no) return no
    redirect(303, paths.session(event.params.tenant, commandId))
  },
}
