import { m } from '$lib/paraglide/messages.js'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { fail } from '@sveltejs/kit'
import type { Refused } from '$lib/ui/field-error.ts'
import type { Actions, PageServerLoad } from './$types'

export type Slip = { name: string; account: string; code: string; link: string }

export const load: PageServerLoad = async (event) => {
  const { unitId } = event.params
  const accounts = apiOf(event).deputyAccounts.units[':unitId'].accounts
  const answer = await read(event, accounts.$get({ param: { unitId: encodeURIComponent(unitId) } }))
  const now = new Date().toISOString()
  return {
    ...answer,
    deputies: answer.deputies.map((deputy) => ({
      ...deputy,
      isExpired: deputy.invitation !== null && deputy.invitation.expiresAt <= now,
    })),
    resetting: event.url.searchParams.get('reset'),
    withdrawing: event.url.searchParams.get('withdraw'),
    signInAt: event.url.host,
    commandIds: { slips: newCommandId(), reset: newCommandId(), withdraw: newCommandId() },
  }
}

const PERSON = 'person '
const MOBILE = 'mobile '

export const actions: Actions = {
  slips: async (event) => {
    const values = await fieldsOf(event.request)
    const chosen = Object.keys(values).flatMap((name) => (name.startsWith(PERSON) ? [name.slice(PERSON.length)] : []))
    if (chosen.length === 0) {
      const errors = [{ field: null, text: m.accounts_nobody_chosen() }]
      return fail(422, { errors, because: null, values } satisfies Refused)
    }
    const deputies = chosen.map((personId) => ({
      personId,
      mobile: (values[MOBILE + personId] ?? '').replace(/[\s-]/g, '') || null,
    }))
    const unitId = encodeURIComponent(event.params.unitId)
    // In a variable: the client's type of this route knows the path only, not the body.
    const request = { param: { unitId }, json: { commandId: values['commandId'] ?? '', deputies } }
    const response = await apiOf(event).deputyAccounts.units[':unitId'].accounts.slips.$post(request)
    const no = await refused(response, values)
    if (no) return fail(no.status, { ...no.data, errors: no.data.errors.map((error) => besideMobile(error, chosen)) })
    const { slips } = (await response.json()) as { slips: Slip[] }
    return { slips, mailed: false }
  },

  reset: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', memberId = '' } = values
    const param = { unitId: encodeURIComponent(event.params.unitId), memberId: encodeURIComponent(memberId) }
    const request = { param, json: { commandId } }
    const response = await apiOf(event).deputyAccounts.units[':unitId'].accounts[':memberId'].reset.$post(request)
    const no = await refused(response, values)
    if (no) return no
    const { slips, mailed } = (await response.json()) as { slips: Slip[]; mailed: boolean }
    return { slips, mailed }
  },

  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', invitationId = '', name = '' } = values
    const param = { unitId: encodeURIComponent(event.params.unitId), invitationId: encodeURIComponent(invitationId) }
    const invitation = apiOf(event).deputyAccounts.units[':unitId'].accounts.invitations[':invitationId']
    const response = await invitation.withdrawal.$post({ param, ...{ json: { commandId } } })
    return (await refused(response, values)) ?? { withdrawn: name }
  },
}

/** "deputies/3/mobile" is the field of the third chosen deputy. */
function besideMobile(error: { field: string | null; text: string }, chosen: readonly string[]) {
  const at = /^deputies\/(\d+)\/mobile$/.exec(error.field ?? '')?.[1]
  if (at === undefined) return { field: null, text: error.text }
  return { field: MOBILE + chosen[Number(at)]!, text: `${m.accounts_mobile()}：${error.text}` }
}
