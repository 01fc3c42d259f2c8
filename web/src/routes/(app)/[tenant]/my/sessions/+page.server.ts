import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => read(event, apiOf(event).ownSessions.my.sessions.$get())
