import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { endSession } from '$lib/server/session.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => redirect(303, paths.operatorSignIn())

export const actions: Actions = {
  default: async (event) => {
    await endSession(event)
    redirect(303, paths.operatorSignIn())
  },
}
