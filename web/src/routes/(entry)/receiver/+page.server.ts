import { error } from '@sveltejs/kit'
import { callApi } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

type Box = { box: string; hasSecret: number; mode: string }
type Message = {
  seq: number
  box: string
  receivedAt: string
  webhookId: string
  body: string
  isVerified: number
  answered: number
}

/** Exists only where the product runs on one machine: the api refuses anywhere else. */
export const load: PageServerLoad = async (event) => {
  const response = await callApi(event, '/local/receiver')
  if (!response.ok) error(404)
  const { boxes, messages } = (await response.json()) as { boxes: Box[]; messages: Message[] }
  // The sender knows this machine by its number alone.
  const origin = event.url.origin.replace('//localhost', '//127.0.0.1')
  return { boxes, messages, commandId: newCommandId(), base: `${origin}/api/local/receiver/` }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { box = '', secret = '', mode = '' } = values
    const path = `/local/receiver/${encodeURIComponent(box || '-')}/settings`
    const response = await callApi(event, path, { method: 'POST', body: JSON.stringify({ secret, mode }) })
    return (await refused(response, values)) ?? { saved: box }
  },
}
