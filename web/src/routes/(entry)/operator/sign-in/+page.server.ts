import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { platformApi } from '$lib/server/api.ts'
import { signIn, signInByCode } from '$lib/server/sign-in.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whoever is signed in already but is no operator learns why the platform's pages send them here. */
export const load: PageServerLoad = async (event) => {
  const response = await platformApi(event).districts.$get()
  if (response.ok) redirect(303, paths.operator())
  return {}
}

export const actions = {
  password: (event) => signIn(event, null, paths.operator),
  code: (event) => signInByCode(event, null, paths.operator),
} satisfies Actions
