import { error, redirect } from '@sveltejs/kit'
import type { RequestEvent } from '@sveltejs/kit'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import * as paths from '$lib/paths.ts'
import { callApi } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { beginSession } from '$lib/server/session.ts'
import type { Actions, PageServerLoad } from './$types'

type Invitation =
  | {
      state: 'open'
      name: string
      account: string
      slug: string
      tenantName: string
      isDeputy: boolean
      isReset: boolean
    }
  | { state: 'used'; slug: string; tenantName: string }
  | { state: 'unknown' }

const pathOf = (token: string): string => `/invitations/${encodeURIComponent(token)}`

async function invitationOf(event: RequestEvent<{ token: string }>): Promise<Invitation> {
  const response = await callApi(event, pathOf(event.params.token))
  // Half a link copied out of a message is the usual reason: the page says whom to ask.
  if (response.status === 404) return { state: 'unknown' }
  if (!response.ok) {
    const { title, code } = (await response.json()) as ProblemBody
    error(response.status, { message: title, code })
  }
  const invitation = (await response.json()) as Invitation | { state: 'expired' }
  return invitation.state === 'expired' ? { state: 'unknown' } : invitation
}

export const load: PageServerLoad = async (event) => ({
  commandId: newCommandId(),
  invitation: await invitationOf(event),
})

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId, password = '' } = values
    const invitation = await invitationOf(event)
    const response = await callApi(event, `${pathOf(event.params.token)}/acceptance`, {
      method: 'POST',
      body: JSON.stringify({ commandId, password }),
    })
    const no = await refused(response, values)
    if (no) return no
    if (invitation.state === 'unknown') return undefined
    // A form sent twice finds the invitation used: whoever is not signed in by then is asked to sign in.
    const isOpen = invitation.state === 'open'
    if (isOpen) await beginSession(event, { account: invitation.account, password })
    redirect(303, isOpen && invitation.isDeputy ? paths.my(invitation.slug) : paths.today(invitation.slug))
  },
}
