import { error, redirect } from '@sveltejs/kit'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import * as paths from '$lib/paths.ts'
import { callApi } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { beginSession } from '$lib/server/session.ts'
import type { Actions, PageServerLoad } from './$types'

type Waiting =
  | { status: 'unconfirmed'; name: string; slug: string; email: string; applicantName: string }
  | { status: 'lapsed' | 'opening' | 'trial'; name: string; slug: string }

const pathOf = (token: string): string => `/sign-ups/${encodeURIComponent(token)}`

export const load: PageServerLoad = async (event) => {
  const response = await callApi(event, pathOf(event.params.token))
  if (!response.ok) {
    const { title, code } = (await response.json()) as ProblemBody
    error(response.status, { message: title, code })
  }
  return { commandId: newCommandId(), waiting: (await response.json()) as Waiting }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const path = pathOf(event.params.token)
    const waiting = (await (await callApi(event, path)).json()) as Waiting
    const response = await callApi(event, `${path}/confirmation`, { method: 'POST', body: JSON.stringify(values) })
    const no = await refused(response, values)
    if (no) return no
    const { slug } = (await response.json()) as { slug: string }
    if (waiting.status === 'unconfirmed')
      await beginSession(event, { account: waiting.email, password: values['password'] ?? '' })
    redirect(303, paths.today(slug))
  },
}
