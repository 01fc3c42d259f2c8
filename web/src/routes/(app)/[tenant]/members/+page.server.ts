import { fail } from '@sveltejs/kit'
import { memberRoles } from '@jiceng/core/kernel/roles'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { FieldError } from '$lib/ui/field-error.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { invitations, ...known } = await read(event, apiOf(event).members.members.$get())
  const now = new Date().toISOString()
  return {
    ...known,
    invitations: invitations.map((invitation) => ({ ...invitation, expired: invitation.expiresAt <= now })),
    ending: event.url.searchParams.get('end'),
    commandIds: { invite: newCommandId(), end: newCommandId(), over: newCommandId() },
  }
}

export const actions: Actions = {
  invite: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '', account = '', unitId = '' } = values
    // Choosing a unit is choosing its office: that role has no box of its own to forget.
    const roles = memberRoles.filter((role) => (role === 'unit_office' ? unitId !== '' : values[role] !== undefined))
    const json = { commandId, name, account: account.trim(), roles, unitId: unitId === '' ? null : unitId }
    const response = await apiOf(event).members.members.invitations.$post({ json })
    const no = await refused(response, values)
    if (no) return fail(no.status, { ...no.data, errors: no.data.errors.map(inPlainWords) })
    const { link, mailed } = (await response.json()) as { link: string | null; mailed: boolean }
    return { invited: { name, account: account.trim(), link, mailed, isReset: false } }
  },

  renew: async (event) => {
    const values = await fieldsOf(event.request)
    const { invitationId = '' } = values
    const request = { param: { invitationId: encodeURIComponent(invitationId) }, json: commandOf(values) }
    const response = await apiOf(event).members.members.invitations[':invitationId'].renewal.$post(request)
    const no = await refused(response, values)
    return no ?? { invited: { ...named(values), ...(await handedOver(response)), isReset: false } }
  },

  withdraw: async (event) => {
    const values = await fieldsOf(event.request)
    const { invitationId = '', name = '' } = values
    const request = { param: { invitationId: encodeURIComponent(invitationId) }, json: commandOf(values) }
    const response = await apiOf(event).members.members.invitations[':invitationId'].withdrawal.$post(request)
    return (await refused(response, values)) ?? { withdrawn: name }
  },

  reset: async (event) => {
    const values = await fieldsOf(event.request)
    const { memberId = '' } = values
    const request = { param: { memberId: encodeURIComponent(memberId) }, json: commandOf(values) }
    const response = await apiOf(event).members.members[':memberId'].reset.$post(request)
    const no = await refused(response, values)
    return no ?? { invited: { ...named(values), ...(await handedOver(response)), isReset: true } }
  },

  end: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', memberId = '', memberName = '' } = values
    // In a variable: the client's type of this route knows the path only, not the body.
    const request = { param: { memberId: encodeURIComponent(memberId) }, json: { commandId } }
    const response = await apiOf(event).members.members[':memberId'].dismissal.$post(request)
    return (await refused(response, values)) ?? { ended: memberName }
  },
}

const commandOf = ({ commandId = '' }: Record<string, string>) => ({ commandId })
const named = ({ name = '', account = '' }: Record<string, string>) => ({ name, account })

/** A mailbox gets its link by mail; nobody else sees it. */
async function handedOver(response: { json(): Promise<unknown> }) {
  const { link, mailed } = (await response.json()) as { link: string | null; mailed: boolean }
  return { link, mailed }
}

/** What is wrong with these two the api says in terms of its shapes. */
function inPlainWords(error: FieldError): FieldError {
  switch (error.field) {
    case 'account':
      return { ...error, text: m.members_account_wrong() }
    case 'roles':
      return { ...error, text: m.members_roles_missing() }
    default:
      return error
  }
}
