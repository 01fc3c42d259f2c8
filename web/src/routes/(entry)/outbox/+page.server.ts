import { error } from '@sveltejs/kit'
import { callApi } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

type Mail = { seq: number; recipient: string; subject: string; text: string; createdAt: string }

/** Exists only where the product runs on one machine: the api refuses anywhere else. */
export const load: PageServerLoad = async (event) => {
  const response = await callApi(event, '/local/mails')
  if (!response.ok) error(404)
  const { mails } = (await response.json()) as { mails: Mail[] }
  return { mails }
}
