import { redirect } from '@sveltejs/kit'
import { keepPreferences } from '$lib/server/preferences.ts'
import { returnPath } from '$lib/server/return-path.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData()
  keepPreferences(cookies, form, url.protocol === 'https:')
  redirect(303, returnPath(form.get('back'), url))
}
